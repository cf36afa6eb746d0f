import { afterEach, describe, expect, it } from 'vitest'
import { type CheckedChains, checkChains } from '../../lib/audit/check-chains.ts'
import { readAuditState } from '../../lib/audit/read-audit-state.ts'
import { signChains, signOverdueChain } from '../../lib/audit/sign-chains.ts'
import { compareCheckpoints } from '../../lib/ops/audit/compare-checkpoints.ts'
import { keptCheckpoints } from '../../lib/ops/audit/kept-checkpoints.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { signAllChains, verify } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { adminPool } from '../fixtures/database.ts'
import { pastTheGuard, rewrite } from '../fixtures/past-the-guard.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const admin = adminPool()
afterEach(() => setLogSink(() => undefined))

const DAY = 24 * 60 * 60 * 1000
const at = (time: number) => [new Date(time + 60_000), () => new Date(time)] as const
const sign = (time = Date.now()) => signChains(...at(time))

/** However many chains other tests have left: one call takes 500. */
async function checkAll(time = Date.now()): Promise<CheckedChains> {
  const all = { chains: 0, broken: 0, entries: 0 }
  for (;;) {
    const { chains, broken, entries } = await checkChains(...at(time))
    if (chains === 0) return all
    all.chains += chains
    all.broken += broken
    all.entries += entries
  }
}

/** What the service logs from here on. */
function logged(): LogEntry[] {
  const entries: LogEntry[] = []
  setLogSink((entry) => entries.push(entry))
  return entries
}

/** An organization with three signed checkpoints, at entries 3, 4 and 5. */
async function signedTenant(): Promise<NewTenant> {
  const tenant = await newTenant()
  for (const name of ['One', 'Two', 'Three']) {
    await newCustomer(tenant, name)
    await signAllChains()
  }
  return tenant
}

const CHANGED = `update audit_log set after = '{"name": "other"}' where organization_id = ORG and sequence = 3`

describe('checkpoints', () => {
  it.each([
    [
      'that was removed',
      'missing_checkpoint',
      'delete from app.audit_checkpoint where organization_id = ORG and number = 2',
    ],
    [
      'that was the first',
      'missing_checkpoint',
      'delete from app.audit_checkpoint where organization_id = ORG and number = 1',
    ],
    [
      'that was removed, and the others counted again',
      'forged_checkpoint',
      `delete from app.audit_checkpoint where organization_id = ORG and number = 2;
       update app.audit_checkpoint set number = 2 where organization_id = ORG and number = 3`,
    ],
    [
      'that changed places with another',
      'forged_checkpoint',
      `update app.audit_checkpoint set number = number + 10 where organization_id = ORG and number < 3;
       update app.audit_checkpoint set number = 13 - number where organization_id = ORG and number = 12;
       update app.audit_checkpoint set number = 2 where organization_id = ORG and number = 11`,
    ],
    [
      'that looks as if signed before they were linked',
      'forged_checkpoint',
      'update app.audit_checkpoint set previous = null where organization_id = ORG and number = 3',
    ],
  ])('one %s is found by the next check of the whole chain', async (_, reason, sql) => {
    const tenant = await signedTenant()
    await pastTheGuard(tenant, sql)
    expect(await verify(tenant, 'start')).toMatchObject({ intact: false, broken: { reason } })
    const entries = logged()
    await checkAll()
    const { organizationId } = tenant
    expect(entries).toContainEqual(expect.objectContaining({ event: 'audit.broken', organizationId, reason }))
  })

  it('one that was removed is missed by the quick verification too, and no other is signed behind it', async () => {
    const tenant = await signedTenant()
    await pastTheGuard(tenant, 'delete from app.audit_checkpoint where organization_id = ORG and number = 2')
    expect(await verify(tenant)).toMatchObject({ intact: false, broken: { reason: 'missing_checkpoint' } })
    await newCustomer(tenant, 'Four')
    const entries = logged()
    await sign()
    const { organizationId } = tenant
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'audit.broken', organizationId, reason: 'missing_checkpoint' }),
    )
    expect(entries).not.toContainEqual(expect.objectContaining({ event: 'audit.signed', organizationId }))
  })
})

