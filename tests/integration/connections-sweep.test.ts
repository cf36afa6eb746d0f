import { HttpResponse, http } from 'msw'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ConnectionView } from '../../lib/connections/connection-view.ts'
import { refreshTokens } from '../../lib/cron/refresh-tokens.ts'
import { type LogEntry, setLogSink } from '../../lib/log.ts'
import { api } from '../fixtures/api.ts'
import { connect } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type DueLogin, dueLogin, quietConnections } from '../fixtures/due-connection.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { settings } from '../fixtures/settings.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { server, sandbox } = googleTests()
const logged: LogEntry[] = []

let agency: NewTenant

beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  await quietConnections()
  agency = await newTenant()
  logged.length = 0
})

const NOTHING = { refreshed: 0, failed: 0, lost: 0, skipped: 0 }
const sweep = (now?: () => Date) => refreshTokens('sweep', now)
const asked = () => sandbox().calls.filter(({ operation }) => operation === 'token').length
const told = (event: string) => logged.filter((entry) => entry.event === event)
const due = (options?: { dueInMinutes?: number }) => dueLogin(sandbox(), agency, options)

function many(count: number): Promise<DueLogin[]> {
  return Promise.all(Array.from({ length: count }, () => due()))
}

/** Looks at each refresh before Google does; what it answers is Google's answer. */
function onRefresh(
  handler: (refreshToken: string) => Response | undefined | Promise<Response | undefined>,
  options: { once?: boolean } = {},
): void {
  server.use(
    http.post(
      'https://oauth2.googleapis.com/token',
      async ({ request }) => handler((await request.clone().formData()).get('refresh_token') as string),
      options,
    ),
  )
}

function endLease({ organizationId, sub }: DueLogin) {
  return owner.query(
    `update google_connection set lease_until = now() - interval '1 second'
     where organization_id = $1 and google_account_id = $2`,
    [organizationId, sub],
  )
}

describe('the cron route', () => {
  test('answers how many refreshes ended in which way, to the holder of the secret only', async () => {
    await due()
    const refused = await Promise.all([
      api().get('/cron/refresh-tokens'),
      api(agency.admin).get('/cron/refresh-tokens'),
    ])
    expect(refused.map(({ status }) => status)).toEqual([401, 401])
    expect(asked()).toBe(0)
    const answer = await api({ token: settings.CRON_SECRET }).get('/cron/refresh-tokens')
    expect(answer.body).toEqual({ ...NOTHING, refreshed: 1 })
  })
})

