import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { type TenantDb, withTenant } from '../../lib/tenant/with-tenant.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
let ours: FullTenant
let theirs: FullTenant

beforeAll(async () => {
  ours = await fullTenant(owner)
  theirs = await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

const readEntry = async (db: TenantDb) => {
  const [row] = await db.$queryRaw<{ entry: string }[]>`select current_setting('app.session') as entry`
  return row?.entry ?? ''
}

/** What SQL that got into our login would do: write the session itself, then look around. */
const tamper = (change: (entry: string) => string, isLocal = true) =>
  withTenant(ours.tenant(), {}, async (db) => {
    const entry = change(await readEntry(db))
    await db.$queryRaw`select set_config('app.session', ${entry}, ${isLocal})`
    return db.$queryRaw<{ id: string }[]>`select organization_id as id from customer`
  })

describe('the session of a transaction', () => {
  it('names organization, actor and request under a signature', async () => {
    const entry = await withTenant(ours.tenant(), { readOnly: true }, readEntry)
    expect(entry).toMatch(/^[0-9a-f]{64}\{/)
    expect(JSON.parse(entry.slice(64))).toEqual({
      organization: ours.organizationId,
      kind: 'user',
      actor: ours.ids.User,
      request: ours.tenant().requestId,
    })
  })

  it('opens nothing after another organization is written into it', async () => {
    const work = tamper((entry) => entry.replace(ours.organizationId, theirs.organizationId))
    await expect(work).rejects.toThrow(/no tenant session is open/)
  })

  it.each([
    ['another actor', (entry: string) => entry.replace(ours.ids.User, theirs.ids.User)],
    ['another seal', (entry: string) => `${'0'.repeat(64)}${entry.slice(64)}`],
    ['no seal', (entry: string) => entry.slice(64)],
    ['nothing', () => ''],
  ])('opens nothing with %s', async (_, change) => {
    await expect(tamper(change)).rejects.toThrow(/no tenant session is open/)
  })

  it('ends with its transaction: kept in the session, it opens no later one', async () => {
    const kept = await withTenant(ours.tenant(), { readOnly: true }, readEntry)
    await expect(tamper(() => kept, false)).rejects.toThrow(/no tenant session is open/)
    const rows = await withTenant(theirs.tenant(), { readOnly: true }, (db) => db.customer.findMany())
    expect(new Set(rows.map(({ organizationId }) => organizationId))).toEqual(
      new Set([theirs.organizationId]),
    )
  })

  it('is signed by a key that the app’s login can neither read nor use', async () => {
    const attempts: ((db: TenantDb) => Promise<unknown>)[] = [
      (db) => db.$queryRaw`select inner_key from app.session_key`,
      (db) => db.$queryRaw`select app.signature_of('{}')`,
      (db) => db.$queryRaw`select app.open_session(${theirs.organizationId}::uuid, 'user', 'x', 'x')`,
    ]
    for (const attempt of attempts) {
      await expect(withTenant(ours.tenant(), {}, attempt)).rejects.toThrow(/permission denied/)
    }
  })
})
