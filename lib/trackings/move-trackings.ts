import { sqlStateOf } from '../db/sql-state.ts'
import { AppError } from '../errors/app-error.ts'
import { enqueueSyncs } from '../sync/queue/enqueue.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { digestOfEdit, holdTrackings } from './bulk-edit.ts'
import { type MovedTrackings, selectedView } from './bulk-view.ts'
import type { MoveTrackings } from './change-trackings-input.ts'
import { selectTrackings } from './selection.ts'
import { NO_SUCH_TARGET, namesInUseAtTarget, SELECTION_CHANGED } from './tracking-problems.ts'
import type { Tracking } from './tracking-view.ts'

type Moved = { trackingId: string; customerId: string; movedTo: string; deployed: boolean }

/**
 * Moves many trackings to another customer, all or none: each is created there with all that was decided about it, and
 * deleted where it was. So the mark in the old container and all that was found out there stay with the old one, whose
 * run removes it, and the new one begins as any other.
 * @param validate only says which
 * @throws AppError `not_found` for the customer; `conflict` naming every taken name, or where something has changed since
 *   the digest; `limit_reached`
 */
export async function moveTrackings(
  db: TenantDb,
  { filter, to, digest }: MoveTrackings,
  validate: boolean,
): Promise<MovedTrackings> {
  const found = await selectTrackings(db, filter)
  const moving = found.filter(({ customerId }) => customerId !== to)
  const expected = digestOfEdit({ to }, found)
  if (!validate) await holdTrackings(db, found, { digest, expected }, to)
  await requireRoom(db, to, moving)
  const moved = validate ? [] : await write(db, to, moving)
  enqueue(to, moved)
  const movedTo = new Map(moved.map((each) => [each.trackingId, each.movedTo]))
  return {
    data: moving.map((each) => ({ ...selectedView(each), movedTo: movedTo.get(each.id) ?? null })),
    unchanged: found.length - moving.length,
    digest: expected,
  }
}

type Room = { isThere: boolean; taken: { index: number; blockerId: string }[] }

/** That the customer is there, with none of these names, of which no two are the same. */
async function requireRoom(db: TenantDb, to: string, moving: readonly Tracking[]): Promise<void> {
  const ids = moving.map(({ id }) => id)
  const names = moving.map(({ name }) => name)
  const [room] = await db.$queryRaw<Room[]>`
    with moving as (
      select m.place, app.name_key(m.name) as key,
        first_value(m.id) over (partition by app.name_key(m.name) order by m.place) as first_id, m.id
      from unnest(${ids}::uuid[], ${names}::text[]) with ordinality as m (id, name, place)),
    taken as (
      select m.place, coalesce(t.id, nullif(m.first_id, m.id)) as blocker_id
      from moving m left join tracking t
        on t.customer_id = ${to}::uuid and app.name_key(t.name) = m.key and t.deleted_at is null)
    select exists (select from customer c where c.id = ${to}::uuid and c.deleted_at is null) as "isThere",
      coalesce(
        (select jsonb_agg(jsonb_build_object('index', k.place - 1, 'blockerId', k.blocker_id) order by k.place)
         from taken k where k.blocker_id is not null), '[]') as taken`
  if (!room?.isThere) throw AppError.of(NO_SUCH_TARGET)
  if (room.taken.length === 0) return
  const named = room.taken.map(({ index, blockerId }) => ({ field: `trackings.${index}.name`, blockerId }))
  throw AppError.of(namesInUseAtTarget(named))
}

async function write(db: TenantDb, to: string, moving: readonly Tracking[]): Promise<Moved[]> {
  const ids = moving.map(({ id }) => id)
  try {
    return await db.$queryRaw<Moved[]>`
      select tracking_id as "trackingId", customer_id as "customerId", moved_to as "movedTo", deployed
      from app.move_trackings(${ids}::uuid[], ${to}::uuid)`
  } catch (error) {
    // Another request has just renamed one to such a name.
    if (sqlStateOf(error) === '23505') throw AppError.of(SELECTION_CHANGED)
    throw error
  }
}

function enqueue(to: string, moved: readonly Moved[]): void {
  if (moved.length === 0) return
  const left = moved.filter(({ deployed }) => deployed)
  enqueueSyncs([
    ...moved.map(({ movedTo }) => ({ customerId: to, trackingId: movedTo, action: 'CREATE' as const })),
    ...left.map(({ customerId, trackingId }) => ({ customerId, trackingId, action: 'DELETE' as const })),
  ])
}
