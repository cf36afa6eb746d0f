import { z } from 'zod'
import { LeftPart } from '../plan/left-part.ts'
import { RepairedObject } from '../plan/repaired-object.ts'

/** What a repair sets back at Google, and what it leaves because people have arranged it so. */
export const RepairReport = z.object({ repaired: z.array(RepairedObject), left: z.array(LeftPart) })
export type RepairReport = z.infer<typeof RepairReport>
