import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sumDenials } from '../../lib/audit/sum-denials.ts'
import { recordDenial } from '../../lib/tenant/record-denial.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { auditLog } from '../fixtures/audit.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const HOUR_MS = 3_600_000

const rejected = (log: Awaited<ReturnType<typeof auditLog>>) =>
  log.filter(({ action }) => action === 'access.deny')
const userId = async ({ uid }: Person) => {
  const { rows } = await owner.query<{ id: string }>('select id from user_account where firebase_uid = $1', [
    uid,
  ])
  return rows[0]?.id
}

describe('a refused attempt', () => {
  it('is on record: who, which operation, why', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    const response = await api(member).patch('/v1/organization', { name: 'Mine now' })
    expect(response.problem.code).toBe('forbidden')
    expect(rejected(await auditLog(tenant))).toMatchObject([
      {
        actor: { kind: 'user', id: await userId(member) },
        requestId: response.headers.get('x-request-id'),
        target: { type: 'operation', id: 'organization.update' },
        after: { reason: 'role' },
      },
    ])
  })

  it('of somebody who was removed or signed out is on record too', async () => {
    const tenant = await newTenant()
    const [removed, out] = [await tenant.join('MEMBER'), await tenant.join('MEMBER')]
    for (const person of [removed, out]) await api(person).get('/v1/customers')
    await owner.query('update user_account set deleted_at = now() where firebase_uid = $1', [removed.uid])
    await owner.query(`update user_account set tokens_valid_after = now() where firebase_uid = $1`, [out.uid])
    for (const person of [removed, out]) await api(person).get('/v1/customers')
    const reasons = rejected(await auditLog(tenant)).map(({ after }) => after?.['reason'])
    expect(reasons).toEqual(['not_a_member', 'signed_out'])
  })

  it('repeated, is counted, and the sum follows when the hour has ended', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    for (let attempt = 0; attempt < 7; attempt += 1) await api(member).get('/v1/audit-log')
    expect(rejected(await auditLog(tenant))).toHaveLength(1)

    const soon = new Date(Date.now() + HOUR_MS * 100)
    await sumDenials(soon, () => new Date())
    expect(rejected(await auditLog(tenant))).toHaveLength(1)
    await sumDenials(soon, () => new Date(Date.now() + HOUR_MS))
    const [, sum] = rejected(await auditLog(tenant))
    expect(sum).toMatchObject({ target: { id: 'auditLog.list' }, after: { reason: 'role', attempts: 7 } })
  })

  it('of a stranger leaves no trace in anybody’s log', async () => {
    const tenant = await newTenant()
    await recordDenial({
      organizationId: tenant.organizationId,
      actor: { user: randomUUID() },
      operation: 'customers.list',
      reason: 'not_a_member',
      requestId: 'test-request',
    })
    expect(rejected(await auditLog(tenant))).toEqual([])
  })
})
