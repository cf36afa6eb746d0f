import { z } from 'zod'

/** The label of one tracking's conversion action, as its tag sends it. */
export const Conversion = z.object({ resourceName: z.string(), conversionId: z.string(), label: z.string() })
export type Conversion = z.infer<typeof Conversion>

/** By tracking. */
export type Conversions = Readonly<Record<string, Conversion>>
