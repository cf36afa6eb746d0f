import { HttpResponse, http } from 'msw'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DisconnectedConnection } from '../../lib/connections/connection-view.ts'
import { accessToken } from '../../lib/connections/tokens/access-token.ts'
import { refreshTokens } from '../../lib/cron/refresh-tokens.ts'
import { SCOPES } from '../../lib/google/scopes.ts'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api } from '../fixtures/api.ts'
import { connectedCustomer, newCustomer } from '../fixtures/connection.ts'
import { connect } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { quietConnections } from '../fixtures/due-connection.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { server, sandbox } = googleTests()
const logged: LogEntry[] = []
const email = 'ads@google.test'

let sub: string
let agency: NewTenant
let customerId: string

beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  // Each test's first login has the same id, and who else uses it matters here.
  await quietConnections()
  sub = sandbox().addPerson({ email }).sub
  agency = await newTenant()
  customerId = await connectedTo(agency)
  sandbox().calls.length = 0
  logged.length = 0
})

/** A customer of the organization that is READY through the login. */
async function connectedTo(tenant: NewTenant, status: CustomerStatus = 'READY'): Promise<string> {
  const { id } = await newCustomer(tenant)
  await connect(tenant.admin, id, email)
  await owner.query(
    `update customer set ${FACTS_OF.READY}, google_container_id = 'GTM-' || $2,
       container_path = 'accounts/1/containers/7' where id = $1`,
    [id, id.replaceAll('-', '').toUpperCase()],
  )
  await owner.query(`update customer set ${FACTS_OF[status]} where id = $1`, [id])
  return id
}

const disconnectBy = (person: { token: string }) => api(person).delete(`/v1/connections/${sub}`)
const disconnect = async (tenant = agency) => (await disconnectBy(tenant.admin)).as(DisconnectedConnection)
const revocations = () => sandbox().calls.filter(({ operation }) => operation === 'revoke').length
const isGranted = () => sandbox().state.granted.has(sub)

async function rowOf(tenant: NewTenant) {
  const { rows } = await owner.query('select * from google_connection where organization_id = $1', [
    tenant.organizationId,
  ])
  return rows[0]
}

async function statusOf(id: string): Promise<string> {
  const { rows } = await owner.query('select status from customer where id = $1', [id])
  return rows[0]?.status
}