describe('a chain that was rewritten from its first entry, its checkpoints deleted', () => {
  it('is not signed again, but reported until the operator signs it', async () => {
    const tenant = await signedTenant()
    const { organizationId } = tenant
    await pastTheGuard(
      tenant,
      CHANGED,
      rewrite(1),
      'delete from app.audit_checkpoint where organization_id = ORG',
    )
    const later = Date.now() + 8 * DAY
    const entries = logged()
    const { unsigned } = await sign(later)
    expect(unsigned).toBeGreaterThan(0)
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'audit.unsigned', organizationId, sequence: 1 }),
    )
    expect(await verify(tenant)).toMatchObject({ from: null, checkpoints: 0 })
    const state = await readAuditState(new Date(later))
    expect(state.unsigned.map((chain) => chain.organizationId)).toContain(organizationId)
    expect(await signOverdueChain(organizationId)).toBe('signed')
    expect(await verify(tenant)).toMatchObject({ intact: true, from: { sequence: 5 } })
  })

  it('is reported however young its entries and its organization are made, since the id tells its age', async () => {
    const tenant = await signedTenant()
    const { organizationId } = tenant
    const later = Date.now() + 8 * DAY
    await pastTheGuard(
      tenant,
      `update audit_log set occurred_at = occurred_at + interval '8 days' where organization_id = ORG`,
      `update organization set created_at = created_at + interval '8 days' where id = ORG`,
      rewrite(1),
      'delete from app.audit_checkpoint where organization_id = ORG',
    )
    const entries = logged()
    await sign(later)
    expect(entries).toContainEqual(expect.objectContaining({ event: 'audit.unsigned', organizationId }))
  })

  it('of a week whose checkpoints are gone, is reported as well', async () => {
    const tenant = await signedTenant()
    const { organizationId } = tenant
    await pastTheGuard(tenant, 'delete from app.audit_checkpoint where organization_id = ORG and number > 1')
    const entries = logged()
    await sign(Date.now() + 8 * DAY)
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'audit.unsigned', organizationId, sequence: 4 }),
    )
  })
})

describe('the check of whole chains', () => {
  it('finds an entry that was changed before the last checkpoint, tells it, and stops the signing', async () => {
    const tenant = await signedTenant()
    const { organizationId } = tenant
    await pastTheGuard(tenant, CHANGED)
    expect(await verify(tenant)).toMatchObject({ intact: true, notChecked: { from: 1, until: 5 } })
    const entries = logged()
    const { broken } = await checkAll()
    expect(broken).toBeGreaterThan(0)
    expect(entries).toContainEqual(
      expect.objectContaining({ event: 'audit.broken', organizationId, sequence: 3, reason: 'changed' }),
    )
    const state = await readAuditState(new Date())
    expect(state.broken).toContainEqual({ organizationId, sequence: 3, reason: 'changed' })
    await newCustomer(tenant, 'Four')
    await sign()
    expect(await verify(tenant)).toMatchObject({ from: { sequence: 5 }, lastFullCheck: null })
  })

  it('goes on where a call had to stop, and comes round to every chain again', async () => {
    await checkAll()
    const tenant = await signedTenant()
    const { organizationId } = tenant
    const now = Date.now()
    let asked = 0
    // Time is up behind the first batch.
    const clock = () => new Date(asked++ < 3 ? now : now + DAY)
    expect(await checkChains(new Date(now + 60_000), clock)).toMatchObject({ chains: 0, entries: 5 })
    expect(await verify(tenant)).toMatchObject({ lastFullCheck: null })
    expect(await checkAll(now)).toMatchObject({ chains: 1, broken: 0, entries: 0 })
    expect(await verify(tenant)).toMatchObject({ lastFullCheck: new Date(now).toISOString() })
    expect(await checkAll(now + DAY)).toMatchObject({ chains: 0 })
    await pastTheGuard(tenant, CHANGED)
    const entries = logged()
    await checkAll(now + 3 * DAY)
    expect(entries).toContainEqual(expect.objectContaining({ event: 'audit.broken', organizationId }))
  })
})

describe('checkpoints outside of the database', () => {
  const rewritten = [
    CHANGED,
    rewrite(3),
    'delete from app.audit_checkpoint where organization_id = ORG and number > 0',
  ]

  it('are in the log, which tells from a chain that was rewritten and signed again', async () => {
    const entries = logged()
    const tenant = await signedTenant()
    const text = entries.map((entry) => `2026-01-01 function: ${JSON.stringify(entry)}`).join('\n')
    const kept = keptCheckpoints(text).filter(
      ({ organizationId }) => organizationId === tenant.organizationId,
    )
    expect(kept.map(({ number, sequence }) => [number, sequence])).toEqual([
      [1, 3],
      [2, 4],
      [3, 5],
    ])
    expect(await compareCheckpoints(admin, kept)).toEqual([])
    await pastTheGuard(tenant, ...rewritten)
    await sign()
    const differences = (await compareCheckpoints(admin, kept)).join('\n')
    expect(differences).toContain('checkpoint 1 is not the one that was kept')
    expect(differences).toContain('entry 3 is not the one that was signed')
    expect(differences).toContain('checkpoint 3 (entry 5) is missing')
  })

  it('are in the export, which tells that the last entries were cut off', async () => {
    const tenant = await signedTenant()
    const exported = await api(tenant.admin).get('/v1/audit-log/export')
    const kept = keptCheckpoints(String(exported.body))
    expect(kept.map(({ number }) => number)).toEqual([1, 2, 3])
    await pastTheGuard(
      tenant,
      'delete from app.audit_checkpoint where organization_id = ORG and number = 3',
      'delete from audit_log where organization_id = ORG and sequence >= 5',
    )
    const differences = (await compareCheckpoints(admin, kept)).join('\n')
    expect(differences).toContain('checkpoint 3 (entry 5) is missing')
    expect(differences).toContain('entry 5 is missing')
  })
})
