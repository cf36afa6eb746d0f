import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { refreshTokens } from '../../lib/cron/refresh-tokens.ts'
import { sweepRuns } from '../../lib/cron/sweep-runs.ts'
import { InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { DeletedOrganization, OrganizationView } from '../../lib/organizations/organization-view.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { complete, connect, consent } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { deployed, waitingRun } from '../fixtures/deployed.ts'
import { quietConnections } from '../fixtures/due-connection.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { freeQuota, makeDue } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { runSync } from '../fixtures/run-sync.ts'
import { type NewTenant, newPerson, newTenant, type Person } from '../fixtures/tenant.ts'

const { server, sandbox } = googleTests()
const owner = ownerPool()
beforeEach(quietConnections)

const remove = (by: Person, name = 'Agency') =>
  api(by).delete(`/v1/organization?confirmName=${encodeURIComponent(name)}`)

/** How many rows of each table of things are live, or still ask for something to be done. */
async function left({ organizationId }: NewTenant) {
  const { rows } = await owner.query<Record<string, number>>(
    `select
       (select count(*)::int from user_account where organization_id = $1 and deleted_at is null) as members,
       (select count(*)::int from invitation where organization_id = $1 and deleted_at is null) as invitations,
       (select count(*)::int from customer where organization_id = $1 and deleted_at is null) as customers,
       (select count(*)::int from tracking where organization_id = $1 and deleted_at is null) as trackings,
       (select count(*)::int from google_connection where organization_id = $1
          and (deleted_at is null or refresh_token is not null or access_token is not null or status = 'ACTIVE')) as connections,
       (select count(*)::int from sync_run where organization_id = $1
          and status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')) as runs,
       (select count(*)::int from sync_job where organization_id = $1 and status in ('QUEUED', 'RUNNING')) as jobs`,
    [organizationId],
  )
  return rows[0]
}

const NOTHING = { members: 0, invitations: 0, customers: 0, trackings: 0, connections: 0, runs: 0, jobs: 0 }

/** A run of a customer, running or waiting. */
async function openRun(
  { organizationId }: NewTenant,
  customerId: string,
  times: { due: string; lease: string },
) {
  const { rows } = await owner.query<{ id: string }>(
    `insert into sync_run (organization_id, customer_id, status, container_path, lease_owner, run_at, lease_until)
     values ($1, $2, 'RUNNING', 'accounts/1/containers/' || floor(random() * 1e9), gen_random_uuid(),
       now() + $3::interval, now() + $4::interval) returning id`,
    [organizationId, customerId, times.due, times.lease],
  )
  return rows[0]?.id ?? ''
}

describe('deleting the organization', () => {
  it('deleting the organization deletes everything under one deletion id, as one entry of the audit log', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    await api(tenant.admin).post('/v1/members/invitations', { email: 'new@agency.test' })
    const { id: customerId } = await newCustomer(tenant)
    const lead = { customerId, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
    await api(tenant.admin).post('/v1/trackings', lead)

    const response = await remove(tenant.admin)
    expect(response.status).toBe(200)
    expect(response.as(DeletedOrganization)).toEqual({ liveTrackings: 0, connections: [], nextStep: null })
    expect(await left(tenant)).toEqual(NOTHING)
    const { rows } = await owner.query(
      `select count(distinct deletion_id)::int as deletions, count(*)::int as rows from (
         select deletion_id from organization where id = $1
         union all select deletion_id from user_account where organization_id = $1
         union all select deletion_id from invitation where organization_id = $1
         union all select deletion_id from customer where organization_id = $1
         union all select deletion_id from tracking where organization_id = $1) d`,
      [tenant.organizationId],
    )
    expect(rows).toEqual([{ deletions: 1, rows: 6 }])
    const log = await owner.query(
      'select action from audit_log where organization_id = $1 order by sequence desc limit 2',
      [tenant.organizationId],
    )
    expect(log.rows.map(({ action }) => action)).toEqual(['organization.delete', 'tracking.create'])
    for (const person of [tenant.admin, member]) {
      expect((await api(person).get('/v1/customers')).problem).toMatchObject({
        status: 403,
        code: 'not_a_member',
      })
      expect((await api(person).get('/v1/members/me')).body).toEqual({ membership: null, nextStep: null })
    }
  })

  it('deleting the organization lets its members found or join another', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    await remove(tenant.admin)
    const founded = await api(member).post('/v1/organization', { name: 'Agency' })
    expect(founded.as(OrganizationView).id).not.toBe(tenant.organizationId)
    const invited = await api(member).post('/v1/members/invitations', { email: tenant.admin.email })
    expect(invited.status).toBe(201)
  })

  it('deleting the organization needs an ADMIN', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    expect((await remove(member)).problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await api(tenant.admin).get('/v1/organization')).status).toBe(200)
  })

  it('deleting the organization needs its exact name, and not that of another', async () => {
    const tenant = await newTenant()
    await api(tenant.admin).patch('/v1/organization', { name: 'Müller & Söhne' })
    for (const name of ['Müller', 'müller & söhne', 'Agency', '']) {
      const response = await remove(tenant.admin, name)
      expect([response.status, response.faults]).toEqual([400, ['query.confirmName']])
    }
    const without = await api(tenant.admin).delete('/v1/organization')
    expect([without.status, without.faults]).toEqual([400, ['query.confirmName']])
    expect(await left(tenant)).toMatchObject({ members: 1 })
    expect((await remove(tenant.admin, 'Müller & Söhne')).status).toBe(200)
  })

  it('deleting the organization leaves other organizations as they are', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    await newCustomer(other)
    await remove(tenant.admin)
    expect(await left(other)).toMatchObject({ members: 1, customers: 1 })
    expect((await api(other.admin).get('/v1/organization')).status).toBe(200)
  })
})

