import { createHash } from 'node:crypto'
import { describeVersionChange } from '../../deployment/describe-version-change.ts'
import type { HistoryChange } from '../../deployment/history-change.ts'
import { VersionSnapshot, versionSnapshot } from '../../deployment/version-snapshot.ts'
import type { ContainerVersion } from '../../google/tag-manager-schemas.ts'
import type { HistoryKind } from '../../model/history-kind.ts'
import type { TenantDb } from '../../tenant/with-tenant.ts'
import { versionName } from '../plan/google-names.ts'
import { ownObjects } from '../plan/own-objects.ts'
import { plannedTracking } from '../plan/planned-tracking.ts'
import { labelsOf } from './plan-run.ts'
import type { RunSession } from './run-session.ts'
import type { RunState } from './run-state.ts'

/**
 * Keeps the id of a version that is live, since Google does not tell later whether it ever was, and makes it an entry of
 * the customer's history where another one was live before. What is live since the last look costs nothing.
 */
export async function recordSeen(
  session: RunSession,
  state: RunState,
  live: ContainerVersion | undefined,
): Promise<void> {
  if (!live) return
  const { lastSeenVersionId, seenVersionIds } = state.work
  const id = live.containerVersionId
  if (id === lastSeenVersionId && seenVersionIds.has(id)) return
  await session.write(async (db) => {
    const last = await lastPublication(db, state)
    if (last?.versionId !== id || !last.snapshot) await store(db, state, live, last)
    await keepVersion(db, state, live)
  })
}

type LastPublication = { publication: number; versionId: string; snapshot: VersionSnapshot | undefined }

async function lastPublication(db: TenantDb, { work }: RunState): Promise<LastPublication | undefined> {
  const { id, containerPath } = work.customer
  const entry = await db.historyEntry.findFirst({
    where: { customerId: id, containerPath, publication: { not: null } },
    orderBy: { publication: 'desc' },
    select: { publication: true, versionId: true, snapshot: true },
  })
  if (!entry || entry.publication === null || entry.versionId === null) return undefined
  const { publication, versionId, snapshot } = entry
  return { publication, versionId, snapshot: snapshot === null ? undefined : VersionSnapshot.parse(snapshot) }
}

/** In one statement; a concurrent sighting of the same publication has the same number, and is left out. */
async function store(
  db: TenantDb,
  state: RunState,
  live: ContainerVersion,
  last: LastPublication | undefined,
): Promise<void> {
  const { work } = state
  const { id: customerId, containerPath } = work.customer
  const versionId = live.containerVersionId
  const { changes, snapshot } = whatChanged(state, live, last?.snapshot)
  // An entry of before details were kept gets what the next one is compared with.
  const isSame = last?.versionId === versionId
  const publication = (last?.publication ?? 0) + 1
  const isByThisRun = isPublishedBy(state, live)
  const madeBy = isByThisRun || live.name === versionName(work.runId) ? work.runId : null
  await db.$executeRaw`
    with known as ( -- 1. whether it was live before
      select from container_version
      where organization_id = app.require_org() and customer_id = ${customerId}::uuid
        and container_path = ${containerPath} and version_id = ${versionId}
    ), maker as ( -- 2. the run that made it; one that published it counts before one that it has replaced
      select r.id, r.checkpoint ->> 'published' = 'true' and not exists (select from known) as published
      from sync_run r
      where r.organization_id = app.require_org() and r.customer_id = ${customerId}::uuid
        and r.container_path = ${containerPath} and r.version_id = ${versionId}
      order by r.checkpoint ->> 'published' = 'true' desc nulls last, r.created_at desc limit 1
    ), added as ( -- 3. the entry
      insert into history_entry (customer_id, container_path, publication, kind, origin, run_id, version_id,
        previous_version_id, made_at, changes, snapshot)
      select ${customerId}::uuid, ${containerPath}, ${publication}::integer, ${kindOf(state, live, last)},
        case when ${isByThisRun} or (select published from maker) then 'OURS' else 'TAG_MANAGER' end,
        coalesce(${madeBy}::uuid, (select id from maker)), ${versionId}, ${last?.versionId ?? null}::text,
        ${madeAt(live)}::timestamptz, ${changes ? JSON.stringify(changes) : null}::jsonb,
        ${JSON.stringify(snapshot)}::jsonb
      where not ${isSame}
      on conflict (organization_id, customer_id, container_path, publication) do nothing
      returning publication
    ) -- 4. nothing is compared any more with the version before
    update history_entry set snapshot = case when ${isSame} then ${JSON.stringify(snapshot)}::jsonb end
    where organization_id = app.require_org() and customer_id = ${customerId}::uuid
      and container_path = ${containerPath} and publication = ${last?.publication ?? null}::integer
      and (${isSame} or exists (select from added))`
}

