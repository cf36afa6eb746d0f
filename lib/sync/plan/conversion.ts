import { z } from 'zod'
import { LookbackWindows } from '../../deployment/applied.ts'

/** The label of one tracking's conversion action, as its tag sends it. */
export const Conversion = z.object({
  resourceName: z.string(),
  conversionId: z.string(),
  label: z.string(),
  /** People had taken it out of the goals before it was hidden: a restore does not bring it back there. */
  wasSecondary: z.boolean().optional(),
  windows: LookbackWindows.optional(),
})
export type Conversion = z.infer<typeof Conversion>

/** By tracking. */
export type Conversions = Readonly<Record<string, Conversion>>