describe('what is deployed at Google', () => {
  it('what a deleted organization has deployed stays live; the grant ends, and nothing reaches Google any more', async () => {
    const customer = await readyCustomer(sandbox())
    const { tenant } = customer
    await customer.draft()
    await customer.sync()
    const live = deployed(sandbox(), customer)
    expect(live.tags).toHaveLength(1)
    // An edit and a deletion that are not synced yet.
    await customer.draft({ name: 'Second' })
    expect(await left(tenant)).toMatchObject({ runs: 1, jobs: 1 })
    const waiting = (await waitingRun(customer.id)) ?? ''

    const response = (await remove(tenant.admin)).as(DeletedOrganization)
    expect(response).toMatchObject({
      liveTrackings: 1,
      connections: [{ revokedAtGoogle: true }],
      nextStep: null,
    })
    expect(await left(tenant)).toEqual(NOTHING)
    expect(deployed(sandbox(), customer)).toEqual(live)

    sandbox().calls.length = 0
    await makeDue(waiting)
    await freeQuota()
    expect((await sweepRuns()).outcomes).toEqual({})
    expect(await refreshTokens('sweep')).toEqual({
      refreshed: 0,
      failed: 0,
      unreadable: 0,
      lost: 0,
      skipped: 0,
    })
    expect(sandbox().calls).toEqual([])
  })

  it('a deleted organization’s grant stays while another organization uses the same login', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    const { email } = sandbox().addPerson()
    for (const each of [tenant, other]) {
      await connect(each.admin, (await newCustomer(each)).id, email)
      await owner.query(
        `update customer set ${FACTS_OF.READY}, google_container_id = 'GTM-' || floor(random() * 1e9),
           container_path = 'accounts/1/containers/7' where organization_id = $1`,
        [each.organizationId],
      )
    }
    const first = (await remove(tenant.admin)).as(DeletedOrganization)
    expect(first).toMatchObject({
      connections: [{ email, revokedAtGoogle: false }],
      nextStep: expect.stringContaining('https://myaccount.google.com/connections'),
    })
    expect((await remove(other.admin)).as(DeletedOrganization)).toMatchObject({
      connections: [{ email, revokedAtGoogle: true }],
      nextStep: null,
    })
  })

  it('a deleted organization’s grant may stay while Google is down; the deletion counts all the same', async () => {
    const tenant = await newTenant()
    await connect(tenant.admin, (await newCustomer(tenant)).id, sandbox().addPerson().email)
    sandbox().faults.next({ service: 'oauth', operation: 'revoke' }, { status: 503 })
    expect((await remove(tenant.admin)).as(DeletedOrganization)).toMatchObject({
      connections: [{ revokedAtGoogle: false }],
      nextStep: expect.any(String),
    })
    expect(await left(tenant)).toEqual(NOTHING)
  })
})

describe('a sync of the organization', () => {
  it('a running sync blocks the deletion of the organization, which changes nothing', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const run = await openRun(tenant, id, { due: '-1 minute', lease: '1 minute' })
    const rejected = await remove(tenant.admin)
    expect(rejected.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(rejected.problem.detail).toContain(run)
    expect(await left(tenant)).toMatchObject({ members: 1, customers: 1, runs: 1 })
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [run])
    expect((await remove(tenant.admin)).status).toBe(200)
  })

  it('a sync that waits, was postponed or whose process died is cancelled with the organization', async () => {
    const tenant = await newTenant()
    const [a, b, c] = [await newCustomer(tenant), await newCustomer(tenant), await newCustomer(tenant)]
    await openRun(tenant, a.id, { due: '1 minute', lease: '1 minute' })
    await openRun(tenant, b.id, { due: '-1 minute', lease: '-1 second' })
    await owner.query('insert into sync_run (organization_id, customer_id) values ($1, $2)', [
      tenant.organizationId,
      c.id,
    ])
    expect((await remove(tenant.admin)).status).toBe(200)
    expect(await left(tenant)).toEqual(NOTHING)
  })

  it('a sync that starts concurrently with the deletion either runs to its end or is never claimed', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft()
    const run = (await waitingRun(customer.id)) ?? ''
    await makeDue(run)
    const [arrived, proceed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    server.use(
      http.all('https://tagmanager.googleapis.com/*', async () => {
        arrived.resolve()
        await proceed.promise
      }),
    )
    const running = runSync({ runId: run, deadline: new Date(Date.now() + 20_000) })
    await arrived.promise
    expect((await remove(customer.tenant.admin)).status).toBe(409)
    proceed.resolve()
    expect(await running).toEqual(['succeeded'])
    expect((await remove(customer.tenant.admin)).as(DeletedOrganization).liveTrackings).toBe(1)
  })
})

