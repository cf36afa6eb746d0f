import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { auditActions, auditLog } from '../fixtures/audit.ts'
import { connectedCustomer, grantedCustomer, newCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const admin = adminPool()

const lead = { name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }

describe('the audit log', () => {
  it('begins with sign-up, as the founder’s doing', async () => {
    const tenant = await newTenant()
    const log = await auditLog(tenant)
    expect(log).toMatchObject([
      {
        sequence: 1,
        action: 'organization.create',
        after: { name: 'Agency', timeZone: 'UTC' },
        before: null,
      },
      { sequence: 2, action: 'member.create', after: { email: tenant.admin.email, role: 'ADMIN' } },
    ])
    const founder = log[1]?.target.id
    expect(log.map(({ actor }) => actor)).toEqual([
      { kind: 'user', id: founder },
      { kind: 'user', id: founder },
    ])
  })

  it('holds who, what, before and after of a change, and the request that made it', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'Shop')
    const changed = await api(tenant.admin).patch(`/v1/customers/${id}`, { name: 'Shop & Co' })
    const [entry] = await auditLog(tenant, '&action=customer.update')
    expect(entry).toMatchObject({
      actor: { kind: 'user' },
      requestId: changed.headers.get('x-request-id'),
      target: { type: 'customer', id },
      before: { name: 'Shop' },
      after: { name: 'Shop & Co' },
    })
  })

  it('takes in what came along: a deleted customer with its trackings, and nothing of the machinery', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await connectedCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })
    await api(tenant.admin).delete(`/v1/customers/${customerId}`)
    expect(await auditActions(tenant)).toEqual([
      'customer.create',
      'connection.create',
      'customer.update',
      'customer.update',
      'tracking.create',
      'customer.delete',
      'tracking.delete',
    ])
  })

  it('has nothing of what was rolled back or refused', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })
    expect((await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })).status).toBe(409)
    const work = withTenant(await inSession(tenant), {}, async (db) => {
      await db.customer.updateMany({ where: { id: customerId }, data: { name: 'never' } })
      throw new Error('changed my mind')
    })
    await expect(work).rejects.toThrow('changed my mind')
    expect(await auditActions(tenant)).toEqual(['customer.create', 'tracking.create'])
  })

  it('records raw SQL and changes of many rows, each row on its own', async () => {
    const tenant = await newTenant()
    for (const name of ['A', 'B', 'C']) await newCustomer(tenant, name)
    await withTenant(
      await inSession(tenant),
      {},
      (db) => db.$executeRaw`update customer set website_url = website_url || '/new'`,
    )
    const entries = await auditLog(tenant, '&action=customer.update')
    expect(entries.map(({ after }) => after)).toEqual(
      Array(3).fill({ websiteUrl: 'https://shop.example/new' }),
    )
  })

  it('names the login where somebody works at the database itself', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    await owner.query(`update customer set name = 'by hand' where id = $1`, [id])
    const [entry] = await auditLog(tenant, '&action=customer.update')
    expect(entry).toMatchObject({ actor: { kind: 'database', id: 'oct_test_owner' }, requestId: null })
  })

  it('says that a secret was changed, and never what it is', async () => {
    const tenant = await newTenant()
    await grantedCustomer(tenant)
    const [entry] = await auditLog(tenant, '&action=connection.create')
    expect(entry?.after).toMatchObject({ refreshToken: '[redacted]', accessToken: '[redacted]' })
    const { rows } = await admin.query('select * from audit_log where organization_id = $1', [
      tenant.organizationId,
    ])
    expect(JSON.stringify(rows)).not.toMatch(/v1\.test\./)
  })

  it('is kept in order under twenty writers at once: no gap, no broken link', async () => {
    const tenant = await newTenant()
    await Promise.all(Array.from({ length: 20 }, (_, index) => newCustomer(tenant, `Shop ${index}`)))
    const { rows } = await admin.query<{ sequence: number; linked: boolean }>(
      `select sequence, previous_hash = lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by sequence) as linked
       from audit_log where organization_id = $1 order by sequence`,
      [tenant.organizationId],
    )
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
    expect(rows.every(({ linked }) => linked)).toBe(true)
  })

  it('can be neither written, changed nor emptied by the app, and not even changed by the owner', async () => {
    const tenant = await newTenant()
    const attempts = ['insert', 'update', 'delete', 'event'] as const
    for (const attempt of attempts) {
      const work = withTenant(await inSession(tenant), {}, (db) => {
        switch (attempt) {
          case 'insert':
            return db.$executeRaw`insert into audit_log select * from audit_log`
          case 'update':
            return db.$executeRaw`update audit_log set action = 'x'`
          case 'delete':
            return db.$executeRaw`delete from audit_log`
          case 'event':
            return db.$executeRaw`select app.append_audit(app.require_org(), 'a.b', 'a', 'b', null, null)`
          default:
            return attempt satisfies never
        }
      })
      await expect(work).rejects.toThrow(/permission denied/)
    }
    const made = withTenant(
      await inSession(tenant),
      {},
      (db) => db.$executeRaw`select app.record_event('made.up', '{}')`,
    )
    await expect(made).rejects.toThrow(/not an event/)
    for (const details of [
      '{}',
      '[]',
      'null',
      '"csv"',
      '{"format":"xml"}',
      '{"format":null}',
      '{"format":"csv","entries":"all"}',
      '{"format":"csv","actorId":{"name":"made up"}}',
      '{"format":"csv","from":20260101}',
      `{"format":"csv","targetId":"${'x'.repeat(256)}"}`,
    ]) {
      const put = withTenant(
        await inSession(tenant),
        {},
        (db) => db.$executeRaw`select app.record_event('auditLog.export', ${details}::jsonb)`,
      )
      await expect(put, details).rejects.toThrow()
    }
    expect((await auditLog(tenant)).filter(({ action }) => action === 'auditLog.export')).toEqual([])
    for (const sql of [
      'update audit_log set action = action',
      'delete from audit_log',
      'truncate audit_log cascade',
    ]) {
      await expect(owner.query(sql)).rejects.toThrow(/never changed/)
    }
  })
})

