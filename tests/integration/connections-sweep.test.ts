import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { sqlStateOf } from '../../lib/db/sql-state.ts'
import { callBeforeTenant } from '../../lib/tenant/before-tenant.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type DueLogin, dueLogin } from '../fixtures/due-connection.ts'
import { settings } from '../fixtures/settings.ts'
import { NOTHING, sweepTests } from '../fixtures/sweep.ts'
import { newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { sandbox, logged, agency, due, many, sweep, asked, entries, onRefresh } = sweepTests()

describe('the cron route', () => {
  it('the cron route returns how many refreshes had which outcome, to the holder of the secret only', async () => {
    await due()
    const rejected = await Promise.all([
      api().get('/cron/refresh-tokens'),
      api(agency().admin).get('/cron/refresh-tokens'),
    ])
    expect(rejected.map(({ status }) => status)).toEqual([401, 401])
    expect(asked()).toBe(0)
    const response = await api({ token: settings.CRON_SECRET }).get('/cron/refresh-tokens')
    expect(response.body).toEqual({ ...NOTHING, refreshed: 1, failures: 0 })
  })
})

it('due refreshes and the use of a Google account are readable by the system role alone', async () => {
  for (const call of ['app.due_refreshes(now(), 10)', `app.grant_in_use('1')`]) {
    expect(await callBeforeTenant(`select * from ${call}`, []).catch(sqlStateOf)).toBe('42501')
  }
})

describe('a sweep', () => {
  it('a sweep refreshes what is due, although its token could still be used, and nothing else', async () => {
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

  it('a sweep keeps the refresh token where Google sends none, and stores the new one where it does', async () => {
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

  it('a sweep refreshes what was not refreshed for a day, whenever it is due', async () => {
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

  it('a sweep continues when one connection fails with an unexpected error', async () => {
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
    expect(entries('connection.refresh_aborted')).toMatchObject([{ googleAccountId: strange?.sub }])
    expect(await strange?.row()).toMatchObject({ status: 'ACTIVE', token_version: 1, lease_owner: null })
  })

  it('a sweep refreshes at most five at a time, and spreads when they are due again', async () => {
    const logins = await many(30)
    let concurrent = 0
    let most = 0
    onRefresh(async () => {
      concurrent += 1
      most = Math.max(most, concurrent)
      await new Promise((resolve) => setImmediate(resolve))
      concurrent -= 1
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

  it('a sweep begins no refresh once its time is over; the next does the rest, longest overdue first', async () => {
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

it('of 60 connections of six organizations, each has its own outcome and stops no other', async () => {
  const agencies = await Promise.all(Array.from({ length: 6 }, newTenant))
  const logins = await Promise.all(
    Array.from({ length: 60 }, (_, index) => dueLogin(sandbox(), agencies[index % 6] ?? agency())),
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

  expect(await sweep()).toEqual({ refreshed: 35, failed: 10, unreadable: 5, lost: 10, skipped: 0 })

  const statuses = async (group: DueLogin[]) =>
    new Set(await Promise.all(group.map(async (login) => (await login.row()).status)))
  expect(await statuses([...sound.flat(), ...down, ...silent, ...unreadable])).toEqual(new Set(['ACTIVE']))
  expect(await statuses([...revoked, ...narrowed])).toEqual(new Set(['ERROR']))
  expect(entries('connection.lost')).toHaveLength(10)
  expect(await sweep()).toEqual(NOTHING)
  const text = JSON.stringify(logged)
  for (const { refreshToken, email } of logins) {
    expect(text).not.toContain(refreshToken)
    expect(text).not.toContain(email)
  }
})
