import { notFound } from '../../errors/app-error.ts'
import { fillText } from '../../errors/fill-text.ts'
import { env } from '../../settings/env.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { RunPlanView } from '../plan/run-plan-view.ts'
import { WAITS_FOR } from '../sync-problems.ts'
import { expectedStart } from './expected-start.ts'
import { repairView } from './repair-view.ts'
import { RunRequest } from './run-request.ts'
import { JOB_FIELDS, RUN_FIELDS, type SyncRunWithJobs } from './run-view.ts'
import { writeSwitch } from './write-switch.ts'

const OLDEST_FIRST = [{ createdAt: 'asc' }, { id: 'asc' }] as const

/**
 * A run with its jobs and, while it waits, its place in the queue. A queued sync has no jobs of its own yet: it will
 * take every pending job of its customer.
 * @throws AppError `not_found`
 */
export async function getRun(db: TenantDb, syncRunId: string, now = new Date()): Promise<SyncRunWithJobs> {
  const found = await db.syncRun.findUnique({
    where: { id: syncRunId },
    select: {
      ...RUN_FIELDS,
      plan: true,
      request: true,
      leaseUntil: true,
      repair: true,
      frozenAt: true,
      organization: { select: { writesPaused: true } },
      customer: { select: { hold: true } },
      jobs: { select: JOB_FIELDS, orderBy: [...OLDEST_FIRST] },
    },
  })
  if (!found) throw notFound('sync run')
  const { leaseUntil, organization, customer, plan, request, repair: report, frozenAt: _, ...columns } = found
  const run = {
    ...columns,
    plan: plan === null ? null : RunPlanView.parse(plan),
    planDigest: RunRequest.parse(request).planDigest ?? null,
    repair: repairView(report),
  }
  const isAtWork = leaseUntil !== null && leaseUntil > now
  const waits = run.status === 'QUEUED' || (run.status === 'RUNNING' && !isAtWork)
  const code = waits ? writeSwitch(run.kind, organization, customer) : undefined
  const waitsFor = code
    ? { code, message: fillText(WAITS_FOR[code], { customerId: run.customerId }) }
    : frozenWait(found)
  if (run.status !== 'QUEUED') return { ...run, waitsFor, position: null, expectedAt: null }
  const jobs = run.kind === 'SYNC' ? await pendingJobs(db, run.customerId) : run.jobs
  if (waitsFor) return { ...run, jobs, waitsFor, position: null, expectedAt: null }
  const [queue] = await db.$queryRaw<{ position: number | null }[]>`
    select app.queue_position(${syncRunId}::uuid) as position`
  const position = queue?.position ?? null
  const expectedAt = position === null ? null : expectedStart(run.runAt, position, now, env().QUOTA_PER_100_S)
  return { ...run, jobs, waitsFor, position, expectedAt }
}

type FrozenRun = { status: string; customerId: string; goesLiveAt: Date | null; frozenAt: Date | null }

/** What is said of a version that only a freeze keeps from going live. */
function frozenWait({ status, customerId, goesLiveAt, frozenAt }: FrozenRun) {
  if (status !== 'AWAITING_PUBLISH' || !goesLiveAt) return null
  const values = { customerId, until: goesLiveAt.toISOString(), since: frozenAt?.toISOString() ?? '' }
  return { code: 'frozen' as const, message: fillText(WAITS_FOR.frozen, values) }
}

function pendingJobs(db: TenantDb, customerId: string) {
  return db.syncJob.findMany({
    where: { customerId, status: 'QUEUED' },
    select: JOB_FIELDS,
    orderBy: [...OLDEST_FIRST],
  })
}
