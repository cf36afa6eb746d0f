import pg from 'pg'
import type { NamedKeys } from '../../settings/named-keys.ts'
import { claimsOf, sessionStatement } from '../../tenant/session-claims.ts'
import { operatorConnection } from '../database/operator-connection.ts'

type Member = { organizationId: string; userId: string }
/** A table of tenants that the app may read; `key` is the column of the organization. */
type TenantTable = { name: string; key: 'id' | 'organization_id'; soft: boolean }
type Counts = Record<string, { rows: number; foreign: number }>

async function sampleMembers(owner: pg.Client, size: number): Promise<Member[]> {
  const { rows } = await owner.query<Member>(
    `select * from (
       select distinct on (organization_id) organization_id as "organizationId", id as "userId" from user_account
       where deleted_at is null and organization_id in (select id from organization where deleted_at is null)
     ) member order by random() limit $1`,
    [size],
  )
  return rows
}

async function tenantTables(owner: pg.Client): Promise<TenantTable[]> {
  const { rows } = await owner.query<TenantTable>(
    `select c.oid::regclass::text as name, key.attname as key, exists (
       select from pg_attribute where attrelid = c.oid and attname = 'deleted_at' and not attisdropped) as soft
     from pg_class c join pg_attribute key on key.attrelid = c.oid and key.attname = case
       when c.oid = 'public.organization'::regclass then 'id' else 'organization_id' end
     where c.relkind in ('r', 'p') and has_table_privilege('oct_app', c.oid, 'select') order by 1`,
  )
  return rows
}

/** Rows of each table: all visible ones, and those of other organizations among them. */
async function count(
  client: pg.Client,
  tables: readonly TenantTable[],
  organizationId: string,
  only: boolean,
) {
  const selects = tables.map(
    ({ name, key, soft }) =>
      `select '${name}' as name, count(*)::int as rows, count(*) filter (where ${key} <> $1)::int as foreign from ${name}
       ${only ? `where ${key} = $1 ${soft ? 'and deleted_at is null' : ''}` : ''}`,
  )
  const { rows } = await client.query<{ name: string; rows: number; foreign: number }>(
    selects.join(' union all '),
    [organizationId],
  )
  return Object.fromEntries(rows.map((row) => [row.name, { rows: row.rows, foreign: row.foreign }])) as Counts
}

/** All rows that one member sees without a condition in the query: only the policies restrict them. */
async function countAsMember(
  app: pg.Client,
  tables: readonly TenantTable[],
  member: Member,
  keys: NamedKeys,
): Promise<Counts> {
  const tenant = {
    organizationId: member.organizationId,
    actor: { kind: 'user', userId: member.userId, needs: 'MEMBER', authenticatedAt: new Date() },
    requestId: 'restore-drill',
  } as const
  const { text, values } = sessionStatement(claimsOf(tenant, { readOnly: true }), { keys })
  await app.query('begin read only')
  try {
    await app.query(text, values)
    return await count(app, tables, member.organizationId, false)
  } finally {
    await app.query('rollback')
  }
}

async function rejectsWithoutTenant(app: pg.Client): Promise<boolean> {
  return app.query('select from organization').then(
    () => false,
    (error: unknown) => error instanceof pg.DatabaseError && error.code === '42501',
  )
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(operatorConnection(url))
  await client.connect()
  return client
}

/**
 * Opens tenant sessions for a sample of organizations as the functions do, and compares the visible rows with those that
 * belong to the organization.
 * @param keys those that the database verifies claims by
 * @returns how many organizations were checked, and a line for each table with too many or too few rows
 */
export async function checkTenants(
  urls: { app: string; owner: string },
  size: number,
  keys: NamedKeys,
): Promise<{ checked: number; issues: string[] }> {
  const owner = await connect(urls.owner)
  const app = await connect(urls.app)
  try {
    const tables = await tenantTables(owner)
    const members = await sampleMembers(owner, size)
    const issues = (await rejectsWithoutTenant(app)) ? [] : ['rows are visible without a tenant session']
    if (members.length === 0) issues.push('no organization has a member to open a session for')
    for (const member of members) {
      const [own, seen] = [
        await count(owner, tables, member.organizationId, true),
        await countAsMember(app, tables, member, keys),
      ]
      for (const { name } of tables) {
        const foreign = seen[name]?.foreign ?? 0
        if (foreign > 0) issues.push(`${member.organizationId} sees ${foreign} foreign rows of ${name}`)
        else if (seen[name]?.rows !== own[name]?.rows)
          issues.push(
            `${member.organizationId} sees ${seen[name]?.rows} of its ${own[name]?.rows} rows of ${name}`,
          )
      }
    }
    return { checked: members.length, issues }
  } finally {
    await Promise.all([owner.end(), app.end()])
  }
}
