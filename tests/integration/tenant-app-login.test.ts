import { createHmac, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { adminPool, directUrls, type FreshDatabase, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'

// A program that has the login of the functions and nothing else: none of our code, and no key. It knows the ids of
// those whom it attacks, which is more than it could find out.

let database: FreshDatabase
let victims: FullTenant[]
/** Every text of the victims' rows that would give them away. */
let secrets: string[]

beforeAll(async () => {
  database = await freshDatabase()
  const owner = ownerPool(database)
  victims = []
  for (let n = 0; n < 12; n += 1) victims.push(await fullTenant(owner))
  const { rows } = await owner.query<{ text: string }>(
    `select unnest(array[organization_id::text, id::text, email, firebase_uid]) as text from user_account
     union select unnest(array[id::text, name]) from customer
     union select unnest(array[id::text, name]) from tracking
     union select name from organization
     union select unnest(array[google_account_id, email]) from google_connection
     union select token_hash from invitation union select state_hash from oauth_state
     union select unnest(array[id::text, key_hash]) from api_key`,
  )
  secrets = rows.map(({ text }) => text).filter((text) => text.length > 0)
  await adminPool(database).query('analyze')
}, 120_000)
afterAll(() => database[Symbol.asyncDispose]())

async function attacker(): Promise<pg.Client> {
  const client = new pg.Client(directUrls(database).app)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** What a statement says to its sender: rows, or every part of the error. */
async function outcomeOf(client: pg.Client, text: string, values: unknown[] = []): Promise<string> {
  try {
    return JSON.stringify((await client.query(text, values)).rows)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error
    return JSON.stringify({ ...error, message: error.message })
  }
}

function givenAway(text: string): string[] {
  return secrets.filter((secret) => text.includes(secret))
}

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest('hex')

describe('SQL in the login of the functions, without a key', () => {
  it('enters no organization, asks for no membership and becomes no member, whatever it signs with', async () => {
    const client = await attacker()
    const [victim] = victims
    if (!victim) throw new Error('there is no victim')
    const { organizationId, ids } = victim
    const kinds = {
      enter: { kind: 'user', organization: organizationId, actor: ids.User, role: 'ADMIN', readOnly: false },
      find_api_key: { kind: 'apiKey', keyHash: secrets.find((text) => text.startsWith('hash-')) },
      find_membership: { kind: 'membership', firebaseUid: secrets.find((text) => text.startsWith('t-')) },
      sign_up: {
        kind: 'signUp',
        firebaseUid: 'x',
        email: 'x@attack.test',
        name: 'X',
        timeZone: 'UTC',
      },
      accept_invitation: { kind: 'invitation', tokenHash: 'x', firebaseUid: 'x', email: 'x@attack.test' },
      record_denial: {
        kind: 'denial',
        organization: organizationId,
        user: ids.User,
        operation: 'made.up',
        reason: 'role',
      },
    }
    for (const [name, claims] of Object.entries(kinds)) {
      const text = JSON.stringify({ ...claims, issuedAt: Date.now() })
      const forged = [
        text,
        `.${text}`,
        `..${text}`,
        `test..${text}`,
        `test.${'0'.repeat(64)}.${text}`,
        ...['', 'test', 'local', 'k1', 'drill'].flatMap((id) => [
          `${id}.${hmac(Buffer.alloc(32), text)}.${text}`,
          `${id}.${hmac(Buffer.alloc(0), text)}.${text}`,
        ]),
        '',
        '....',
        '{}',
        null,
      ]
      for (const signed of forged) {
        expect(await outcomeOf(client, `select app.${name}($1)`, [signed])).toContain('OC010')
      }
    }
    const { rows } = await ownerPool(database).query<{ n: number }>(
      `select (select count(*) from organization where name = 'X')
         + (select count(*) from audit_log where action = 'access.deny') as n`,
    )
    expect(Number(rows[0]?.n)).toBe(0)
  })

  it('reads no row of any table, in any way of asking', async () => {
    const client = await attacker()
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c
       where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')`,
    )
    expect(tables.length).toBeGreaterThan(15)
    for (const { name } of tables) {
      for (const text of [
        `select * from ${name}`,
        `select count(*) from ${name}`,
        `copy (select * from ${name}) to stdout`,
        `explain (analyze, verbose) select * from ${name}`,
        `declare c cursor for select * from ${name}`,
        `select ${name}::text from ${name} where true or pg_sleep(0) is null`,
        `lock table ${name} in access exclusive mode`,
        `truncate ${name}`,
        `insert into ${name} select * from ${name} returning *`,
        `update ${name} set id = id returning *`,
        `delete from ${name} returning *`,
      ]) {
        const said = await outcomeOf(client, text)
        expect(givenAway(said)).toEqual([])
        // A view that selects by status may have thrown away all rows before it asks whose they are.
        if (name.startsWith('report_') && !said.includes('"code"')) continue
        expect(said).toMatch(/"code":"(42501|42703|42P01|25P01|42P10|42601|25001|428C9|42809|55000|0A000)"/)
      }
    }
  })

  it('learns nothing from any function that it may call, with ids that it knows', async () => {
    const client = await attacker()
    const [victim] = victims
    if (!victim) throw new Error('there is no victim')
    const { rows: functions } = await client.query<{ name: string; types: string[] }>(
      `select p.oid::regproc::text as name, array(
         select format_type(t, null) from unnest(p.proargtypes) with ordinality a (t, n) order by n) as types
       from pg_proc p where p.pronamespace = 'app'::regnamespace and has_function_privilege(p.oid, 'execute')
         and p.prorettype <> 'trigger'::regtype and p.prokind = 'f'`,
    )
    expect(functions.length).toBeGreaterThan(25)
    for (const { name, types } of functions) {
      const text = `select ${name}(${types.map((type, n) => `$${n + 1}::text::${type}`).join(', ')})`
      for (const id of Object.values({ organization: victim.organizationId, ...victim.ids })) {
        const values = types.map((type) => {
          if (type === 'uuid') return /^[0-9a-f-]{36}$/.test(id) ? id : victim.ids.User
          if (type === 'integer' || type === 'smallint' || type === 'bigint') return '1'
          if (type === 'boolean') return 'true'
          if (type.endsWith('[]')) return '{}'
          if (type === 'jsonb') return '{}'
          if (type === 'bytea') return '\\x00'
          if (type === 'interval' || type.startsWith('timestamp'))
            return type === 'interval' ? '1 day' : 'now'
          return type === 'text' ? id : null
        })
        const others = secrets.filter((secret) => !values.includes(secret))
        const said = await outcomeOf(client, text, values)
        // A value that was sent may come back.
        const back = others.filter((secret) => said.includes(secret) && !id.includes(secret))
        expect({ name, back }).toEqual({ name, back: [] })
      }
    }
  })

  it('sees nothing of others in statistics, activity and settings', async () => {
    const client = await attacker()
    for (const text of [
      'select * from pg_stats',
      'select * from pg_stats_ext',
      'select * from pg_statistic',
      'select * from pg_stat_activity',
      'select * from pg_locks',
      'select * from pg_prepared_statements',
      'select * from pg_cursors',
      'select * from pg_settings',
      'select * from pg_db_role_setting',
      'select * from pg_shadow',
      'select * from pg_roles',
      'select * from pg_largeobject',
      'select pg_get_functiondef(oid) from pg_proc where pronamespace = $$app$$::regnamespace',
    ]) {
      expect(givenAway(await outcomeOf(client, text))).toEqual([])
    }
  })
})

const Plan = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })])

