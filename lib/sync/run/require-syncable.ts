import type { Prisma } from '../../db/generated/client.ts'
import type { RunSession } from './run-session.ts'

/** The customer was paused, disconnected or moved to another container since its run was claimed. */
export class NotSyncableError extends Error {
  override readonly name = 'NotSyncableError'
}

/** What {@link isSyncable} looks at. */
const CUSTOMER_FIELDS = {
  status: true,
  deletedAt: true,
  containerPath: true,
} as const satisfies Prisma.CustomerSelect

type Customer = Prisma.CustomerGetPayload<{ select: typeof CUSTOMER_FIELDS }>

/** A pause, or another container chosen, holds from the next step on that people would notice. */
export async function requireSyncable({ claim, read }: RunSession): Promise<void> {
  const { containerPath, customer } = await read((db) =>
    db.syncRun.findUniqueOrThrow({
      where: { id: claim.runId },
      select: { containerPath: true, customer: { select: CUSTOMER_FIELDS } },
    }),
  )
  if (!isSyncable(customer, containerPath)) throw new NotSyncableError()
}

/** Whether a run may write at Google for its customer, in the container that it has claimed. */
export function isSyncable(customer: Customer, containerPath: string | null): boolean {
  const syncable = customer.status === 'READY' || customer.status === 'ERROR' || customer.deletedAt !== null
  return syncable && customer.containerPath === containerPath
}
