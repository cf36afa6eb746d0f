import { z } from 'zod'
import { PLAN_MODES } from '../../model/plan-mode.ts'
import { ROLLBACK_MODES } from '../../model/rollback-mode.ts'

/** What a run was asked for beside its kind, as it is stored with it. */
export const RunRequest = z.object({
  /** Of a run that writes: the plan that was looked at; another one stops it. */
  planDigest: z.string().optional(),
  /** Of a plan: how far the run would go that it is made for. */
  planFor: z.enum(PLAN_MODES).optional(),
  /** Of a repair, or a plan of one: only these trackings. */
  trackingIds: z.array(z.string()).optional(),
  /** Of a look: at the workspaces too. */
  drafts: z.boolean().optional(),
  /** Of a rollback. */
  rollback: z.enum(ROLLBACK_MODES).optional(),
  /** Of a rollback: the version of ours that was known as published when it was asked for. */
  undoes: z.string().optional(),
})
export type RunRequest = z.infer<typeof RunRequest>