describe('a sweep', () => {
  test('refreshes what is due, although its token could still be used, and nothing else', async () => {
    const login = await due()
    const later = await due({ dueInMinutes: 1 })
    const before = [await login.row(), await later.row()]

    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })

    const after = await login.row()
    expect(after).toMatchObject({
      token_version: (before[0]?.token_version ?? 0) + 1,
      refresh_failures: 0,
      lease_owner: null,
    })
    const ahead = Number(after.token_expires_at) - Number(after.refresh_due_at)
    expect(ahead).toBeGreaterThanOrEqual(10 * 60_000)
    expect(ahead).toBeLessThanOrEqual(15 * 60_000)
    expect(after.last_refreshed_at).not.toBeNull()
    expect(await later.row()).toEqual(before[1])
    expect(await sweep()).toEqual(NOTHING)
  })

  test('keeps the refresh token where Google sends none, and takes the new one where it does', async () => {
    const [kept, rotated] = [await due(), await due()]
    onRefresh((token) =>
      token === rotated.refreshToken
        ? HttpResponse.json({
            access_token: 'ya29.new',
            expires_in: 3599,
            scope: sandbox().state.refreshTokens.get(token)?.scopes.join(' '),
            refresh_token: '1//rotated',
          })
        : undefined,
    )
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 2 })
    expect(await kept.storedRefreshToken()).toBe(kept.refreshToken)
    expect(await rotated.storedRefreshToken()).toBe('1//rotated')
  })

  test('refreshes what nobody has refreshed for a day, whenever it is due', async () => {
    const [idle, used] = [await due({ dueInMinutes: 10_000 }), await due({ dueInMinutes: 10_000 })]
    await owner.query(
      `update google_connection set created_at = now() - interval '90 days',
         last_refreshed_at = now() - case when google_account_id = $1 then interval '25 hours' else interval '23 hours' end
       where google_account_id in ($1, $2)`,
      [idle.sub, used.sub],
    )
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    expect((await idle.row()).token_version).toBe(2)
    expect((await used.row()).token_version).toBe(1)
  })

  test('goes on when one connection breaks in a way that nobody has thought of', async () => {
    const [strange, ...sound] = await many(8)
    onRefresh((token) =>
      token === strange?.refreshToken
        ? HttpResponse.json({
            access_token: 'a',
            expires_in: 1e300,
            scope: [...(sandbox().state.refreshTokens.get(token)?.scopes ?? [])].join(' '),
          })
        : undefined,
    )
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: sound.length, failed: 1 })
    expect(told('connection.refresh_broke_off')).toMatchObject([{ googleAccountId: strange?.sub }])
    expect(await strange?.row()).toMatchObject({ status: 'ACTIVE', token_version: 1, lease_owner: null })
  })

  test('asks for at most five at a time, and spreads when they are due again', async () => {
    const logins = await many(30)
    let atOnce = 0
    let most = 0
    onRefresh(async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setImmediate(resolve))
      atOnce -= 1
      return undefined
    })
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 30 })
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(5)
    const leads = await Promise.all(
      logins.map(async (login) => {
        const row = await login.row()
        return Math.round((Number(row.token_expires_at) - Number(row.refresh_due_at)) / 1000)
      }),
    )
    expect(new Set(leads).size).toBeGreaterThan(10)
  })

  test('begins none once its time is over; the next sweep takes the rest, longest overdue first', async () => {
    await many(19)
    const oldest = await due({ dueInMinutes: -60 })
    let timeIsUp = false
    onRefresh(() => {
      timeIsUp = true
      return undefined
    })
    const now = () => new Date(Date.now() + (timeIsUp ? 240_000 : 0))
    const first = await sweep(now)
    expect(first.refreshed).toBe(asked())
    expect(first.refreshed).toBeGreaterThanOrEqual(1)
    expect(first.refreshed).toBeLessThanOrEqual(5)
    expect(first).toEqual({ ...NOTHING, refreshed: first.refreshed, skipped: 20 - first.refreshed })
    expect((await oldest.row()).token_version).toBe(2)
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: first.skipped })
  })
})

