import { z } from 'zod'
import { LEFT_ALONE } from '../../model/left-alone.ts'

/** What people have arranged of a tracking's object, and a repair leaves so. */
export const LeftPart = z.object({
  trackingId: z.string(),
  /** `tag`, `trigger:main`, `trigger:history`, `trigger:exception-1` and on, or `action`. */
  object: z.string(),
  what: z.enum(LEFT_ALONE),
  /** What it is called or how it is set, where that tells more. */
  detail: z.string().optional(),
})
export type LeftPart = z.infer<typeof LeftPart>
