import { afterAll, expect, it } from 'vitest'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
afterAll(() => closeTenantConnection())

it('a connection that has served a tenant shows the next user no tenant at all', async () => {
  const connection = tenantConnection()
  if (connection.mode !== 'postgres') throw new Error('this test is for a pool of connections')
  const { pool } = connection
  const { organizationId, tenant } = await fullTenant(owner)
  for (const readOnly of [true, false]) {
    const seen = await withTenant(tenant(), { readOnly }, (db) => db.customer.findMany())
    expect(seen).toMatchObject([{ organizationId }])
    expect(pool.totalCount).toBe(1)
    const next = pool.callBeforeTenant('select * from customer', [])
    await expect(next).rejects.toThrow('no tenant session is open')
    const settings = `select current_setting(name, true) as value from unnest(array['app.session', 'app.sees_deleted']) name`
    const left = await pool.callBeforeTenant<{ value: string | null }>(settings, [])
    expect(left.filter(({ value }) => value)).toEqual([])
  }
})
