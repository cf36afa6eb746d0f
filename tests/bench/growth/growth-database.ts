import { withClient } from '../../../lib/ops/database/with-client.ts'
import { migrate } from '../../../lib/ops/migrations/migrate.ts'
import { ensureRoles } from '../../../lib/ops/roles/ensure-roles.ts'
import { writeClaimKeys } from '../../../lib/ops/roles/write-claim-keys.ts'
import { namedKeys } from '../../../lib/settings/named-keys.ts'
import { CLAIM_KEYS } from '../../fixtures/claim-keys.ts'
import { type DatabaseUrls, databaseUrls } from '../../fixtures/database-urls.ts'
import { type Seed, seedGrowth } from './seed-growth.ts'

/** A seeded database, and the numbers of the organizations whose requests are measured. */
export type GrowthDatabase = {
  readonly urls: DatabaseUrls
  readonly organizations: number
  readonly measured: readonly number[]
  readonly seconds: number
}

/** As many in both: what grows is the rest. */
const MEASURED = 10

/** What a database says of itself when it is filled. */
const FILLED = `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = $1`

/** Creates a database on the server, migrates and fills it; one that an earlier run has filled as far is taken as it is. */
export async function growthDatabase(
  adminUrl: string,
  database: string,
  seed: Seed,
): Promise<GrowthDatabase> {
  const { organizations } = seed
  const urls = databaseUrls(adminUrl, database)
  const measured = Array.from(
    { length: MEASURED },
    (_, index) => 1 + Math.floor((index * organizations) / MEASURED),
  )
  const { rows } = await withClient(adminUrl, (client) =>
    client.query<{ comment: string | null }>(FILLED, [database]),
  )
  const [known, knownSeconds] = (rows[0]?.comment ?? '').split(' organizations in ')
  if (known === String(organizations)) {
    return { urls, organizations, measured, seconds: Number(knownSeconds?.split(' ')[0]) }
  }
  if (rows[0]) throw new Error(`${database} is there already, filled otherwise.`)
  await ensureRoles(urls.admin, urls)
  await migrate(urls.owner)
  await withClient(urls.owner, (client) => writeClaimKeys(client, namedKeys.parse(CLAIM_KEYS)))
  const startedAt = performance.now()
  await seedGrowth(urls.admin, seed, measured)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  await withClient(urls.admin, (client) =>
    client.query(`comment on database ${database} is '${organizations} organizations in ${seconds} s'`),
  )
  return { urls, organizations, measured, seconds }
}
