import { z } from 'zod'
import type { PlanMode } from '../../model/plan-mode.ts'

/** The trackings that are repaired, of a customer. */
export const Repairs = z.union([z.literal('all'), z.array(z.string())])
export type Repairs = z.infer<typeof Repairs>

/** How far a plan goes: for the trackings that it repairs, and for all others. */
export type PlanScope = { mode: PlanMode; repairs?: Repairs }

/** How far a plan goes for one tracking. */
export function modeFor(trackingId: string, { mode, repairs = [] }: PlanScope): PlanMode {
  return repairs === 'all' || repairs.includes(trackingId) ? 'repair' : mode
}

/** All that either of two repairs. */
export function bothRepairs(one: Repairs, other: Repairs): Repairs {
  return one === 'all' || other === 'all' ? 'all' : [...new Set([...one, ...other])]
}
