import { HttpResponse, http } from 'msw'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accessToken, withAccessToken } from '../../lib/connections/tokens/access-token.ts'
import { refreshUnderLease } from '../../lib/connections/tokens/refresh-under-lease.ts'
import { type StoredTokens, usableToken } from '../../lib/connections/tokens/stored-tokens.ts'
import { withRefreshLease } from '../../lib/connections/tokens/with-refresh-lease.ts'
import { GoogleError } from '../../lib/google/google-error.ts'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { metered } from '../../lib/telemetry/meter.ts'
import { findMembership } from '../../lib/tenant/membership.ts'
import type { Tenant } from '../../lib/tenant/tenant.ts'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { connect } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { server, sandbox } = googleTests()
const logged: LogEntry[] = []
const email = 'ads@google.test'

let sub: string
let agency: NewTenant
let tenant: Tenant
let customerId: string

beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  sub = sandbox().addPerson({ email }).sub
  agency = await newTenant()
  tenant = await inSession(agency)
  customerId = (await newCustomer(agency)).id
  await connect(agency.admin, customerId, email)
  sandbox().calls.length = 0
  logged.length = 0
})

async function row() {
  const { rows } = await owner.query('select * from google_connection where organization_id = $1', [
    agency.organizationId,
  ])
  return rows[0]
}

/** Leaves the stored access token `minutes` to live. */
async function expireIn(minutes: number) {
  await owner.query(
    'update google_connection set token_expires_at = now() + make_interval(mins => $2) where organization_id = $1',
    [agency.organizationId, minutes],
  )
}

const key = () => ({ organizationId: agency.organizationId, googleAccountId: sub })

/** What another instance does, which shares the lease and nothing else; `undefined` where it finds the lease held. */
async function refreshElsewhere(): Promise<string | undefined> {
  const now = () => new Date()
  const unusable = (stored: StoredTokens) => usableToken(stored, now()) === undefined
  const refresh = await refreshUnderLease(key(), { requestId: 'cron-request', now }, unusable)
  if (refresh.outcome === 'unneeded') return usableToken(refresh.stored, now())
  return refresh.outcome === 'refreshed' ? refresh.accessToken : undefined
}

const refreshes = () => sandbox().calls.filter(({ operation }) => operation === 'token').length
const issued = () => [...sandbox().state.accessTokens.keys()]
const onFirstToken = (handler: () => Promise<Response | undefined>) =>
  server.use(http.post('https://oauth2.googleapis.com/token', handler, { once: true }))