describe('reading the audit log', () => {
  it('is an ADMIN’s', async () => {
    const member = await (await newTenant()).join('MEMBER')
    for (const path of ['', '/export', '/verify']) {
      expect((await api(member).get(`/v1/audit-log${path}`)).problem).toMatchObject({
        status: 403,
        code: 'forbidden',
      })
    }
  })

  it('shows one organization’s entries only', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    const { id } = await newCustomer(theirs, 'Secret client')
    expect(await auditLog(ours, `&targetId=${id}`)).toEqual([])
    expect(JSON.stringify(await auditLog(ours))).not.toContain('Secret client')
  })

  it('filters by who, what, target and time', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant, 'One')
    await newCustomer(tenant, 'Two')
    await api(tenant.admin).patch('/v1/organization', { name: 'Renamed' })
    const all = await auditLog(tenant)
    const founder = all[0]?.actor.id
    const time = all.at(-1)?.occurredAt
    expect(await auditLog(tenant, `&actorId=${founder}`)).toHaveLength(5)
    expect(await auditLog(tenant, '&action=customer.create')).toHaveLength(2)
    expect(await auditLog(tenant, '&targetType=organization')).toHaveLength(2)
    expect(await auditLog(tenant, `&targetId=${id}`)).toHaveLength(1)
    expect((await auditLog(tenant, `&from=${time}`)).at(-1)?.action).toBe('organization.update')
    expect((await auditLog(tenant, `&until=${time}`)).map(({ action }) => action)).not.toContain(
      'organization.update',
    )
    const rejected = await api(tenant.admin).get('/v1/audit-log?action=%25&from=yesterday')
    expect(rejected.faults).toEqual(['query.action', 'query.from'])
  })

  it('finds an id as it is written by others, in capitals', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const [entry] = await auditLog(tenant, `&targetId=${id.toUpperCase()}`)
    expect(entry).toMatchObject({ action: 'customer.create', target: { id } })
    expect(await auditLog(tenant, `&actorId=${entry?.actor.id.toUpperCase()}`)).toHaveLength(3)
  })

  it.each(['/v1/audit-log', '/v1/audit-log/export'])(
    'of %s knows the actions and targets that there are',
    async (path) => {
      const { admin } = await newTenant()
      for (const query of ['targetType=typo', 'targetType=Customer', 'targetType=', 'targetType=access'])
        expect((await api(admin).get(`${path}?${query}`)).faults).toEqual(['query.targetType'])
      for (const query of ['action=customer.typo', 'action=customers.create', 'action=tracking.detach'])
        expect((await api(admin).get(`${path}?${query}`)).faults).toEqual(['query.action'])
    },
  )

  it('pages from the latest to the first, each once, also while more comes in', async () => {
    const tenant = await newTenant()
    for (let index = 0; index < 5; index += 1) await newCustomer(tenant, `Shop ${index}`)
    const seen: number[] = []
    let cursor = ''
    do {
      const page = (await api(tenant.admin).get(`/v1/audit-log?limit=3${cursor}`)).as(Page(AuditEntryView))
      seen.push(...page.data.map(({ sequence }) => sequence))
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
      await newCustomer(tenant, 'Another')
    } while (cursor)
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1])
  })

  it('costs one round trip, two where personal values are shown', async () => {
    const tenant = await newTenant()
    await newCustomer(tenant)
    await api(tenant.admin).get('/v1/audit-log')
    expect((await api(tenant.admin).get('/v1/audit-log?targetType=customer')).roundTrips).toEqual(
      onTheWire(1),
    )
    expect((await api(tenant.admin).get('/v1/audit-log')).roundTrips).toEqual(onTheWire(2))
  })
})

