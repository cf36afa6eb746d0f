import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { UnknownOutcomeError } from '../../lib/tenant/unknown-outcome-error.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { type BreakableWire, breakableWire } from '../fixtures/breakable-wire.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const admin = adminPool()
let wire: BreakableWire

beforeAll(async () => {
  wire = await breakableWire(workerDatabase().app)
  process.env['DATABASE_URL'] = wire.url
})
afterEach(() => wire.restore())
afterAll(async () => {
  await closeTenantConnection()
  await wire.close()
})

/** What is stored of a customer's name. */
async function nameOf(id: string): Promise<unknown> {
  const { rows } = await owner.query<{ name: string }>('select name from customer where id = $1', [id])
  return rows[0]?.name
}

describe('a connection that is lost while a change is saved', () => {
  it.each([
    ['cut before', 'Shop'],
    ['cut after', 'Renamed'],
  ] as const)('leaves a PATCH unknown, and the response says so: COMMIT, %s', async (failure, name) => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'Shop')
    wire.failAt('COMMIT', failure)
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, { name: 'Renamed' })
    expect(response.problem).toMatchObject({
      status: 503,
      code: 'outcome_unknown',
      detail: expect.stringContaining('is not known'),
    })
    expect(response.problem).not.toMatchObject({ detail: expect.stringContaining('try again') })
    expect(await nameOf(id)).toBe(name)
  })

  it('leaves a DELETE unknown: cut after COMMIT', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'Shop')
    wire.failAt('COMMIT', 'cut after')
    const response = await api(tenant.admin).delete(`/v1/customers/${id}`)
    expect(response.problem).toMatchObject({ status: 503, code: 'outcome_unknown' })
    expect((await api(tenant.admin).get(`/v1/customers/${id}`)).status).toBe(404)
  })

  it('leaves a sign-up unknown, which is one statement without a transaction', async () => {
    const founder = newPerson()
    const once = api(founder).with({ 'idempotency-key': randomUUID() })
    wire.failAt('app.sign_up', 'cut after')
    const response = await once.post('/v1/organization', { name: 'Agency' })
    expect(response.problem).toMatchObject({ status: 503, code: 'outcome_unknown' })
    const again = await once.post('/v1/organization', { name: 'Agency' })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
  })

  it('says nothing of a change that has not reached its COMMIT', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'Shop')
    wire.failAt('app.enter', 'cut after')
    const response = await api(tenant.admin).patch(`/v1/customers/${id}`, { name: 'Renamed' })
    expect(response.problem).toMatchObject({ status: 503, code: 'unavailable' })
    expect(await nameOf(id)).toBe('Shop')
  })

  it('leaves nothing unknown of a read', async () => {
    const tenant = await newTenant()
    // By the name of the operation: the COMMIT of an earlier read, which nothing waits for, may be on its way still.
    wire.failAt('customers.list', 'cut after')
    const response = await api(tenant.admin).get('/v1/customers')
    expect(response.problem).toMatchObject({ status: 503, code: 'unavailable' })
  })

  it('is an error of its own for the code that asked for the transaction', async () => {
    const tenant = await inSession(await newTenant())
    wire.failAt('COMMIT', 'cut after')
    const work = withTenant(tenant, {}, (db) => db.organization.updateMany({ data: { name: 'Other' } }))
    await expect(work).rejects.toBeInstanceOf(UnknownOutcomeError)
  })
})

describe('what a transaction puts on record', () => {
  it('is appended under the limits of statements: one that takes too long leaves nothing, and says so', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'Shop')
    const { rows } = await admin.query<{ name: string }>('select quote_ident(current_database()) as name')
    const role = `alter role oct_test_app in database ${rows[0]?.name}`
    await closeTenantConnection()
    await admin.query(`${role} set statement_timeout = '500ms'`)
    const blocker = await admin.connect()
    try {
      await blocker.query('begin')
      await blocker.query('select from app.audit_head where organization_id = $1 for update', [
        tenant.organizationId,
      ])
      const response = await api(tenant.admin).patch(`/v1/customers/${id}`, { name: 'Renamed' })
      expect(response.problem).toMatchObject({ status: 503, code: 'unavailable' })
      expect(await nameOf(id)).toBe('Shop')
    } finally {
      await blocker.query('rollback')
      blocker.release()
      await admin.query(`${role} reset statement_timeout`)
      await closeTenantConnection()
    }
  })
})
