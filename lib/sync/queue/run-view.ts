import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { Timestamp } from '../../input/timestamp.ts'
import { oneOf } from '../../model/one-of.ts'
import { SYNC_JOB_ACTIONS } from '../../model/sync-job-action.ts'
import { SYNC_JOB_STATUSES } from '../../model/sync-job-status.ts'
import { SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from '../../model/sync-run-status.ts'
import { WRITE_SWITCHES, type WriteSwitch } from '../../model/write-switch.ts'
import { RunPlanView } from '../plan/run-plan-view.ts'
import { RepairView } from './repair-view.ts'

/** As far as `app.queue_position` counts. */
const LAST_PLACE = 100

export const SyncRunView = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    kind: oneOf(SYNC_RUN_KINDS),
    status: oneOf(SYNC_RUN_STATUSES),
    attempts: z.int(),
    versionId: z.string().nullable().describe('The container version that this run made or published'),
    previousLiveId: z.string().nullable().describe('The container version that was live before'),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    cannotFire: z
      .int()
      .nullable()
      .describe(
        'How many of its trackings are in place and do not count as they are wanted; `null` until it ends',
      ),
    goesLiveAt: Timestamp.nullable().describe(
      'When its version, which only a freeze keeps from it, goes live by itself; `null`: it waits for an ADMIN, or for nothing',
    ),
    runAt: Timestamp.describe('When it is due'),
    claimedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'SyncRun' })
export type SyncRunView = z.infer<typeof SyncRunView>

const SyncJobView = z
  .object({
    id: z.uuid(),
    trackingId: z.uuid(),
    action: oneOf(SYNC_JOB_ACTIONS),
    status: oneOf(SYNC_JOB_STATUSES),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    createdAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'SyncJob' })

export const SyncRunWithJobsView = SyncRunView.extend({
  plan: RunPlanView.nullable().describe(
    'Of a plan: its result, once it is ready. Of other runs: what they write or have written, and so what the version changes that awaits publishing; `null` while that is not known, and where nothing had to change',
  ),
  planDigest: z
    .string()
    .nullable()
    .describe('The plan that it has to apply, and nothing else; `null` where it was asked for without one'),
  repair: RepairView.nullable().describe(
    'What a repair sets back and what it leaves; `null` of other runs, or before it has begun',
  ),
  jobs: z.array(SyncJobView).describe('What it does, or, while it is queued, what waits for it'),
  position: z
    .int()
    .nullable()
    .describe(
      `While it is queued: its place among all that are due, 1 for the next. ${LAST_PLACE} stands for every later place too. \`null\` while it cannot be claimed`,
    ),
  waitsFor: z
    .object({ code: oneOf(WRITE_SWITCHES), message: z.string() })
    .nullable()
    .describe(
      'The switch that it waits for, because it would write at Google or publish; `null` where none holds it up',
    ),
  expectedAt: Timestamp.nullable().describe(
    `About when it starts, by its place and the quota at Google; not before, where its place is ${LAST_PLACE}`,
  ),
}).meta({ id: 'SyncRunWithJobs' })
export type SyncRunWithJobsView = z.infer<typeof SyncRunWithJobsView>

export const RUN_FIELDS = {
  id: true,
  customerId: true,
  kind: true,
  status: true,
  attempts: true,
  versionId: true,
  previousLiveId: true,
  errorCode: true,
  errorMessage: true,
  cannotFire: true,
  goesLiveAt: true,
  runAt: true,
  claimedAt: true,
  finishedAt: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.SyncRunSelect

export const JOB_FIELDS = {
  id: true,
  trackingId: true,
  action: true,
  status: true,
  errorCode: true,
  errorMessage: true,
  createdAt: true,
  finishedAt: true,
} as const satisfies Prisma.SyncJobSelect

/** A run as the verbs return it. */
export type SyncRun = Prisma.SyncRunGetPayload<{ select: typeof RUN_FIELDS }>

/** A run with its jobs, as the verbs return it. */
export type SyncRunWithJobs = SyncRun & {
  plan: RunPlanView | null
  planDigest: string | null
  repair: RepairView | null
  jobs: Prisma.SyncJobGetPayload<{ select: typeof JOB_FIELDS }>[]
  position: number | null
  waitsFor: { code: WriteSwitch; message: string } | null
  expectedAt: Date | null
}