describe('exporting the audit log', () => {
  const exported = async (format: string) => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant, '=cmd("x"), and a "quote"')
    const tracking = (await api(tenant.admin).post('/v1/trackings', { customerId, ...lead })).as(TrackingView)
    const response = await api(tenant.admin).get(`/v1/audit-log/export?format=${format}`)
    return { tenant, tracking, response, text: z.string().parse(response.body) }
  }

  it('gives JSON, one entry a line, and says at the end how many there were', async () => {
    const { tenant, response, text } = await exported('jsonl')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="audit-log.jsonl"')
    const lines = text.trimEnd().split('\n')
    const entries = lines.slice(0, -1).map((line) => AuditEntryView.parse(JSON.parse(line)))
    expect(entries).toEqual((await auditLog(tenant)).slice(0, -1))
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ entries: entries.length, checkpoints: 0 })
  })

  it('gives CSV that a spreadsheet opens without running anything', async () => {
    const { response, text } = await exported('csv')
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(text.split('\n')[0]).toBe(
      'sequence,occurredAt,actorKind,actorId,requestId,action,targetType,targetId,before,after,hash',
    )
    expect(text).toContain('=cmd(\\""x\\"")')
    expect(text).not.toMatch(/(^|,)"?[=+@]/m)
  })

  it('puts itself on record, with what was taken out', async () => {
    const { tenant } = await exported('csv')
    expect((await auditLog(tenant)).at(-1)).toMatchObject({
      action: 'auditLog.export',
      actor: { kind: 'user' },
      after: { format: 'csv' },
    })
  })

  it('puts every filter on record that it was taken out with', async () => {
    const tenant = await newTenant()
    const filter = {
      actorId: 'x'.repeat(255),
      action: 'customer.update',
      targetType: 'customer',
      targetId: 'ä'.repeat(255),
      from: '2026-01-01T00:00:00Z',
      until: '2027-01-01T00:00:00Z',
    }
    const query = new URLSearchParams({ ...filter, format: 'jsonl' })
    expect((await api(tenant.admin).get(`/v1/audit-log/export?${query}`)).status).toBe(200)
    const entry = (await auditLog(tenant)).find(({ action }) => action === 'auditLog.export')
    expect(entry?.after).toMatchObject({ format: 'jsonl', targetId: filter.targetId })
    expect(Object.keys(entry?.after ?? {}).toSorted()).toEqual([...Object.keys(filter), 'format'].toSorted())
  })

  it('goes through a long log in batches, filtered', async () => {
    const tenant = await newTenant()
    await withTenant(await inSession(tenant), {}, (db) =>
      db.customer.createMany({
        data: Array.from({ length: 1_200 }, (_, index) => ({
          name: `Shop ${index}`,
          websiteUrl: 'https://shop.example',
        })),
      }),
    )
    const response = await api(tenant.admin).get('/v1/audit-log/export?action=customer.create')
    const lines = z.string().parse(response.body).trimEnd().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ entries: 1_200 })
    expect(new Set(lines).size).toBe(1_201)
  })
})
