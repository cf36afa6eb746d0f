import type { Prisma } from '../../db/generated/client.ts'
import { writeSwitch } from '../queue/write-switch.ts'
import type { RunSession } from './run-session.ts'

/** The customer was paused, disconnected or moved since its run was claimed, or writing at Google was stopped. */
export class NotSyncableError extends Error {
  override readonly name = 'NotSyncableError'
}

/** What {@link isSyncable} looks at. */
const SYNCABLE_FIELDS = {
  kind: true,
  containerPath: true,
  organization: { select: { writesPaused: true } },
  customer: { select: { status: true, deletedAt: true, containerPath: true, hold: true } },
} as const satisfies Prisma.SyncRunSelect

type Syncable = Prisma.SyncRunGetPayload<{ select: typeof SYNCABLE_FIELDS }>

/** A pause, a stop switch, or another container chosen, holds from the next step on that writes. */
export async function requireSyncable({ claim, read }: RunSession): Promise<void> {
  const run = await read((db) =>
    db.syncRun.findUniqueOrThrow({
      where: { id: claim.runId },
      select: SYNCABLE_FIELDS,
    }),
  )
  if (!isSyncable(run)) throw new NotSyncableError()
}

/** Whether a run may do its work for its customer, in the container that it has claimed. */
export function isSyncable({ kind, containerPath, organization, customer }: Syncable): boolean {
  const syncable = customer.status === 'READY' || customer.status === 'ERROR' || customer.deletedAt !== null
  return syncable && customer.containerPath === containerPath && !writeSwitch(kind, organization, customer)
}