/** `changes` is absent where it is not known what was live before. */
function whatChanged(
  state: RunState,
  live: ContainerVersion,
  known: VersionSnapshot | undefined,
): { changes: HistoryChange[] | undefined; snapshot: VersionSnapshot } {
  const { work, checkpoint } = state
  const snapshots = [...work.items, ...work.settled]
  const trackings = snapshots.map((each) => plannedTracking(each, work.naming))
  const isFresh = isPublishedBy(state, live) && checkpoint.previousLiveId === null
  const before = known ?? (isFresh ? NOTHING : undefined)
  const labels = labelsOf({ ...state, checkpoint: { ...checkpoint, rejected: {} } })
  const snapshot = versionSnapshot(live, ownObjects(live, { trackings, labels, before }))
  const deployedBefore = new Set(
    snapshots.flatMap(({ trackingId, applied }) => (applied.googleAds?.tag ? [trackingId] : [])),
  )
  return {
    changes: before && describeVersionChange({ before, after: snapshot, deployedBefore }),
    snapshot,
  }
}

const NOTHING: VersionSnapshot = { digests: {}, own: {}, shared: [] }

/** Whether this very run has put it live. A run that goes back to a version has not made it. */
function isPublishedBy({ work, checkpoint }: RunState, { containerVersionId }: ContainerVersion): boolean {
  if (!checkpoint.published) return false
  return work.kind === 'ROLLBACK' || checkpoint.version?.id === containerVersionId
}

/** Ids of versions count up: who goes back to a lower one takes something back, whether it was seen live or not. */
function kindOf(state: RunState, live: ContainerVersion, last: LastPublication | undefined): HistoryKind {
  if (!last) return isPublishedBy(state, live) ? 'PUBLISHED' : 'FIRST_SEEN'
  return Number(live.containerVersionId) < Number(last.versionId) ? 'ROLLED_BACK' : 'PUBLISHED'
}

/** Tag Manager began in October 2012. */
const FIRST_FINGERPRINT = Date.UTC(2012, 9)
const DAY_MS = 86_400_000

/** When it was made, or its name or notes were edited last: fingerprints are times in milliseconds. */
function madeAt({ fingerprint }: ContainerVersion): Date | null {
  const time = Number(fingerprint)
  return time >= FIRST_FINGERPRINT && time < Date.now() + DAY_MS ? new Date(time) : null
}

/** Keeps that a version is live, also again: one that is live still counts as seen now. */
async function keepVersion(db: TenantDb, { work }: RunState, live: ContainerVersion): Promise<void> {
  const { id, containerPath } = work.customer
  await db.$executeRaw`
    insert into container_version (customer_id, container_path, version_id, digest)
    values (${id}::uuid, ${containerPath}, ${live.containerVersionId}, ${digestOf(live)})
    on conflict (organization_id, customer_id, container_path, version_id)
    do update set seen_at = now(), digest = excluded.digest`
}

/** Of what visitors get: names and descriptions of a version may be edited, its objects never. */
function digestOf({ tag, trigger, variable, builtInVariable }: ContainerVersion): string {
  return createHash('sha256')
    .update(JSON.stringify([tag, trigger, variable, builtInVariable]))
    .digest('hex')
}