describe('an access token', () => {
  it('an access token that lives long enough is used as it is, for one round trip', async () => {
    await metered(async (meter) => {
      expect(await accessToken(tenant, sub)).toBe(issued()[0])
      expect(meter).toEqual({ statements: onTheWire(1), roundTrips: onTheWire(1), googleCalls: 0 })
    })
  })

  it('an access token that expires within five minutes is replaced, and the refresh token stays', async () => {
    await expireIn(4)
    const before = await row()
    const token = await accessToken(tenant, sub)
    expect(token).toBe(issued()[1])
    expect(refreshes()).toBe(1)
    const after = await row()
    expect(after).toMatchObject({
      token_version: before.token_version + 1,
      lease_owner: null,
      refresh_failures: 0,
    })
    expect(after.last_refreshed_at).not.toBeNull()
    expect(await accessToken(tenant, sub)).toBe(token)
    await expireIn(0)
    expect(await accessToken(tenant, sub)).toBe(issued()[2])
    expect(refreshes()).toBe(2)
  })

  it('an access token expires by the clock that is given', async () => {
    const inAnHour = () => new Date(Date.now() + 3_600_000)
    expect(await accessToken(tenant, sub, { now: inAnHour })).toBe(issued()[1])
  })

  it('an access token that Google has just rejected is replaced before its time, but only that one', async () => {
    const [rejected] = issued()
    const fresh = await accessToken(tenant, sub, { rejected })
    expect(fresh).toBe(issued()[1])
    expect(await accessToken(tenant, sub, { rejected })).toBe(fresh)
    expect(refreshes()).toBe(1)
  })

  it('an access token encrypted for another organization does not decrypt', async () => {
    const other = await newTenant()
    await connect(other.admin, (await newCustomer(other)).id, email)
    await owner.query(
      `update google_connection c set access_token = o.access_token from google_connection o
       where c.organization_id = $1 and o.organization_id = $2`,
      [agency.organizationId, other.organizationId],
    )
    await expect(accessToken(tenant, sub)).rejects.toMatchObject({
      name: 'DecryptionError',
      code: 'not_authentic',
    })
  })

  it('an access token of an unknown login or of another organization’s is not found', async () => {
    const stranger = await inSession(await newTenant())
    await expect(accessToken(tenant, '1')).rejects.toMatchObject({ code: 'not_found' })
    await expect(accessToken(stranger, sub)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('concurrent refreshes', () => {
  beforeEach(() => expireIn(1))

  it('ten concurrent callers in one instance cost one refresh at Google', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => accessToken(tenant, sub)))
    expect(new Set(tokens)).toEqual(new Set([issued()[1]]))
    // One that had looked before may look again, and finds nothing to do.
    expect(refreshes()).toBe(1)
  })

  it('two concurrent instances cost one refresh, and the second uses the token of the first', async () => {
    const [elsewhere, here] = await Promise.all([refreshElsewhere(), accessToken(tenant, sub)])
    expect(here).toBe(elsewhere ?? issued()[1])
    expect(refreshes()).toBe(1)
  })

  it('a refresh after another one finds a usable token and asks Google nothing', async () => {
    const first = await refreshElsewhere()
    expect(await refreshElsewhere()).toBe(first)
    expect(refreshes()).toBe(1)
  })

  it('a caller that waited for a refresh that failed does not ask Google again', async () => {
    const read = Promise.withResolvers<void>()
    const now = () => {
      read.resolve()
      return new Date()
    }
    await withRefreshLease(key(), 'elsewhere', async () => {
      const startedAt = performance.now()
      const waiting = accessToken(tenant, sub, { now })
      await read.promise
      await owner.query('update google_connection set refresh_failures = 1 where organization_id = $1', [
        agency.organizationId,
      ])
      await expect(waiting).rejects.toMatchObject({ kind: 'transient' })
      // It has noticed the failure: the wait itself would have ended no earlier.
      expect(performance.now() - startedAt).toBeLessThan(10_000)
    })
    expect(refreshes()).toBe(0)
  })

  it('a caller that waits with a member who is removed meanwhile gets its token', async () => {
    const leaver = await agency.join('MEMBER')
    const membership = await findMembership(leaver.uid)
    const actor = {
      kind: 'user',
      userId: membership?.userId ?? '',
      needs: 'MEMBER',
      authenticatedAt: new Date(),
    } as const
    let begun: Promise<unknown> | undefined
    let joined: Promise<string> | undefined
    await expireIn(1)
    await withRefreshLease(key(), 'elsewhere', async () => {
      const read = Promise.withResolvers<void>()
      const now = () => {
        read.resolve()
        return new Date()
      }
      begun = accessToken({ ...tenant, actor }, sub, { now }).catch((error: unknown) => error)
      await read.promise
      joined = accessToken(tenant, sub)
      expect((await api(agency.admin).delete(`/v1/members/${actor.userId}`)).status).toBe(204)
      expect(await begun).toBeInstanceOf(TenantAccessDeniedError)
    })
    expect(await joined).toBe(issued()[1])
  })

  it('a released lease goes to the caller that waits', async () => {
    let waiting: Promise<string> | undefined
    await withRefreshLease(key(), 'elsewhere', async () => {
      expect(await refreshElsewhere()).toBeUndefined()
      waiting = accessToken(tenant, sub)
    })
    expect(await waiting).toBe(issued()[1])
  })

  it('a refresh whose lease another process took cannot save', async () => {
    onFirstToken(async () => {
      await owner.query(
        'update google_connection set fence = fence + 1, lease_owner = gen_random_uuid() where organization_id = $1',
        [agency.organizationId],
      )
      return undefined
    })
    const before = await row()
    await expect(refreshElsewhere()).rejects.toMatchObject({ reason: 'lease_lost' })
    expect((await row()).access_token).toBe(before.access_token)
  })

  it('tokens of a reconnect during a refresh are newer and stay', async () => {
    onFirstToken(async () => {
      await connect(agency.admin, customerId, email)
      return undefined
    })
    await accessToken(tenant, sub)
    const [, reconnected, refreshed] = issued()
    expect(reconnected).not.toBe(refreshed)
    expect(await accessToken(tenant, sub)).toBe(reconnected)
  })
})

describe('a grant that has ended', () => {
  async function customerWith(status: CustomerStatus, containerId: string): Promise<string> {
    const { id } = await newCustomer(agency)
    await owner.query(
      `update customer set google_account_id = $2, ${FACTS_OF.READY}, google_container_id = $3,
         container_path = 'accounts/1/containers/2' where id = $1`,
      [id, sub, containerId],
    )
    await owner.query(`update customer set ${FACTS_OF[status]} where id = $1`, [id])
    return id
  }
  const statusOf = async (id: string) =>
    (await owner.query('select status from customer where id = $1', [id])).rows[0].status

  it('a grant that has ended moves connection and customers to ERROR at once, logged once, nothing deleted', async () => {
    const connected = await customerWith('READY', 'GTM-A')
    const paused = await customerWith('PAUSED', 'GTM-B')
    await expireIn(1)
    sandbox().revokeGrant(sub)

    for (let call = 0; call < 3; call += 1) {
      const refresh = accessToken(tenant, sub)
      await expect(refresh).rejects.toMatchObject({
        name: 'GoogleError',
        kind: 'token',
        reason: 'grant_revoked',
      })
    }
    expect(refreshes()).toBe(1)
    expect(await row()).toMatchObject({
      status: 'ERROR',
      error_code: 'grant_revoked',
      refresh_token: expect.stringMatching(/^v1\./),
      refresh_due_at: null,
      lease_owner: null,
    })
    expect(await statusOf(connected)).toBe('ERROR')
    expect(await statusOf(paused)).toBe('PAUSED')
    const lost = logged.filter(({ event }) => event === 'connection.lost')
    expect(lost).toMatchObject([{ googleAccountId: sub, reason: 'grant_revoked', customers: 3 }])
    expect(JSON.stringify(logged)).not.toContain(email)

    expect((await connect(agency.admin, customerId, email)).status).toBe(200)
    expect(await statusOf(connected)).toBe('READY')
    expect(await accessToken(tenant, sub)).toBe(issued().at(-1))
  })

  it('a grant that ends at the moment of a reconnect loses nothing', async () => {
    await expireIn(1)
    onFirstToken(async () => {
      await connect(agency.admin, customerId, email)
      return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
    })
    expect(await accessToken(tenant, sub)).toBe(issued()[1])
    expect(await row()).toMatchObject({ status: 'ACTIVE', error_code: null })
  })

  it('a grant that has ended is found by a call that Google rejects before the token expires', async () => {
    const [rejected] = issued()
    sandbox().revokeGrant(sub)
    const tried: string[] = []
    const work = withAccessToken(tenant, sub, async (token) => {
      tried.push(token)
      throw new GoogleError('access_token_rejected', { service: 'tagmanager', operation: 'accounts.list' })
    })
    await expect(work).rejects.toMatchObject({ reason: 'grant_revoked' })
    expect(tried).toEqual([rejected])
    expect(await row()).toMatchObject({ status: 'ERROR' })
  })

  it('a withdrawn access token alone is replaced, and the work runs again', async () => {
    const [rejected] = issued()
    const used = await withAccessToken(tenant, sub, async (token) => {
      if (token !== rejected) return token
      throw new GoogleError('access_token_rejected', { service: 'tagmanager', operation: 'accounts.list' })
    })
    expect(used).toBe(issued()[1])
  })
})

describe('a refresh that fails for now', () => {
  it.each([
    ['Google is down', { status: 503 }, 'transient'],
    ['the response is lost', { loseResponse: true }, 'transient'],
    ['our client is rejected', { oauthError: 'invalid_client' }, 'operator'],
  ] as const)(
    'a refresh that fails because %s is counted, sent once, and loses nothing',
    async (_why, fault, kind) => {
      await expireIn(1)
      const before = await row()
      sandbox().faults.next({ service: 'oauth', operation: 'token' }, fault)
      await expect(accessToken(tenant, sub)).rejects.toMatchObject({ name: 'GoogleError', kind })
      expect(refreshes()).toBe(1)
      const after = await row()
      expect(after).toMatchObject({
        status: 'ACTIVE',
        refresh_failures: 1,
        refresh_token: before.refresh_token,
      })
      expect(after.refresh_due_at.getTime()).toBeGreaterThan(Date.now())
      expect(await accessToken(tenant, sub)).toBe(issued().at(-1))
      expect(await row()).toMatchObject({ refresh_failures: 0 })
    },
  )
})