describe('two sweeps at once', () => {
  test('refresh each connection once', async () => {
    const logins = await many(12)
    const [one, two] = await Promise.all([sweep(), sweep()])
    expect(one.refreshed + two.refreshed).toBe(12)
    expect(asked()).toBe(12)
    const versions = await Promise.all(logins.map(async (login) => (await login.row()).token_version))
    expect(new Set(versions)).toEqual(new Set([2]))
  })

  test('count one failure once', async () => {
    const logins = await many(4)
    sandbox().faults.next({ service: 'oauth', operation: 'token', times: 4 }, { status: 503 })
    const [one, two] = await Promise.all([sweep(), sweep()])
    expect(one.failed + two.failed).toBe(4)
    const failures = await Promise.all(logins.map(async (login) => (await login.row()).refresh_failures))
    expect(failures).toEqual([1, 1, 1, 1])
  })

  test('a refresher whose lease ran out cannot save over the one that took its place', async () => {
    const login = await due()
    const [arrived, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    onRefresh(
      async () => {
        arrived.resolve()
        await goOn.promise
        return undefined
      },
      { once: true },
    )
    const slow = sweep()
    await arrived.promise
    await endLease(login)
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    const saved = await login.row()
    goOn.resolve()
    expect(await slow).toEqual({ ...NOTHING, skipped: 1 })
    expect(await login.row()).toEqual(saved)
    expect(told('connection.refresh_overtaken')).toHaveLength(1)
  })

  test('an overtaken refresher whom Google refuses ends nothing', async () => {
    const login = await due()
    onRefresh(
      async () => {
        await endLease(login)
        return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
      },
      { once: true },
    )
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', error_code: null })
    expect(await login.customerStatus()).toBe('CONNECTED')
    expect(told('connection.lost')).toEqual([])
  })

  test('one killed between Google’s answer and the save loses nothing: the next refreshes again', async () => {
    const login = await due()
    const before = await login.row()
    // As far as the others can see, it died: its lease runs out and it never writes.
    onRefresh(
      async () => {
        await endLease(login)
        return undefined
      },
      { once: true },
    )
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(asked()).toBe(1)
    expect(await login.row()).toMatchObject({
      access_token: before.access_token,
      refresh_token: before.refresh_token,
      status: 'ACTIVE',
    })
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    expect(await login.storedRefreshToken()).toBe(login.refreshToken)
    expect(await login.customerStatus()).toBe('CONNECTED')
  })
})

describe('a connection that cannot be refreshed', () => {
  test.each([
    ['has no answer from Google', { loseAnswer: true }],
    ['meets a broken Google', { status: 500 }],
    ['comes while our client is refused', { oauthError: 'invalid_client' }],
  ] as const)('because it %s is put off and stays as it is', async (_why, fault) => {
    const login = await due()
    sandbox().faults.next({ service: 'oauth', operation: 'token' }, fault)
    expect(await sweep()).toEqual({ ...NOTHING, failed: 1 })
    const row = await login.row()
    expect(row).toMatchObject({ status: 'ACTIVE', refresh_failures: 1, token_version: 1 })
    expect(Number(row.refresh_due_at)).toBeGreaterThan(Date.now() + 30_000)
    expect(await login.customerStatus()).toBe('CONNECTED')
    expect(told('connection.refresh_failed')).toMatchObject([{ googleAccountId: login.sub, failures: 1 }])
    expect(await sweep()).toEqual(NOTHING)
    expect(asked()).toBe(1)

    await owner.query('update google_connection set refresh_due_at = now() where google_account_id = $1', [
      login.sub,
    ])
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    expect(await login.row()).toMatchObject({ refresh_failures: 0 })
  })

  test('is put off for as long as Google asks', async () => {
    const login = await due()
    sandbox().faults.next({ service: 'oauth', operation: 'token' }, { status: 429, retryAfter: 3600 })
    expect(await sweep()).toEqual({ ...NOTHING, failed: 1 })
    expect(Number((await login.row()).refresh_due_at)).toBeGreaterThan(Date.now() + 3_500_000)
  })

  test('because its tokens do not decrypt is logged, skipped and put off, without a word to Google', async () => {
    const [login, donor] = [await due(), await due({ dueInMinutes: 60 })]
    await owner.query('update google_connection set refresh_token = $2 where google_account_id = $1', [
      login.sub,
      (await donor.row()).refresh_token,
    ])
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(asked()).toBe(0)
    expect(told('connection.unreadable')).toMatchObject([
      { level: 'error', googleAccountId: login.sub, reason: 'not_authentic' },
    ])
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', refresh_failures: 1 })
    await owner.query(
      `update google_connection set last_refreshed_at = now() - interval '2 days' where google_account_id = $1`,
      [login.sub],
    )
    expect(await sweep()).toEqual(NOTHING)
  })

  test('because the grant has ended goes to ERROR with its customers, told once', async () => {
    const login = await due()
    sandbox().revokeGrant(login.sub)
    expect(await sweep()).toEqual({ ...NOTHING, lost: 1 })
    expect(await sweep()).toEqual(NOTHING)
    expect(asked()).toBe(1)
    expect(await login.customerStatus()).toBe('ERROR')
    expect(told('connection.lost')).toMatchObject([{ googleAccountId: login.sub, customers: 1 }])
    const view = (await api(agency.admin).get(`/v1/connections/${login.sub}`)).as(ConnectionView)
    expect(view).toMatchObject({
      status: 'ERROR',
      errorCode: 'grant_revoked',
      nextStep: expect.stringContaining('Connect the Google account again'),
    })
    await connect(agency.admin, login.customerId, login.email)
    expect(await login.customerStatus()).toBe('CONNECTED')
    expect(await sweep()).toEqual(NOTHING)
  })

  test('because the person took a permission away says which step is next, and shows what is left', async () => {
    const login = await due()
    const grant = sandbox().state.refreshTokens.get(login.refreshToken)
    if (!grant) throw new Error('Google knows no such token')
    grant.scopes = grant.scopes.filter((scope) => !scope.endsWith('publish'))
    expect(await sweep()).toEqual({ ...NOTHING, lost: 1 })
    expect(await login.customerStatus()).toBe('ERROR')
    const view = (await api(agency.admin).get(`/v1/connections/${login.sub}`)).as(ConnectionView)
    expect(view).toMatchObject({
      status: 'ERROR',
      errorCode: 'scope_missing',
      nextStep: expect.stringContaining('tick all boxes'),
      scopes: grant.scopes,
    })
    await connect(agency.admin, login.customerId, login.email)
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', error_code: null })
    expect(await login.customerStatus()).toBe('CONNECTED')
  })

  test('because it was connected anew in the same moment keeps the new tokens', async () => {
    const login = await due()
    onRefresh(
      async () => {
        await connect(agency.admin, login.customerId, login.email)
        return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
      },
      { once: true },
    )
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', token_version: 2 })
    expect(await login.storedRefreshToken()).not.toBe(login.refreshToken)
    expect(told('connection.lost')).toEqual([])
  })
})

test('of 60 connections of six organizations, each ends in its own way and stops no other', async () => {
  const agencies = await Promise.all(Array.from({ length: 6 }, newTenant))
  const logins = await Promise.all(
    Array.from({ length: 60 }, (_, index) => dueLogin(sandbox(), agencies[index % 6] ?? agency)),
  )
  const [revoked, down, silent, unreadable, narrowed, ...sound] = Array.from({ length: 12 }, (_, group) =>
    logins.slice(group * 5, group * 5 + 5),
  )
  if (!revoked || !down || !silent || !unreadable || !narrowed) throw new Error('too few groups')
  for (const { sub } of revoked) sandbox().revokeGrant(sub)
  for (const { refreshToken } of narrowed) {
    const grant = sandbox().state.refreshTokens.get(refreshToken)
    grant?.scopes.splice(0, grant.scopes.length, 'openid')
  }
  await owner.query(
    `update google_connection set refresh_token = 'v1.old.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'
     where google_account_id = any($1)`,
    [unreadable.map(({ sub }) => sub)],
  )
  const isOf = (group: DueLogin[], token: string) => group.some(({ refreshToken }) => refreshToken === token)
  onRefresh((token) => {
    if (isOf(down, token)) return HttpResponse.json({ error: 'internal_failure' }, { status: 503 })
    if (isOf(silent, token)) return HttpResponse.error()
    return undefined
  })

  expect(await sweep()).toEqual({ refreshed: 35, failed: 10, lost: 10, skipped: 5 })

  const statuses = async (group: DueLogin[]) =>
    new Set(await Promise.all(group.map(async (login) => (await login.row()).status)))
  expect(await statuses([...sound.flat(), ...down, ...silent, ...unreadable])).toEqual(new Set(['ACTIVE']))
  expect(await statuses([...revoked, ...narrowed])).toEqual(new Set(['ERROR']))
  expect(told('connection.lost')).toHaveLength(10)
  expect(await sweep()).toEqual(NOTHING)
  const text = JSON.stringify(logged)
  for (const { refreshToken, email } of logins) {
    expect(text).not.toContain(refreshToken)
    expect(text).not.toContain(email)
  }
})
