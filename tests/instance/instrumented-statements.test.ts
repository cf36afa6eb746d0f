import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { callSystem } from '../../lib/db/system-pool.ts'
import { runTask } from '../../lib/telemetry/task.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { adminPool, workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { held, instrumentedStatementTests } from '../fixtures/instrumented-statements.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const { admin } = workerDatabase()
process.env['DATABASE_URL'] = databaseUrls(admin, databaseOf(admin)).app
apiTests()

describe('a statement', () => instrumentedStatementTests('straight'))

describe('the names that a statement carries', () => {
  let tenant: NewTenant
  beforeAll(async () => {
    tenant = await newTenant()
  })
  const asked = () => callSystem<{ query: string }>('select current_query() as query', [])

  it('are shown by pg_stat_activity while the request is under way, in a transaction as its application', async () => {
    for (const table of ['customer', 'app.rate_limit']) {
      const body = { name: table, websiteUrl: 'https://a.example' }
      const { shown, name, response } = await held(
        table,
        () => api(tenant.admin).post('/v1/customers', body),
        'customers.create',
      )
      const requestId = response.headers.get('x-request-id')
      if (table === 'customer') {
        expect(name).toBe(`${requestId} customers.create`)
        expect(shown).toMatch(/^INSERT INTO "public"."customer"/)
      } else {
        expect(shown).toMatch(
          new RegExp(`^/\\*operation='customers.create',request_id='${requestId}'\\*/ [^]*rate_limit`),
        )
      }
    }
  })

  it('are gone with the transaction', async () => {
    await api(tenant.admin).get('/v1/customers')
    const { rows } = await adminPool().query<{ name: string }>(
      "select application_name as name from pg_stat_activity where usename = 'oct_test_app' and datname = current_database()",
    )
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(['oneclicktag']))
  })

  it('are left out where there is no task', async () => {
    expect(await asked()).toEqual([{ query: 'select current_query() as query' }])
  })

  it('cannot end the comment, whatever they are', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('*/', "'", '\\', '/*', '--', ';', '\0', '\n', '\ud800', '$1'))
        .map((parts) => parts.join('')),
    )
    await fc.assert(
      fc.asyncProperty(name, name, async (operation, requestId) => {
        const [row] = await runTask({ operation, requestId }, asked)
        const [, one, two] =
          /^\/\*operation='([^'*/\\]*)',request_id='([^'*/\\]*)'\*\/ select current_query\(\) as query$/.exec(
            row?.query ?? '',
          ) ?? []
        expect(decodeURIComponent(one ?? '?')).toBe(operation.toWellFormed())
        expect(decodeURIComponent(two ?? '?')).toBe(requestId.toWellFormed())
      }),
      { numRuns: 200 },
    )
  })

  it.each([`*/ select 1 --`, 'a-clients-own-id'])('are not the client’s, whose id is %s', async (id) => {
    const { shown, name, response } = await held(
      'customer',
      () => api(tenant.admin).with({ 'x-request-id': id }).get('/v1/customers'),
      'customers.list',
    )
    expect(response.status).toBe(200)
    expect(shown + name).not.toContain(id)
  })
})
