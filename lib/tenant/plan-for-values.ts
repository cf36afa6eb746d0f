import { requireSession } from './tenant-session.ts'

/**
 * Has the statements that follow in this session planned for their values each time, without a name on the server. A plan
 * for any value reads a whole list in its order where next to no row has this one.
 */
export function planForValues(): void {
  requireSession().plansForValues = true
}
