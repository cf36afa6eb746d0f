import { z } from 'zod'
import { callSystem } from '../db/system-pool.ts'
import { env } from '../settings/env.ts'
import { describeError, log } from '../telemetry/log.ts'

/** Trackings, and rows of each other kind, that one transaction removes at most. */
const BATCH = 500
/** No batch begins after this, so that the last one ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

/** How many rows were removed. */
const Removed = z.object({
  trackings: z.int(),
  stillDeployed: z.int().describe('Of the trackings: those that could not be removed at Google'),
  customers: z.int(),
  oauthStates: z.int(),
  invitations: z.int(),
  users: z.int(),
  connections: z.int(),
})
type Removed = z.infer<typeof Removed>

/** What one purge has removed, and in how many organizations it failed. */
export const Purged = Removed.extend({ failed: z.int() })
export type Purged = z.infer<typeof Purged>

const NOTHING: Removed = {
  trackings: 0,
  stillDeployed: 0,
  customers: 0,
  oauthStates: 0,
  invitations: 0,
  users: 0,
  connections: 0,
}

/**
 * Removes for good what was deleted more than RETENTION_DAYS ago and has nothing left at Google, batch by batch, each
 * of one organization and one transaction. Any number of purges may run concurrently, and one that is killed loses
 * nothing: the next one finds what is left. An organization in which it fails never stops the others.
 */
export async function purge(requestId: string, now: () => Date = () => new Date()): Promise<Purged> {
  const startedAt = now()
  const time = [startedAt, `${env().RETENTION_DAYS} days`] as const
  const timeIsUp = () => now().getTime() >= startedAt.getTime() + BEGIN_UNTIL_MS
  const due = await callSystem<{ id: string }>('select app.due_purges($1, $2) as id', [...time])
  const purged: Purged = { ...NOTHING, failed: 0 }
  for (const { id: organizationId } of due) {
    try {
      while (!timeIsUp()) {
        const removed = await purgeBatch(organizationId, time, requestId)
        for (const kind of Removed.keyof().options) purged[kind] += removed[kind]
        if (Object.values(removed).every((count) => count === 0)) break
      }
    } catch (error) {
      purged.failed += 1
      log.error('purge.failed', { organizationId, ...describeError(error) })
    }
  }
  return purged
}

async function purgeBatch(
  organizationId: string,
  [now, retention]: readonly [Date, string],
  requestId: string,
): Promise<Removed> {
  const [removed] = await callSystem<Removed>(
    `select trackings, still_deployed as "stillDeployed", customers, oauth_states as "oauthStates", invitations,
       users, connections
     from app.purge($1, $2, $3, $4, $5)`,
    [organizationId, now, retention, BATCH, requestId],
  )
  if (!removed) throw new Error('app.purge returned no row')
  if (removed.stillDeployed > 0) {
    log.warn('purge.still_deployed', { organizationId, trackings: removed.stillDeployed })
  }
  return removed
}
