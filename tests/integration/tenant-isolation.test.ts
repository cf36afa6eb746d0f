import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OutsideTenantError } from '../../lib/tenant/outside-tenant-error.ts'
import { ScopeViolationError } from '../../lib/tenant/scope.ts'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { closeTenantConnection, tenantConnection } from '../../lib/tenant/tenant-db.ts'
import {
  SwallowedFailureError,
  type TenantDb,
  UnawaitedStatementError,
  withTenant,
} from '../../lib/tenant/with-tenant.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { type FullTenant, fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
const admin = adminPool()
let ours: FullTenant
let theirs: FullTenant

beforeAll(async () => {
  ours = await fullTenant(owner)
  theirs = await fullTenant(owner)
})
afterAll(() => closeTenantConnection())

/** Per model: reading and changing one row by its id, in whichever tenant is entered. */
const MODELS: {
  [Model in keyof FullTenant['ids']]: {
    read: (db: TenantDb, id: string) => Promise<unknown>
    change: (db: TenantDb, id: string) => Promise<{ count: number }>
    list: (db: TenantDb) => Promise<unknown[]>
  }
} = {
  Organization: {
    read: (db, id) => db.organization.findFirst({ where: { name: { not: '' }, AND: { id } } }),
    change: (db, id) => db.organization.updateMany({ where: { AND: { id } }, data: { name: 'taken over' } }),
    list: (db) => db.organization.findMany(),
  },
  User: {
    read: (db, id) => db.user.findUnique({ where: { id } }),
    change: (db, id) => db.user.updateMany({ where: { id }, data: { tokensValidAfter: new Date(0) } }),
    list: (db) => db.user.findMany(),
  },
  Invitation: {
    read: (db, id) => db.invitation.findUnique({ where: { id } }),
    change: async (db, id) => {
      const rows = await db.$queryRaw<{ outcome: string }[]>`
        select app.revoke_invitation(${id}::uuid) as outcome`
      return { count: rows.filter(({ outcome }) => outcome === 'done').length }
    },
    list: (db) => db.invitation.findMany(),
  },
  ApiKey: {
    read: (db, id) => db.apiKey.findUnique({ where: { id } }),
    change: async (db, id) => {
      const rows = await db.$queryRaw<{ known: boolean }[]>`select app.revoke_api_key(${id}::uuid) as known`
      return { count: rows.filter(({ known }) => known).length }
    },
    list: (db) => db.apiKey.findMany(),
  },
  Customer: {
    read: (db, id) => db.customer.findUnique({ where: { id } }),
    change: (db, id) => db.customer.updateMany({ where: { id }, data: { name: 'taken over' } }),
    list: (db) => db.customer.findMany(),
  },
  GoogleConnection: {
    read: (db, id) => db.googleConnection.findFirst({ where: { googleAccountId: id } }),
    change: (db, id) =>
      db.googleConnection.updateMany({ where: { googleAccountId: id }, data: { email: 'taken@over.test' } }),
    list: (db) => db.googleConnection.findMany(),
  },
  OAuthState: {
    read: (db, id) => db.oAuthState.findUnique({ where: { id } }),
    change: (db, id) => db.oAuthState.updateMany({ where: { id }, data: { completedAt: new Date() } }),
    list: (db) => db.oAuthState.findMany(),
  },
  Tracking: {
    read: (db, id) => db.tracking.findUnique({ where: { id } }),
    change: (db, id) => db.tracking.updateMany({ where: { id }, data: { name: 'taken over' } }),
    list: (db) => db.tracking.findMany(),
  },
  SyncJob: {
    read: (db, id) => db.syncJob.findUnique({ where: { id } }),
    change: (db, id) => db.syncJob.updateMany({ where: { id }, data: { status: 'CANCELLED' } }),
    list: (db) => db.syncJob.findMany(),
  },
  SyncRun: {
    read: (db, id) => db.syncRun.findUnique({ where: { id } }),
    change: (db, id) => db.syncRun.updateMany({ where: { id }, data: { status: 'CANCELLED' } }),
    list: (db) => db.syncRun.findMany(),
  },
  ContainerVersion: {
    read: (db, id) => db.containerVersion.findFirst({ where: { versionId: id } }),
    change: (db, id) =>
      db.containerVersion.updateMany({ where: { versionId: id }, data: { digest: 'taken over' } }),
    list: (db) => db.containerVersion.findMany(),
  },
  HistoryEntry: {
    read: (db, id) => db.historyEntry.findUnique({ where: { id } }),
    change: (db, id) => db.historyEntry.updateMany({ where: { id }, data: { snapshot: {} } }),
    list: (db) => db.historyEntry.findMany(),
  },
  Finding: {
    read: (db, id) => db.finding.findUnique({ where: { id } }),
    change: (db, id) => db.finding.updateMany({ where: { id }, data: { resolvedAt: new Date() } }),
    list: (db) => db.finding.findMany(),
  },
  EvidenceAccount: {
    read: (db, id) => db.evidenceAccount.findFirst({ where: { adsAccountId: id } }),
    change: (db, id) =>
      db.evidenceAccount.updateMany({ where: { adsAccountId: id }, data: { currency: 'XXX' } }),
    list: (db) => db.evidenceAccount.findMany(),
  },
  ConversionDay: {
    read: (db, id) => db.conversionDay.findFirst({ where: { trackingId: id } }),
    change: (db, id) => db.conversionDay.updateMany({ where: { trackingId: id }, data: { conversions: 0 } }),
    list: (db) => db.conversionDay.findMany(),
  },
  IdempotencyKey: {
    read: (db, id) => db.idempotencyKey.findFirst({ where: { keyHash: id } }),
    // No column may be written; the function that does it keeps to the entered organization.
    change: async (db, id) => {
      await db.$queryRaw`select app.complete_idempotency_key(${id}, array[app.uuid_v7()])::text`
      return { count: 0 }
    },
    list: (db) => db.idempotencyKey.findMany(),
  },
}
const models = Object.keys(MODELS) as (keyof typeof MODELS)[]