describe('what is written concurrently', () => {
  it('a concurrent write is deleted too or denied: nothing of it outlives the organization', async () => {
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const tenant = await newTenant()
      const { admin } = tenant
      const other = await tenant.join('ADMIN')
      const { id: customerId } = await newCustomer(tenant)
      const lead = (name: string) => ({ customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' })
      const [removed, ...written] = await Promise.all([
        remove(admin),
        api(other).post('/v1/customers', { name: 'New', websiteUrl: 'https://new.example' }),
        api(other).post('/v1/trackings', lead('New')),
        api(other).post('/v1/members/invitations', { email: 'new@agency.test' }),
        api(other).post(`/v1/customers/${customerId}/connect`),
      ])
      expect(removed.status).toBe(200)
      for (const { status, body } of written) {
        expect([200, 201, 403, 404], JSON.stringify(body)).toContain(status)
      }
      expect(await left(tenant)).toEqual(NOTHING)
    }
  })

  it('a write after the deletion is denied as of a non-member', async () => {
    const tenant = await newTenant()
    const other = await tenant.join('ADMIN')
    const opened = await inSession(tenant)
    const write = withTenant(opened, {}, async (db) => {
      await db.customer.count()
      expect((await remove(other)).status).toBe(200)
      await db.customer.create({ data: { name: 'Late', websiteUrl: 'https://late.example' } })
    })
    await expect(write).rejects.toMatchObject({ reason: 'not_a_member' })
    expect(await left(tenant)).toEqual(NOTHING)
  })

  it('a concurrent restore brings nothing of a deleted organization back', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const tenant = await newTenant()
      const other = await tenant.join('ADMIN')
      const { id } = await newCustomer(tenant)
      await api(tenant.admin).delete(`/v1/customers/${id}`)
      const [removed, restored] = await Promise.all([
        remove(tenant.admin),
        api(other).post(`/v1/customers/${id}/restore`),
      ])
      expect(removed.status).toBe(200)
      if (restored.status !== 200) expect(restored.problem).toMatchObject({ status: 403 })
      expect(await left(tenant)).toEqual(NOTHING)
    }
  })

  it('a consent confirmed concurrently brings no login of a deleted organization back', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const { email } = sandbox().addPerson()
    const handle = await consent(tenant.admin, id, { email })
    await Promise.all([remove(tenant.admin), complete(tenant.admin, handle)])
    expect(await left(tenant)).toEqual(NOTHING)
    const { rows } = await owner.query('select pending_grant from oauth_state where organization_id = $1', [
      tenant.organizationId,
    ])
    expect(rows).toEqual([{ pending_grant: null }])
  })

  it('a concurrent read of a deleted organization returns it as it was, or is denied', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const tenant = await newTenant()
      const other = await tenant.join('MEMBER')
      const [removed, organization, me] = await Promise.all([
        remove(tenant.admin),
        api(other).get('/v1/organization'),
        api(other).get('/v1/members/me'),
      ])
      expect([removed.status, me.status]).toEqual([200, 200])
      if (organization.status !== 200) expect(organization.problem).toMatchObject({ status: 403 })
    }
  })

  it('two ADMINs who delete the organization concurrently make one deletion', async () => {
    const tenant = await newTenant()
    const other = await tenant.join('ADMIN')
    const responses = await Promise.all([remove(tenant.admin), remove(other)])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 403])
  })

  it('an invitation accepted concurrently with the deletion gives no membership', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const tenant = await newTenant()
      const person = newPerson()
      const invited = await api(tenant.admin).post('/v1/members/invitations', { email: person.email })
      const { link } = invited.as(InvitationWithLink)
      const token = new URL(link).searchParams.get('invitation')
      const [removed, accepted] = await Promise.all([
        remove(tenant.admin),
        api(person).post('/v1/members/invitations/accept', { token }),
      ])
      expect(removed.status).toBe(200)
      if (accepted.status !== 200) expect(accepted.problem).toMatchObject({ status: 404 })
      expect((await api(person).get('/v1/members/me')).body).toEqual({ membership: null, nextStep: null })
      expect(await left(tenant)).toEqual(NOTHING)
    }
  })
})
