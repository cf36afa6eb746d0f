import { describe, expect, it } from 'vitest'
import { checkChains } from '../../lib/audit/check-chains.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { auditLog, signAllChains, verify } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { pastTheGuard, rewrite } from '../fixtures/past-the-guard.ts'
import { settings } from '../fixtures/settings.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()

const soon = () => new Date(Date.now() + 60_000)
const cron = { token: settings.CRON_SECRET }

/** An organization with seven entries. */
async function tenantOnRecord(): Promise<NewTenant> {
  const tenant = await newTenant()
  for (let index = 0; index < 5; index += 1) await newCustomer(tenant, `Shop ${index}`)
  return tenant
}

describe('verifying the audit log', () => {
  it('finds an untouched chain whole and names its end', async () => {
    const tenant = await tenantOnRecord()
    const last = (await auditLog(tenant)).at(-1)
    expect(await verify(tenant)).toEqual({
      intact: true,
      checked: 7,
      checkpoints: 0,
      from: null,
      until: { sequence: 7, hash: last?.hash },
      notChecked: null,
      lastFullCheck: null,
      broken: null,
    })
  })

  it.each([
    [
      'a changed entry',
      'changed',
      `update audit_log set after = '{"name": "other"}' where organization_id = ORG and sequence = 4`,
    ],
    [
      'a changed actor',
      'changed',
      `update audit_log set actor_id = 'somebody else' where organization_id = ORG and sequence = 4`,
    ],
    [
      'a changed time',
      'changed',
      `update audit_log set occurred_at = occurred_at - interval '1 day' where organization_id = ORG and sequence = 4`,
    ],
    ['a removed entry', 'missing', 'delete from audit_log where organization_id = ORG and sequence = 4'],
    [
      'an inserted entry',
      'not_linked',
      `update audit_log set sequence = sequence + 100 where organization_id = ORG and sequence >= 4;
       insert into audit_log select organization_id, 4, occurred_at, actor_kind, actor_id, request_id, action, target_type,
         target_id, before, after, previous_hash, hash from audit_log where organization_id = ORG and sequence = 3;
       update audit_log set sequence = sequence - 99 where organization_id = ORG and sequence > 100;
       update app.audit_head set sequence = 8 where organization_id = ORG`,
    ],
    [
      'two entries that changed places',
      'not_linked',
      `update audit_log set sequence = 99 where organization_id = ORG and sequence = 4;
       update audit_log set sequence = 4 where organization_id = ORG and sequence = 5;
       update audit_log set sequence = 5 where organization_id = ORG and sequence = 99`,
    ],
  ])('finds %s, and names it', async (_, reason, sql) => {
    const tenant = await tenantOnRecord()
    await pastTheGuard(tenant, sql)
    const found = await verify(tenant)
    expect(found).toMatchObject({ intact: false, broken: { sequence: 4, reason }, until: { sequence: 3 } })
  })

  it('finds that the last entries were removed', async () => {
    const tenant = await tenantOnRecord()
    await pastTheGuard(tenant, 'delete from audit_log where organization_id = ORG and sequence > 5')
    expect(await verify(tenant)).toMatchObject({ intact: false, broken: { sequence: 6, reason: 'missing' } })
  })

  it('finds a personal value that was changed behind its commitment', async () => {
    const tenant = await tenantOnRecord()
    await pastTheGuard(
      tenant,
      `update app.audit_personal set value = 'x@y.test' where organization_id = ORG and value like '%@%'`,
    )
    expect(await verify(tenant)).toMatchObject({
      intact: false,
      broken: { sequence: 2, reason: 'personal_changed' },
    })
  })

  it('stays whole when a person is forgotten, whose values are then gone', async () => {
    const tenant = await tenantOnRecord()
    await pastTheGuard(tenant, 'delete from app.audit_personal where organization_id = ORG')
    expect(await verify(tenant)).toMatchObject({ intact: true })
    expect((await auditLog(tenant))[1]?.after).toEqual({ role: 'ADMIN', email: null, firebaseUid: null })
  })
})

describe('signed checkpoints', () => {
  it('are made by the schedule, and the next verification begins behind the last one', async () => {
    // Those of the many organizations of earlier tests, so that the schedule reaches this one in one call.
    await signAllChains()
    while ((await checkChains(soon())).chains > 0);
    const tenant = await tenantOnRecord()
    const { body } = await api(cron).get('/cron/maintain')
    // Chains that earlier tests have broken are named as well.
    expect(body).toMatchObject({
      chains: { signed: expect.any(Number) },
      fullChecks: { chains: expect.any(Number) },
    })
    await newCustomer(tenant, 'Later')
    expect(await verify(tenant)).toMatchObject({
      intact: true,
      checked: 1,
      checkpoints: 1,
      from: { sequence: 7 },
      until: { sequence: 8 },
      notChecked: { from: 1, until: 7 },
      lastFullCheck: expect.any(String),
    })
    expect(await verify(tenant, 'start')).toMatchObject({ intact: true, checked: 8, from: null })
  })

  it('find out who rewrites the whole chain, hashes and all', async () => {
    const tenant = await tenantOnRecord()
    await signAllChains()
    await pastTheGuard(
      tenant,
      `update audit_log set after = '{"name": "other"}' where organization_id = ORG and sequence = 4`,
      rewrite(4),
    )
    for (const from of ['checkpoint', 'start']) {
      expect(await verify(tenant, from)).toMatchObject({
        intact: false,
        broken: { sequence: 7, reason: 'not_as_signed' },
      })
    }
  })

  it('cannot be made by somebody without the key', async () => {
    const tenant = await tenantOnRecord()
    await signAllChains()
    await pastTheGuard(
      tenant,
      `update audit_log set after = '{"name": "other"}' where organization_id = ORG and sequence = 4`,
      rewrite(4),
      `update app.audit_checkpoint c set hash = a.hash from audit_log a
       where a.organization_id = ORG and a.sequence = c.sequence and c.organization_id = ORG`,
    )
    expect(await verify(tenant)).toMatchObject({ broken: { sequence: 7, reason: 'forged_checkpoint' } })
  })

  it('are not made for a chain that does not hold, which the service’s log reports', async () => {
    const tenant = await tenantOnRecord()
    await pastTheGuard(
      tenant,
      `update audit_log set action = 'x.y' where organization_id = ORG and sequence = 4`,
    )
    const entries: LogEntry[] = []
    setLogSink((entry) => entries.push(entry))
    await signAllChains()
    setLogSink(() => undefined)
    const { organizationId } = tenant
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'audit.broken', organizationId, sequence: 4, reason: 'changed' }),
    )
    expect(await verify(tenant)).toMatchObject({ from: null, broken: { sequence: 4 } })
  })
})
