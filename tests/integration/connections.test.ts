import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CompletedConnection } from '../../lib/connections/connection-view.ts'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { SCOPES } from '../../lib/google/scopes.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { comeBack, complete, connect, consent, startConsent } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { sandbox } = googleTests()
const logged: LogEntry[] = []
const email = 'ads@google.test'

let sub: string
let agency: NewTenant
let customerId: string

beforeAll(() => setLogSink((entry) => logged.push(entry)))
beforeEach(async () => {
  sub = sandbox().addPerson({ email }).sub
  agency = await newTenant()
  customerId = (await newCustomer(agency)).id
  logged.length = 0
})

async function customerRow() {
  const { rows } = await owner.query('select status, google_account_id from customer where id = $1', [
    customerId,
  ])
  return rows[0]
}

async function connectionRow() {
  const { rows } = await owner.query('select * from google_connection where organization_id = $1', [
    agency.organizationId,
  ])
  return rows[0]
}

async function stateRows() {
  const { rows } = await owner.query('select * from oauth_state where customer_id = $1', [customerId])
  return rows
}

const elevenMinutesLater = () =>
  owner.query(`update oauth_state set expires_at = expires_at - interval '11 minutes'`)
const exchanges = () => sandbox().calls.filter(({ operation }) => operation === 'token').length

describe('a consent', () => {
  it('a consent asks for offline access with S256 and a state that is stored as a hash only', async () => {
    const asked = new URL(await startConsent(agency.admin, customerId)).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      code_challenge_method: 'S256',
      redirect_uri: 'https://api.test/api/v1/connections/callback',
      scope: SCOPES.join(' '),
    })
    expect(asked.has('login_hint')).toBe(false)
    const state = asked.get('state') ?? ''
    expect(Buffer.from(state, 'base64url')).toHaveLength(32)
    const rows = await stateRows()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(state)
  })

  it('a consent connects the customer once the user who started it has confirmed', async () => {
    const handle = await consent(agency.admin, customerId, { email })
    expect(await customerRow()).toEqual({ status: 'NOT_CONNECTED', google_account_id: null })

    const completed = (await complete(agency.admin, handle)).as(CompletedConnection)
    expect(completed).toMatchObject({
      customerId,
      connection: {
        googleAccountId: sub,
        email,
        status: 'ACTIVE',
        errorCode: null,
        nextStep: null,
        customerCount: 1,
      },
    })
    const asked = SCOPES.filter((scope) => scope !== 'email')
    expect(completed.connection.scopes).toEqual(expect.arrayContaining(asked))
    expect(await customerRow()).toEqual({ status: 'SETUP_INCOMPLETE', google_account_id: sub })
    const { refresh_due_at: due, token_expires_at: end } = await connectionRow()
    expect(end - due).toBeGreaterThanOrEqual(10 * 60_000)
    expect(end - due).toBeLessThanOrEqual(15 * 60_000)
  })

  it('a consent leaves no secret behind: not in the rows, not in a response, not in the log', async () => {
    await connect(agency.admin, customerId, email)
    const { body: list } = await api(agency.admin).get('/v1/connections')
    const states = await stateRows()
    expect(states).toMatchObject([{ pending_grant: null }])
    const everything = JSON.stringify([await connectionRow(), states, list, logged])
    const { accessTokens, refreshTokens } = sandbox().state
    const tokens = [...accessTokens.keys(), ...refreshTokens.keys()]
    expect(tokens).toHaveLength(2)
    for (const token of tokens) expect(everything).not.toContain(token)
    expect(JSON.stringify(list)).not.toContain('v1.')
    expect(JSON.stringify(logged)).not.toContain(email)
  })

  it('a consent suggests the login that the customer had before', async () => {
    await connect(agency.admin, customerId, email)
    const url = new URL(await startConsent(agency.admin, customerId))
    expect(url.searchParams.get('login_hint')).toBe(email)
  })

  it('a consent cannot be started for a customer that is absent or another organization’s', async () => {
    const foreign = (await newCustomer(await newTenant())).id
    const responses = await Promise.all(
      [randomUUID(), foreign].map((id) => api(agency.admin).post(`/v1/customers/${id}/connect`)),
    )
    expect(responses.map(({ status }) => status)).toEqual([404, 404])
    expect(responses[0]?.problem).toEqual(responses[1]?.problem)
  })

  it('a consent needs an ADMIN from start to end', async () => {
    const member = await agency.join('MEMBER')
    const begun = await api(member).post(`/v1/customers/${customerId}/connect`)
    expect(begun.status).toBe(403)
    expect((await complete(member, 'handle')).status).toBe(403)
  })
})