describe('the estimates of EXPLAIN, which needs no session,', () => {
  /** Columns whose statistics the planner keeps, and all others of what the login may name. */
  async function columns(): Promise<{ table: string; column: string; type: string; kept: boolean }[]> {
    const { rows } = await adminPool(database).query<{
      table: string
      column: string
      type: string
      kept: boolean
    }>(
      `select c.oid::regclass::text as table, quote_ident(a.attname) as column, format_type(a.atttypid, null) as type,
         exists (select from app.planner_columns() p where p.name = a.attname) as kept
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('oct_app', c.oid, 'select')`,
    )
    return rows
  }

  async function rowsOf(client: pg.Client, condition: string, table: string, value: string): Promise<number> {
    const { rows } = await client.query<Record<string, unknown>>(
      `explain (format json) select from ${table} where ${condition.replaceAll('?', pg.escapeLiteral(value))}`,
    )
    return Plan.parse(rows[0]?.['QUERY PLAN'])[0].Plan['Plan Rows']
  }

  it('are the same for a value that is there and one that is not, and on either side of it', async () => {
    const client = await attacker()
    const owner = ownerPool(database)
    let compared = 0
    for (const { table, column, type, kept } of await columns()) {
      if (kept || !/^(uuid|text|integer|smallint|bigint|date|timestamp)/.test(type)) continue
      const { rows } = await owner.query<{ low: string | null; some: string | null; high: string | null }>(
        `select min(v) as low, max(v) filter (where n = 2) as some, max(v) as high from (
           select ${column}::text as v, row_number() over (order by ${column}) as n from ${table}
           where ${column} is not null) t`,
      )
      const absent = type === 'uuid' ? randomUUID() : type === 'text' ? 'absent' : undefined
      for (const condition of [`${column} = ?`, `${column} < ?`, `${column} > ?`]) {
        const probes = [rows[0]?.low, rows[0]?.some, rows[0]?.high, absent].filter((value) => value != null)
        const estimates = new Set<number>()
        for (const value of probes) estimates.add(await rowsOf(client, condition, table, value))
        expect({ table, condition, estimates: estimates.size }).toEqual({
          table,
          condition,
          estimates: Math.min(1, probes.length),
        })
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(150)
  })

  it('come from no kept statistics but those of the columns that are named', async () => {
    const { rows } = await adminPool(database).query<{ column: string }>(
      `select s.tablename || '.' || s.attname as column from pg_stats s
       where s.schemaname in ('public', 'app') and s.tablename <> '_prisma_migrations'
         and s.attname not in (select name from app.planner_columns())`,
    )
    expect(rows).toEqual([])
  })
})
