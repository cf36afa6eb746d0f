import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { callSystem } from '../../lib/db/system-pool.ts'
import { runTask } from '../../lib/telemetry/task.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { workerDatabase } from '../fixtures/database.ts'
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

  it('come before it, where pg_stat_activity shows them of a request under way', async () => {
    for (const table of ['customer', 'app.rate_limit']) {
      const body = { name: table, websiteUrl: 'https://a.example' }
      const { shown, response } = await held(
        table,
        () => api(tenant.admin).post('/v1/customers', body),
        "operation='customers.create'",
      )
      const requestId = response.headers.get('x-request-id')
      expect(shown).toMatch(new RegExp(`^/\\*operation='customers.create',request_id='${requestId}'\\*/ `))
      expect(shown).toMatch(table === 'customer' ? /INSERT INTO "public"."customer"/ : /rate_limit/)
    }
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
    const { shown, response } = await held(
      'customer',
      () => api(tenant.admin).with({ 'x-request-id': id }).get('/v1/customers'),
      "operation='customers.list'",
    )
    expect(response.status).toBe(200)
    expect(shown).not.toContain(id)
  })
})