describe('coming back from Google', () => {
  it('a callback with a denial consumes the state and says so', async () => {
    const url = await startConsent(agency.admin, customerId)
    const denied = await walkConsent(url, { email, decision: 'deny' })
    expect((await comeBack(denied)).href).toBe('https://console.test/?error=access_denied')
    expect((await comeBack(denied)).search).toBe('?error=state_invalid')
  })

  it.each([
    ['that is unknown', '?state=AAAA&code=4/0Ax'],
    ['missing', '?code=4/0Ax'],
    ['that is unknown and an error', '?error=access_denied&state=AAAA'],
  ])('a callback with a state %s does not call Google', async (_what, search) => {
    const url = new URL(`https://api.test/api/v1/connections/callback${search}`)
    expect((await comeBack(url)).search).toBe('?error=state_invalid')
    expect(sandbox().calls).toEqual([])
  })

  it('the same callback twice succeeds once', async () => {
    const back = await walkConsent(await startConsent(agency.admin, customerId), { email })
    const arrivals = await Promise.all([comeBack(back), comeBack(back)])
    expect(arrivals.map(({ search }) => search).toSorted()).toEqual([
      expect.stringMatching(/^\?connection=[\w-]{43}$/),
      '?error=state_invalid',
    ])
    expect(exchanges()).toBe(1)
  })

  it('a callback after ten minutes is too late', async () => {
    const back = await walkConsent(await startConsent(agency.admin, customerId), { email })
    await elevenMinutesLater()
    expect((await comeBack(back)).search).toBe('?error=state_invalid')
    expect(exchanges()).toBe(0)
  })

  it.each([
    ['the response to the exchange is lost', { loseResponse: true }, 'google_unavailable'],
    ['Google is down', { status: 503 }, 'google_unavailable'],
    ['Google rejects its code', { oauthError: 'invalid_grant' }, 'exchange_failed'],
    ['our client is rejected', { oauthError: 'invalid_client' }, 'exchange_failed'],
  ] as const)(
    'a callback when %s says so, and the consent can be started again',
    async (_what, fault, code) => {
      sandbox().faults.next({ service: 'oauth', operation: 'token' }, fault)
      await expect(consent(agency.admin, customerId, { email })).rejects.toThrow(`?error=${code}`)
      expect(exchanges()).toBe(1)
      expect((await connect(agency.admin, customerId, email)).status).toBe(200)
    },
  )

  it('a callback needs the code that was issued for its state', async () => {
    const [mine, other] = [
      await startConsent(agency.admin, customerId),
      await startConsent(agency.admin, customerId),
    ]
    const back = await walkConsent(mine, { email })
    const injected = await walkConsent(other, { email })
    back.searchParams.set('code', injected.searchParams.get('code') ?? '')
    expect((await comeBack(back)).search).toBe('?error=exchange_failed')
  })

  it('a verifier that was moved from another row fails as an internal error without details', async () => {
    const back = await walkConsent(await startConsent(agency.admin, customerId), { email })
    const other = (await newCustomer(agency)).id
    await startConsent(agency.admin, other)
    await owner.query(
      `update oauth_state set code_verifier = (select code_verifier from oauth_state where customer_id = $2)
       where customer_id = $1`,
      [customerId, other],
    )
    await expect(comeBack(back)).rejects.toThrow('500')
    const fault = { event: 'request.failed', errorName: 'DecryptionError', errorCode: 'not_authentic' }
    expect(logged).toContainEqual(expect.objectContaining(fault))
  })
})
