import { z } from 'zod'
import type { Prisma } from '../../db/generated/client.ts'
import { SYNC_JOB_ACTIONS } from '../../model/sync-job-action.ts'
import { SYNC_JOB_STATUSES } from '../../model/sync-job-status.ts'
import { SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from '../../model/sync-run-status.ts'

export const SyncRunView = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    kind: z.enum(SYNC_RUN_KINDS),
    status: z.enum(SYNC_RUN_STATUSES),
    attempts: z.int(),
    versionId: z.string().nullable().describe('The container version that this run made or published'),
    previousLiveId: z.string().nullable().describe('The container version that was live before'),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    runAt: z.iso.datetime().describe('When it is due'),
    claimedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'SyncRun' })
export type SyncRunView = z.infer<typeof SyncRunView>

const SyncJobView = z
  .object({
    id: z.uuid(),
    trackingId: z.uuid(),
    action: z.enum(SYNC_JOB_ACTIONS),
    status: z.enum(SYNC_JOB_STATUSES),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SyncJob' })

export const SyncRunWithJobsView = SyncRunView.extend({
  jobs: z.array(SyncJobView).describe('What it does, or, while it is queued, what waits for it'),
  position: z
    .int()
    .nullable()
    .describe(
      'While it is queued: its place among all that are due, 1 for the next. `null` while it cannot be claimed',
    ),
  expectedAt: z.iso
    .datetime()
    .nullable()
    .describe('About when it starts, by its place and the quota at Google'),
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

type RunRow = Prisma.SyncRunGetPayload<{ select: typeof RUN_FIELDS }>
type JobRow = Prisma.SyncJobGetPayload<{ select: typeof JOB_FIELDS }>

export function syncRunView(row: RunRow): SyncRunView {
  return SyncRunView.parse({
    ...row,
    runAt: row.runAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })
}

type Queued = { jobs: readonly JobRow[]; position: number | null; expectedAt: Date | null }

export function syncRunWithJobsView(
  run: RunRow,
  { jobs, position, expectedAt }: Queued,
): SyncRunWithJobsView {
  return SyncRunWithJobsView.parse({
    ...syncRunView(run),
    jobs: jobs.map((job) => ({
      ...job,
      createdAt: job.createdAt.toISOString(),
      finishedAt: job.finishedAt?.toISOString() ?? null,
    })),
    position,
    expectedAt: expectedAt?.toISOString() ?? null,
  })
}
