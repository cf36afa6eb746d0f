import { describe, expect, it } from 'vitest'
import { ConnectionView } from '../../lib/connections/connection-view.ts'
import { api } from '../fixtures/api.ts'
import { connect } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { NOTHING, sweepTests } from '../fixtures/sweep.ts'

const owner = ownerPool()
const { sandbox, agency, due, sweep, asked, entries } = sweepTests()

describe('a connection that cannot be refreshed', () => {
  it.each([
    ['has no response from Google', { loseResponse: true }],
    ['meets a broken Google', { status: 500 }],
    ['is refreshed while our client is rejected', { oauthError: 'invalid_client' }],
  ] as const)('a connection that %s is postponed and stays as it is', async (_why, fault) => {
    const login = await due()
    sandbox().faults.next({ service: 'oauth', operation: 'token' }, fault)
    expect(await sweep()).toEqual({ ...NOTHING, failed: 1 })
    const row = await login.row()
    expect(row).toMatchObject({ status: 'ACTIVE', refresh_failures: 1, token_version: 1 })
    expect(Number(row.refresh_due_at)).toBeGreaterThan(Date.now() + 30_000)
    expect(await login.customerStatus()).toBe('READY')
    expect(entries('connection.refresh_failed')).toMatchObject([{ googleAccountId: login.sub, failures: 1 }])
    expect(await sweep()).toEqual(NOTHING)
    expect(asked()).toBe(1)

    await owner.query(
      `update google_connection set refresh_due_at = now() - interval '1 second' where google_account_id = $1`,
      [login.sub],
    )
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    expect(await login.row()).toMatchObject({ refresh_failures: 0 })
  })

  it('a refresh is postponed for as long as Google asks', async () => {
    const login = await due()
    sandbox().faults.next({ service: 'oauth', operation: 'token' }, { status: 429, retryAfter: 3600 })
    expect(await sweep()).toEqual({ ...NOTHING, failed: 1 })
    expect(Number((await login.row()).refresh_due_at)).toBeGreaterThan(Date.now() + 3_500_000)
  })

  it('a connection whose tokens do not decrypt is logged, counted as unreadable and postponed, without a call to Google', async () => {
    const [login, donor] = [await due(), await due({ dueInMinutes: 60 })]
    await owner.query('update google_connection set refresh_token = $2 where google_account_id = $1', [
      login.sub,
      (await donor.row()).refresh_token,
    ])
    expect(await sweep()).toEqual({ ...NOTHING, unreadable: 1 })
    expect(asked()).toBe(0)
    expect(entries('connection.decryption_failed')).toMatchObject([
      { level: 'error', googleAccountId: login.sub, reason: 'not_authentic' },
    ])
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', refresh_failures: 1 })
    await owner.query(
      `update google_connection set last_refreshed_at = now() - interval '2 days' where google_account_id = $1`,
      [login.sub],
    )
    expect(await sweep()).toEqual(NOTHING)
  })

  it('a connection whose grant has ended goes to ERROR with its customers, logged once', async () => {
    const login = await due()
    sandbox().revokeGrant(login.sub)
    expect(await sweep()).toEqual({ ...NOTHING, lost: 1 })
    expect(await sweep()).toEqual(NOTHING)
    expect(asked()).toBe(1)
    expect(await login.customerStatus()).toBe('ERROR')
    expect(entries('connection.lost')).toMatchObject([{ googleAccountId: login.sub, customers: 1 }])
    const view = (await api(agency().admin).get(`/v1/connections/${login.sub}`)).as(ConnectionView)
    expect(view).toMatchObject({
      status: 'ERROR',
      errorCode: 'grant_revoked',
      nextStep: expect.stringContaining('Connect the Google account again'),
    })
    await connect(agency().admin, login.customerId, login.email)
    expect(await login.customerStatus()).toBe('READY')
    expect(await sweep()).toEqual(NOTHING)
  })

  it('a connection that lost a permission says which step is next, and shows what is left', async () => {
    const login = await due()
    const grant = sandbox().state.refreshTokens.get(login.refreshToken)
    if (!grant) throw new Error('Google knows no such token')
    grant.scopes = grant.scopes.filter((scope) => !scope.endsWith('publish'))
    expect(await sweep()).toEqual({ ...NOTHING, lost: 1 })
    expect(await login.customerStatus()).toBe('ERROR')
    const view = (await api(agency().admin).get(`/v1/connections/${login.sub}`)).as(ConnectionView)
    expect(view).toMatchObject({
      status: 'ERROR',
      errorCode: 'scope_missing',
      nextStep: expect.stringContaining('tick all boxes'),
      scopes: grant.scopes,
    })
    await connect(agency().admin, login.customerId, login.email)
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', error_code: null })
    expect(await login.customerStatus()).toBe('READY')
  })
})