async function runningRun(id: string, leaseUntil: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into sync_run (organization_id, customer_id, status, container_path, lease_owner, lease_until)
     values ($1, $2, 'RUNNING', 'accounts/1/containers/' || floor(random() * 1e9), gen_random_uuid(), now() + $3::interval)
     returning id`,
    [agency.organizationId, id, leaseUntil],
  )
  return rows[0]?.id ?? ''
}

describe('disconnecting', () => {
  it('disconnecting wipes the tokens, ends the grant at Google, and leaves customers NOT_CONNECTED with all they have', async () => {
    const lost = await connectedTo(agency, 'ERROR')
    const paused = await connectedTo(agency, 'PAUSED')
    const body = { customerId, name: 'Lead', type: 'CUSTOM_EVENT', eventName: 'lead' }
    await api(agency.admin).post('/v1/trackings', body)
    await owner.query(
      `update tracking set sync_status = 'SUCCESS', synced_version = 1, gtm_tag_id = '7' where customer_id = $1`,
      [customerId],
    )
    const tracking = await owner.query('select * from tracking where customer_id = $1', [customerId])
    const { accessTokens, refreshTokens: issued } = sandbox().state
    const tokens = [...accessTokens.keys(), ...issued.keys()]

    const { connection, ...rest } = await disconnect()

    expect(rest).toEqual({ revokedAtGoogle: true, nextStep: null })
    expect(connection).toMatchObject({ status: 'DISCONNECTED', tokenExpiresAt: null, customerCount: 3 })
    expect(await rowOf(agency)).toMatchObject({
      access_token: null,
      refresh_token: null,
      refresh_due_at: null,
    })
    expect(isGranted()).toBe(false)
    expect(await Promise.all([customerId, lost, paused].map(statusOf))).toEqual([
      'NOT_CONNECTED',
      'NOT_CONNECTED',
      'PAUSED',
    ])
    const after = await owner.query('select * from tracking where customer_id = $1', [customerId])
    expect(after.rows).toEqual(tracking.rows)
    for (const token of tokens) expect(JSON.stringify(logged)).not.toContain(token)
    expect(JSON.stringify(logged)).not.toContain(email)
  })

  it('disconnecting needs an ADMIN of the own organization', async () => {
    const member = await agency.join('MEMBER')
    expect((await disconnectBy(member)).status).toBe(403)
    const { admin: stranger } = await newTenant()
    const foreign = await disconnectBy(stranger)
    const absent = await api(agency.admin).delete('/v1/connections/1')
    expect([foreign.status, absent.status]).toEqual([404, 404])
    expect(foreign.problem).toEqual(absent.problem)
    expect(await rowOf(agency)).toMatchObject({ status: 'ACTIVE' })
    expect(revocations()).toBe(0)
  })

  it('disconnecting twice is the same as once', async () => {
    await disconnect()
    expect(await disconnect()).toMatchObject({
      connection: { status: 'DISCONNECTED' },
      revokedAtGoogle: false,
      nextStep: expect.stringContaining('myaccount.google.com'),
    })
    expect(revocations()).toBe(1)
  })

  it('disconnecting leaves nothing that could reach Google: no token, no refresh, no sync', async () => {
    await disconnect()
    sandbox().calls.length = 0
    await expect(accessToken(await inSession(agency), sub)).rejects.toMatchObject({ kind: 'token' })
    expect(await refreshTokens('sweep')).toEqual({
      refreshed: 0,
      failed: 0,
      unreadable: 0,
      lost: 0,
      skipped: 0,
    })
    const sync = await api(agency.admin).post(`/v1/customers/${customerId}/sync`)
    expect([sync.status, sync.problem.detail]).toEqual([
      409,
      expect.stringContaining('is not connected to Google'),
    ])
    expect(sandbox().calls).toEqual([])
  })

  it('disconnecting during a refresh keeps the login disconnected, whatever Google returns', async () => {
    await owner.query(
      `update google_connection set token_expires_at = now() - interval '1 second' where organization_id = $1`,
      [agency.organizationId],
    )
    const [arrived, proceed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    server.use(
      http.post('https://oauth2.googleapis.com/token', async () => {
        arrived.resolve()
        await proceed.promise
        return HttpResponse.json({ access_token: 'late', expires_in: 3599, scope: SCOPES.join(' ') })
      }),
    )
    const refresh = accessToken(await inSession(agency), sub)
    const rejected = expect(refresh).rejects.toMatchObject({ reason: 'grant_revoked' })
    await arrived.promise
    await disconnect()
    proceed.resolve()
    await rejected
    expect(await rowOf(agency)).toMatchObject({
      status: 'DISCONNECTED',
      access_token: null,
      refresh_token: null,
    })
    expect(logged.filter(({ event }) => event === 'connection.lost')).toEqual([])
  })
})

describe('a running sync', () => {
  it('a running sync blocks the disconnect, which changes nothing', async () => {
    const before = await rowOf(agency)
    const runId = await runningRun(customerId, '1 minute')
    const rejected = await disconnectBy(agency.admin)
    expect([rejected.status, rejected.problem.detail]).toEqual([409, expect.stringContaining(runId)])
    expect(await rowOf(agency)).toEqual(before)
    expect(await statusOf(customerId)).toBe('READY')
    expect(isGranted()).toBe(true)

    await owner.query(`update sync_run set lease_until = now() - interval '1 second' where id = $1`, [runId])
    expect((await disconnectBy(agency.admin)).status).toBe(409)
    await owner.query(`update sync_run set status = 'SUCCEEDED' where id = $1`, [runId])
    expect((await disconnectBy(agency.admin)).status).toBe(200)
  })

  it('a running sync of a deleted customer blocks the disconnect too', async () => {
    const deleted = await connectedTo(agency)
    const runId = await runningRun(deleted, '1 minute')
    await owner.query('update customer set deleted_at = now() where id = $1', [deleted])
    const rejected = await disconnectBy(agency.admin)
    expect([rejected.status, rejected.problem.detail]).toEqual([409, expect.stringContaining(runId)])
  })

  it('a sync of another login, or one that died with the connection, does not block the disconnect', async () => {
    const elsewhere = await connectedCustomer(agency)
    await runningRun(elsewhere.id, '1 minute')
    await runningRun(await connectedTo(agency, 'ERROR'), '-1 minute')
    await owner.query(`update google_connection set status = 'ERROR' where google_account_id = $1`, [sub])
    expect((await disconnectBy(agency.admin)).status).toBe(200)
  })
})

describe('the grant at Google', () => {
  it('the grant stays while another organization uses the same account, and ends with the last one', async () => {
    const other = await newTenant()
    const theirs = await connectedTo(other)
    expect(await disconnect()).toMatchObject({ revokedAtGoogle: false, nextStep: expect.any(String) })
    expect(revocations()).toBe(0)
    expect(await statusOf(theirs)).toBe('READY')
    const inAnHour = () => new Date(Date.now() + 3_600_000)
    await expect(accessToken(await inSession(other), sub, { now: inAnHour })).resolves.toMatch(/^ya29/)

    expect(await disconnect(other)).toMatchObject({ revokedAtGoogle: true })
    expect(isGranted()).toBe(false)
  })

  it.each([
    [
      'has deleted its customers and left nothing',
      `update customer set deleted_at = now() where organization_id = $1`,
    ],
    ['has lost it', `update google_connection set status = 'ERROR' where organization_id = $1`],
  ])('the grant is not kept for an organization that %s', async (_why, change) => {
    const other = await newTenant()
    await connectedTo(other)
    await owner.query(change, [other.organizationId])
    expect(await disconnect()).toMatchObject({ revokedAtGoogle: true })
  })

  it('the grant stays while another organization removes what its deleted customer has left', async () => {
    const other = await newTenant()
    const theirs = await connectedTo(other)
    await owner.query('insert into sync_run (organization_id, customer_id) values ($1, $2)', [
      other.organizationId,
      theirs,
    ])
    await owner.query('update customer set deleted_at = now() where id = $1', [theirs])
    expect(await disconnect()).toMatchObject({ revokedAtGoogle: false })
    expect(revocations()).toBe(0)
  })

  it('the grant ends when two organizations disconnect it concurrently', async () => {
    const other = await newTenant()
    await connectedTo(other)
    const responses = await Promise.all([disconnect(), disconnect(other)])
    expect(responses.map(({ connection }) => connection.status)).toEqual(['DISCONNECTED', 'DISCONNECTED'])
    expect(responses.some(({ revokedAtGoogle }) => revokedAtGoogle)).toBe(true)
    expect(isGranted()).toBe(false)
  })

  it('a grant that the person has withdrawn already counts as ended', async () => {
    sandbox().revokeGrant(sub)
    expect(await disconnect()).toMatchObject({ revokedAtGoogle: true })
  })

  it.each([
    ['is down', { status: 503 }],
    ['is out of reach', { loseRequest: true }],
  ] as const)(
    'the grant may outlive the disconnect while Google %s, which response and log say',
    async (_why, fault) => {
      sandbox().faults.next({ service: 'oauth', operation: 'revoke' }, fault)
      expect(await disconnect()).toMatchObject({
        connection: { status: 'DISCONNECTED' },
        revokedAtGoogle: false,
        nextStep: expect.stringContaining('https://myaccount.google.com/connections'),
      })
      expect(await rowOf(agency)).toMatchObject({ status: 'DISCONNECTED', refresh_token: null })
      const failure = { event: 'connection.revoke_failed', level: 'warn', googleAccountId: sub }
      expect(logged).toContainEqual(expect.objectContaining(failure))
    },
  )

  it('the grant may outlive a disconnect whose token does not decrypt', async () => {
    await owner.query(`update google_connection set refresh_token = 'v1' where organization_id = $1`, [
      agency.organizationId,
    ])
    expect(await disconnect()).toMatchObject({ revokedAtGoogle: false })
    expect(revocations()).toBe(0)
  })
})

it('connecting again brings the same connection and all its customers back', async () => {
  const second = await connectedTo(agency)
  const paused = await connectedTo(agency, 'PAUSED')
  const before = await rowOf(agency)
  await disconnect()
  await connect(agency.admin, customerId, email)
  expect(await Promise.all([customerId, second, paused].map(statusOf))).toEqual(['READY', 'READY', 'PAUSED'])
  expect(await rowOf(agency)).toMatchObject({
    google_account_id: sub,
    created_at: before.created_at,
    status: 'ACTIVE',
    refresh_token: expect.any(String),
  })
})
