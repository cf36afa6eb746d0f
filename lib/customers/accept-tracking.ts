import { findingsOf } from '../deployment/findings-of.ts'
import { isAsWanted } from '../deployment/verdict.ts'
import { AppError } from '../errors/app-error.ts'
import { dismissFinding } from '../findings/dismiss-finding.ts'
import type { FoundIssue } from '../findings/found-issue.ts'
import { issueOf } from '../findings/issue-of.ts'
import { openFinding } from '../findings/open-finding.ts'
import { resolveFinding } from '../findings/resolve-finding.ts'
import type { IfMatch } from '../input/if-match.ts'
import type { FindingCode } from '../model/finding-code.ts'
import { appliedGoogleAds } from '../sync/plan/applied-google-ads.ts'
import { type Difference, differencesOf } from '../sync/plan/differences-of.ts'
import { judgePlanned } from '../sync/plan/judge-planned.ts'
import { observedChanges } from '../sync/plan/observed-changes.ts'
import { type ConversionLabel, plannedTracking } from '../sync/plan/planned-tracking.ts'
import type { TrackingSnapshot } from '../sync/plan/work-item.ts'
import { lockCustomer } from '../sync/run/lock-customer.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { getTracking } from '../trackings/get-tracking.ts'
import { planTrackingUpdate } from '../trackings/plan-tracking-update.ts'
import type { TrackingColumns } from '../trackings/tracking-columns.ts'
import { UpdateTracking } from '../trackings/tracking-input.ts'
import { TRACKING_CHANGED } from '../trackings/tracking-problems.ts'
import type { Tracking } from '../trackings/tracking-view.ts'
import type { AcceptedView } from './accept-view.ts'
import { NEVER_SYNCED, RUN_UNDER_WAY } from './customer-problems.ts'
import { type LookedAt, lookAtTracking } from './look-at-tracking.ts'

/** Under which reason the findings are dismissed of what no tracking can ask for. */
const REASON = 'Accepted as it is at Google'

type Seen = Pick<LookedAt, 'action' | 'naming'> & {
  contents: NonNullable<LookedAt['live']>
  conversion: ConversionLabel
}

/**
 * Takes what somebody has changed at Google as what the tracking asks for, as it is there at this moment, so that no sync
 * undoes it. Nothing is written at Google. What no tracking can ask for is accepted by dismissing its finding.
 * @throws AppError `not_found`, `precondition_failed`; `conflict` where an edit waits or a run is under way · GoogleError
 */
export async function acceptTracking(
  tenant: Tenant,
  trackingId: string,
  ifMatch: IfMatch,
): Promise<AcceptedView> {
  const { snapshot, naming, customerId, live, action } = await lookAtTracking(tenant, trackingId, ifMatch)
  const conversion = snapshot.applied.googleAds?.conversion
  if (!live || !conversion) throw AppError.of(NEVER_SYNCED)
  const seen: Seen = { action, naming, contents: live, conversion }
  return withTenant(tenant, {}, async (db) => {
    const before = differences(snapshot, seen)
    const current = await getTracking(db, trackingId)
    if (before.length === 0) return { tracking: current, accepted: [], left: [] }
    const columns = await acceptedColumns(snapshot, current, seen)
    const left = differences({ ...snapshot, ...columns }, seen)
    await holdCustomer(db, customerId)
    await record(db, { snapshot, columns, customerId, left, seen }, tenant)
    const accepted = before.filter((each) => !left.some((other) => keyOf(other) === keyOf(each)))
    return { tracking: await getTracking(db, trackingId), accepted, left }
  })
}

function differences(snapshot: TrackingSnapshot, { conversion, naming, ...observed }: Seen): Difference[] {
  return differencesOf(plannedTracking(snapshot, naming), conversion, observed)
}

function keyOf({ object, field }: Difference): string {
  return `${object} ${field}`
}

/** What the tag sends decides; the action’s own value only counts where the tag has none. */
function weightOf(left: readonly Difference[]): number {
  return left.reduce((sum, { object }) => sum + (object === 'action' ? 1 : 100), 0)
}

