import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { type BreakableWire, breakableWire } from '../fixtures/breakable-wire.ts'
import { ownerPool, workerDatabase } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
let wire: BreakableWire

beforeAll(async () => {
  wire = await breakableWire(workerDatabase().app)
  process.env['DATABASE_URL'] = wire.url
})
afterAll(async () => {
  await closeTenantConnection()
  await wire.close()
})

const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }

// The key is completed with the COMMIT: cut after it, all of it has happened, and no response has come.
it.each([
  ['claim_idempotency_key', 'cut before', 'unavailable', false],
  ['claim_idempotency_key', 'cut after', 'unavailable', false],
  ['complete_idempotency_key', 'cut before', 'outcome_unknown', false],
  ['complete_idempotency_key', 'cut after', 'outcome_unknown', true],
] as const)(
  'a connection that breaks at %s (%s) is told as %s, and leaves nothing duplicated',
  async (...given) => {
    const [text, failure, code, kept] = given
    const { admin, organizationId } = await newTenant()
    const once = api(admin).with({ 'idempotency-key': randomUUID() })
    wire.failAt(text, failure)
    const first = await once.post('/v1/customers', shop)
    const second = await once.post('/v1/customers', shop)
    expect(first.problem).toMatchObject({ status: 503, code })
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, kept ? 'true' : null])
    const { rowCount } = await owner.query('select from customer where organization_id = $1', [
      organizationId,
    ])
    expect(rowCount).toBe(1)
  },
)
