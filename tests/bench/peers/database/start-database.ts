import pg from 'pg'
import { startPostgres } from '../../../../lib/embedded-postgres/start-postgres.ts'
import { withClient } from '../../../../lib/ops/database/with-client.ts'
import { migrate } from '../../../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../../../lib/ops/roles/ensure-roles.ts'
import { writeClaimKeys } from '../../../../lib/ops/roles/write-claim-keys.ts'
import { namedKeys } from '../../../../lib/settings/named-keys.ts'
import { CLAIM_KEYS } from '../../../fixtures/claim-keys.ts'
import { type DatabaseUrls, databaseUrls } from '../../../fixtures/database-urls.ts'
import { seedPlans } from '../../../fixtures/plans/seed.ts'
import type { Caller } from '../contestant.ts'
import { copyTablesForPeers, type PeerLogins } from './peers-tables.ts'

const SIZE = { organizations: 200, customers: 2_000, trackings: 60_000 }
/** Trackings of an organization that a caller is from. */
const CALLERS_HAVE = { from: 120, to: 360 }

export type BenchDatabase = {
  urls: Pick<DatabaseUrls, 'admin' | 'app' | 'system'> & PeerLogins
  callers: Caller[]
  stop(): Promise<void>
}

/** Starts PostgreSQL, migrates and fills it as tests of query plans do, and copies the tables for the peers. */
export async function startDatabase(): Promise<BenchDatabase> {
  const server = await startPostgres({ settings: { max_connections: '300' } })
  try {
    const urls = databaseUrls(server.adminUrl, 'peers')
    await ensureRoles(urls.admin, urls)
    await migrate(urls.owner)
    await withClient(urls.owner, (client) => writeClaimKeys(client, namedKeys.parse(CLAIM_KEYS)))
    const pool = new pg.Pool({ connectionString: urls.admin, max: 1 })
    await seedPlans(pool, SIZE).finally(() => pool.end())
    const peers = await withClient(urls.admin, (client) => copyTablesForPeers(client, urls.admin))
    const callers = await withClient(urls.admin, (client) => findCallers(client))
    return { urls: { ...urls, ...peers }, callers, stop: () => server.stop() }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** One user of each organization of that size, with what this user asks for; each part of the list has all sizes. */
async function findCallers(client: pg.ClientBase): Promise<Caller[]> {
  const { rows } = await client.query<Caller>(
    `select u.organization_id as "organizationId", u.id as "userId", u.firebase_uid as "firebaseUid",
       c.id as "customerId", t.id as "trackingId"
     from user_account u, lateral (
       select count(*) as trackings from tracking
       where organization_id = u.organization_id and deleted_at is null) o, lateral (
       select id from customer
       where organization_id = u.organization_id and deleted_at is null and tracking_count > 20 order by id limit 1) c, lateral (
       select id from tracking
       where organization_id = u.organization_id and customer_id = c.id and deleted_at is null and sync_status = 'SUCCESS'
       order by id limit 1) t
     where o.trackings between $1 and $2 order by o.trackings, u.id`,
    [CALLERS_HAVE.from, CALLERS_HAVE.to],
  )
  return rows
    .map((caller, index) => ({ caller, at: (index * 0.6180339887498949) % 1 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ caller }) => caller)
}