/** Takes each change over that is valid and leaves fewer differences than there were. */
async function acceptedColumns(
  snapshot: TrackingSnapshot,
  current: Tracking,
  seen: Seen,
): Promise<Partial<TrackingColumns>> {
  let [tracking, columns]: [Tracking, Partial<TrackingColumns>] = [current, {}]
  let count = weightOf(differences(snapshot, seen))
  for (const change of observedChanges(plannedTracking(snapshot, seen.naming), seen.conversion, seen)) {
    const planned = await plan(tracking, change)
    const rest = planned ? weightOf(differences({ ...snapshot, ...planned }, seen)) : count
    if (!planned || rest >= count) continue
    const {
      conversionCategory,
      conversionCounting,
      conversionValue,
      conversionCurrency,
      conversionEnhanced,
      ...fields
    } = planned
    const conversion = {
      category: conversionCategory,
      counting: conversionCounting,
      value: conversionValue,
      currency: conversionCurrency,
      enhanced: conversionEnhanced,
    }
    tracking = { ...tracking, ...fields, conversion }
    ;[columns, count] = [planned, rest]
  }
  return columns
}

/** The columns that a change leads to; `undefined` where no caller could ask for it. */
async function plan(tracking: Tracking, change: object): Promise<TrackingColumns | undefined> {
  const checked = await UpdateTracking.safeParseAsync(change)
  if (!checked.success) return undefined
  try {
    return planTrackingUpdate(tracking, checked.data)
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** A run at work, or a version that waits, was planned by what the tracking asked for before. */
async function holdCustomer(db: TenantDb, customerId: string): Promise<void> {
  await lockCustomer(db, customerId)
  const [run] = await db.syncRun.findMany({
    where: {
      customerId,
      OR: [{ status: { in: ['RUNNING', 'AWAITING_PUBLISH'] } }, { status: 'QUEUED', kind: 'PUBLISH' }],
    },
    select: { id: true },
    take: 1,
  })
  if (run) throw AppError.of(RUN_UNDER_WAY, { syncRunId: run.id })
}

type Acceptance = {
  snapshot: TrackingSnapshot
  columns: Partial<TrackingColumns>
  customerId: string
  left: readonly Difference[]
  seen: Seen
}

/** What is taken as it is, as long as it stays so. */
const ACCEPTED = ['drift.changed', 'drift.settings', 'drift.arranged'] as const satisfies FindingCode[]

async function record(
  db: TenantDb,
  { snapshot, columns, customerId, left, seen }: Acceptance,
  tenant: Tenant,
): Promise<void> {
  const { trackingId, version } = snapshot
  const { contents, conversion, action, naming } = seen
  const tracking = plannedTracking({ ...snapshot, ...columns }, naming)
  const verdict = judgePlanned(tracking, conversion, { live: contents, action, now: new Date() })
  const inAds = left.flatMap(({ object, ...change }) => (object === 'action' ? [change] : []))
  const found: FoundIssue[] = [
    ...findingsOf(trackingId, verdict).filter(({ code }) => code === 'drift.changed'),
    ...(inAds.length > 0 ? [issueOf('drift.changed', trackingId, 'action', { fields: inAds })] : []),
  ]
  await openFinding(db, customerId, found)
  await resolveFinding(db, customerId, { codes: ['drift.changed'], trackingIds: [trackingId], except: found })
  const windows = snapshot.applied.googleAds?.windows
  const googleAds = { ...appliedGoogleAds(tracking, conversion, contents), ...(windows && { windows }) }
  const next = Object.keys(columns).length > 0 ? version + 1 : version
  const { count } = await db.tracking.updateMany({
    where: { id: trackingId, version, syncedVersion: version },
    data: {
      ...columns,
      version: next,
      syncedVersion: next,
      applied: JSON.parse(JSON.stringify({ googleAds })),
      deployment: JSON.parse(
        JSON.stringify({ googleAds: { ...verdict, checkedAt: new Date().toISOString() } }),
      ),
      deploymentState: verdict.state,
      deploymentCheckedAt: new Date(),
      ...(isAsWanted(verdict) && { syncStatus: 'SUCCESS', syncErrorCode: null, syncErrorMessage: null }),
    },
  })
  if (count === 0) throw AppError.of(TRACKING_CHANGED)
  const open = await db.finding.findMany({
    where: { trackingId, code: { in: [...ACCEPTED] }, status: 'open' },
    select: { id: true },
  })
  for (const { id } of open) await dismissFinding(db, tenant, id, { reason: REASON })
}