/** Every row of the other tenant, as a superuser sees it. */
async function snapshot(tenant: FullTenant): Promise<string> {
  const tables = [
    'user_account',
    'invitation',
    'api_key',
    'customer',
    'google_connection',
    'oauth_state',
    'tracking',
    'sync_job',
    'sync_run',
    'container_version',
    'history_entry',
    'finding',
    'evidence_account',
    'idempotency_key',
  ]
  const parts = await Promise.all([
    admin.query('select * from organization where id = $1', [tenant.organizationId]),
    ...tables.map((table) =>
      admin.query(`select * from ${table} where organization_id = $1 order by created_at`, [
        tenant.organizationId,
      ]),
    ),
    admin.query('select * from conversion_day where organization_id = $1 order by day', [
      tenant.organizationId,
    ]),
  ])
  return JSON.stringify(parts.map(({ rows }) => rows))
}

describe('another tenant’s row', () => {
  it.each(models)('%s: is neither read, listed nor changed by its id', async (model) => {
    const before = await snapshot(theirs)
    const { read, change, list } = MODELS[model]
    const id = theirs.ids[model]
    await withTenant(ours.tenant(), {}, async (db) => {
      expect(await read(db, id)).toBeNull()
      expect(await change(db, id)).toEqual({ count: 0 })
      const all = JSON.stringify(await list(db))
      expect(all).toContain(ours.organizationId)
      expect(all).not.toContain(theirs.organizationId)
    })
    expect(await snapshot(theirs)).toBe(before)
  })

  it.each(models)('%s: own row is read, so that the denials above mean something', async (model) => {
    const row = await withTenant(ours.tenant(), { readOnly: true }, (db) =>
      MODELS[model].read(db, ours.ids[model]),
    )
    expect(Object.values(row ?? {})).toContain(ours.ids[model])
  })

  it('stays hidden from findUnique of two tenants in the same tick', async () => {
    const ask = (tenant: FullTenant, id: string) =>
      withTenant(tenant.tenant(), { readOnly: true }, (db) => db.customer.findUnique({ where: { id } }))
    const tasks = Array.from({ length: 60 }, (_, index) =>
      index % 2 ? ask(ours, theirs.ids.Customer) : ask(theirs, theirs.ids.Customer),
    )
    const responses = await Promise.all(tasks)
    responses.forEach((response, index) => {
      expect(response?.id ?? null).toBe(index % 2 ? null : theirs.ids.Customer)
    })
  })

  it('is not reached by raw SQL', async () => {
    const rows = await withTenant(
      ours.tenant(),
      { readOnly: true },
      (db) => db.$queryRaw<{ organization_id: string }[]>`select organization_id from tracking`,
    )
    expect(new Set(rows.map((row) => row.organization_id))).toEqual(new Set([ours.organizationId]))
  })

  it('cannot be referred to: a tracking under a foreign customer is rejected like one under an absent one', async () => {
    const create = (customerId: string) =>
      withTenant(ours.tenant(), {}, (db) =>
        db.tracking.create({
          data: {
            customerId,
            name: 'x',
            type: 'CUSTOM_EVENT',
            eventName: 'x',
            conversionCategory: 'DEFAULT',
            conversionCounting: 'ONE_PER_CLICK',
          },
        }),
      ).catch((error: { code: string }) => error.code)
    expect(await create(theirs.ids.Customer)).toBe('P2003')
    expect(await create('018f0000-0000-7000-8000-000000000000')).toBe('P2003')
  })
})

