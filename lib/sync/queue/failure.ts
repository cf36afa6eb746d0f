import { z } from 'zod'

/** Why a run or a tracking failed, as it is stored: a stable code, and words that the agency understands. */
export const Failure = z.object({ code: z.string(), message: z.string() })
export type Failure = z.infer<typeof Failure>

/** Trackings that Google rejects, by id; the others of their run go on without them. */
export const Rejections = z.record(z.string(), Failure)
export type Rejections = z.infer<typeof Rejections>
