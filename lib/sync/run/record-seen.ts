import { createHash } from 'node:crypto'
import type { ContainerVersion } from '../../google/tag-manager-schemas.ts'
import type { RunSession } from './run-session.ts'
import type { Work } from './work.ts'

/** Keeps the id of a version that is live, since Google does not tell later whether it ever was. */
export async function recordSeen(
  session: RunSession,
  { customer, seenVersionIds }: Work,
  live: ContainerVersion | undefined,
): Promise<void> {
  if (!live || seenVersionIds.has(live.containerVersionId)) return
  await session.write(
    (db) => db.$executeRaw`
      insert into container_version (customer_id, container_path, version_id, digest)
      values (${customer.id}::uuid, ${customer.containerPath}, ${live.containerVersionId}, ${digestOf(live)})
      on conflict (organization_id, customer_id, container_path, version_id)
      do update set seen_at = now(), digest = excluded.digest`,
  )
}

/** Of what visitors get: names and descriptions of a version may be edited, its objects never. */
function digestOf({ tag, trigger, variable, builtInVariable }: ContainerVersion): string {
  return createHash('sha256')
    .update(JSON.stringify([tag, trigger, variable, builtInVariable]))
    .digest('hex')
}