describe('withTenant', () => {
  it('opens no organization for a user who does not belong to it', async () => {
    const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
    const work = withTenant(intruder, { readOnly: true }, (db) => db.customer.findMany())
    await expect(work).rejects.toEqual(new TenantAccessDeniedError('not_a_member'))
  })

  it('checks the session even where the work sends no statement', async () => {
    const intruder = { ...ours.tenant(), organizationId: theirs.organizationId }
    await expect(withTenant(intruder, {}, async () => 'done')).rejects.toEqual(
      new TenantAccessDeniedError('not_a_member'),
    )
  })

  it('denies a role that is too small and a sign-in from before the sign-out', async () => {
    const tenant = await fullTenant(owner)
    await owner.query(`update user_account set role = 'MEMBER' where id = $1`, [tenant.ids.User])
    await expect(withTenant(tenant.tenant('ADMIN'), {}, async () => 1)).rejects.toEqual(
      new TenantAccessDeniedError('role'),
    )
    await owner.query(
      `update user_account set tokens_valid_after = now() + interval '1 hour' where id = $1`,
      [tenant.ids.User],
    )
    await expect(withTenant(tenant.tenant(), {}, async () => 1)).rejects.toEqual(
      new TenantAccessDeniedError('signed_out'),
    )
  })

  it('undoes everything when the work throws', async () => {
    const work = withTenant(ours.tenant(), {}, async (db) => {
      await db.customer.create({ data: { name: 'never', websiteUrl: 'https://example.test' } })
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    const { rowCount } = await admin.query(`select from customer where name = 'never'`)
    expect(rowCount).toBe(0)
  })

  it('does not report success where a failed statement was swallowed', async () => {
    const work = withTenant(ours.tenant(), {}, async (db) => {
      await db.customer.create({ data: { name: 'swallowed', websiteUrl: 'https://example.test' } })
      await db.$executeRaw`select 1 / 0`.catch(() => undefined)
    })
    await expect(work).rejects.toEqual(new SwallowedFailureError())
    const { rowCount } = await admin.query(`select from customer where name = 'swallowed'`)
    expect(rowCount).toBe(0)
  })

  it('rejects writes in a read-only transaction', async () => {
    const work = withTenant(ours.tenant(), { readOnly: true }, (db) =>
      db.customer.updateMany({ data: { name: 'written' } }),
    )
    await expect(work).rejects.toThrow(/read-only transaction/)
  })

  it('rejects statements that are not awaited', async () => {
    let late: Promise<unknown> = Promise.resolve()
    const work = withTenant(ours.tenant(), { readOnly: true }, async (db) => {
      late = db.customer.findMany().catch(() => 'refused')
      await Promise.resolve()
    })
    await expect(work).rejects.toEqual(new UnawaitedStatementError())
    expect(await late).toBe('refused')
  })

  it('rejects a condition that names another organization or deleted rows', async () => {
    const where = (condition: object) =>
      withTenant(ours.tenant(), { readOnly: true }, (db) => db.customer.findMany({ where: condition }))
    await expect(where({ organizationId: theirs.organizationId })).rejects.toBeInstanceOf(ScopeViolationError)
    await expect(where({ deletedAt: { not: null } })).rejects.toBeInstanceOf(ScopeViolationError)
    await expect(where({ organizationId: undefined })).rejects.toThrow()
  })

  it('hides hard deletes, unsafe SQL and non-tenant models at run time too', async () => {
    await withTenant(ours.tenant(), { readOnly: true }, async (db) => {
      for (const hidden of [
        '$queryRawUnsafe',
        '$executeRawUnsafe',
        '$transaction',
        '$extends',
        'quotaSlot',
      ]) {
        expect(Reflect.get(db, hidden)).toBeUndefined()
      }
      const deleteMany: () => Promise<unknown> = Reflect.get(db.customer, 'deleteMany')
      await expect(deleteMany()).rejects.toBeInstanceOf(ScopeViolationError)
    })
  })

  it('stops soft deletes and moves by plain UPDATE', async () => {
    const attempts: ((db: TenantDb) => Promise<number>)[] = [
      (db) => db.$executeRaw`update customer set deleted_at = now()`,
      (db) => db.$executeRaw`update customer set organization_id = gen_random_uuid()`,
      (db) => db.$executeRaw`delete from customer`,
    ]
    for (const attempt of attempts) {
      await expect(withTenant(ours.tenant(), {}, attempt)).rejects.toThrow(/permission denied/)
    }
  })

  it('is the only access: the client and the pool reject anything outside of it', async () => {
    const connection = tenantConnection()
    await expect(connection.prisma.customer.findMany()).rejects.toBeInstanceOf(OutsideTenantError)
    if (connection.mode === 'postgres') {
      expect(() => connection.pool.query('select 1')).toThrow(OutsideTenantError)
      await expect(connection.pool.connect()).rejects.toBeInstanceOf(OutsideTenantError)
    }
  })

  it('gives every connection back', async () => {
    const connection = tenantConnection()
    if (connection.mode !== 'postgres') return
    await expect.poll(() => connection.pool.totalCount - connection.pool.idleCount).toBe(0)
    expect(connection.pool.waitingCount).toBe(0)
  })
})
