import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CompletedConnection, ConnectionView } from '../../lib/connections/connection-view.ts'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { SCOPES } from '../../lib/google/scopes.ts'
import type { CustomerStatus } from '../../lib/model/customer-status.ts'
import { Page } from '../../lib/paging/page.ts'
import { api, callApi } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { comeBack, complete, connect, consent, startConsent } from '../fixtures/consent.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { sandbox } = googleTests()
const email = 'ads@google.test'

let sub: string
let agency: NewTenant
let customerId: string

beforeEach(async () => {
  sub = sandbox().addPerson({ email }).sub
  agency = await newTenant()
  customerId = (await newCustomer(agency)).id
})

async function connectionRow() {
  const { rows } = await owner.query('select * from google_connection where organization_id = $1', [
    agency.organizationId,
  ])
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]
}

/** A customer with a container, in any state. */
async function customerWith(
  columns: { status: CustomerStatus; google_account_id: string | null },
  container: string,
) {
  const { id } = await newCustomer(agency)
  await owner.query(
    `update customer set google_account_id = $2, google_access = $3, google_ads_account_id = '1234567890',
       google_container_id = $4, container_path = 'accounts/1/containers/2' where id = $1`,
    [id, columns.google_account_id, columns.google_account_id ? 'GRANTED' : 'NONE', container],
  )
  await owner.query(`update customer set ${FACTS_OF[columns.status]} where id = $1`, [id])
  return id
}

async function statusOf(id: string): Promise<string> {
  const { rows } = await owner.query('select status from customer where id = $1', [id])
  return rows[0]?.status
}

/** Holds the consents of this test until as many transactions wait for them as `start` began. */
async function held<T>(start: () => Promise<T>[]): Promise<T[]> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query('select from oauth_state where customer_id = $1 for update', [customerId])
    const started = start()
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select count(*)::integer as waiting from pg_locks join pg_stat_activity using (pid)
         where not granted and datname = current_database()`,
      )
      expect(rows).toEqual([{ waiting: started.length }])
    })
    await client.query('commit')
    return await Promise.all(started)
  } finally {
    client.release(true)
  }
}

const shown = async () => (await api(agency.admin).get(`/v1/connections/${sub}`)).as(ConnectionView)

describe('the address of the callback', () => {
  it.each(['HEAD', 'OPTIONS'])('asked with %s uses nothing up: the consent goes on', async (method) => {
    const back = await walkConsent(await startConsent(agency.admin, customerId), { email })
    await callApi({ method, path: `/v1/connections/callback${back.search}` })
    expect((await comeBack(back)).searchParams.get('connection')).toEqual(expect.any(String))
  })
})

describe('completing', () => {
  it('completing gives the same 404 for a handle that is unknown, expired, used or another user’s', async () => {
    const colleague = await agency.join('ADMIN')
    const { admin: stranger } = await newTenant()
    const used = await consent(agency.admin, customerId, { email })
    expect((await complete(agency.admin, used)).status).toBe(200)
    const late = await consent(agency.admin, customerId, { email })
    await owner.query(`update oauth_state set expires_at = expires_at - interval '11 minutes'`)
    const open = await consent(agency.admin, customerId, { email })

    const rejected = [
      await complete(agency.admin, 'AAAA'),
      await complete(agency.admin, used),
      await complete(agency.admin, late),
      await complete(colleague, open),
      await complete(stranger, open),
    ]
    expect(new Set(rejected.map(({ status }) => status))).toEqual(new Set([404]))
    expect(new Set(rejected.map(({ problem }) => problem.detail)).size).toBe(1)
    expect((await complete(agency.admin, open)).status).toBe(200)
  })

  it('two concurrent completions of one consent succeed once', async () => {
    const handle = await consent(agency.admin, customerId, { email })
    // Both have read the open handle before either may take it.
    const [one, two] = await held(() => [complete(agency.admin, handle), complete(agency.admin, handle)])
    expect([one?.status, two?.status].toSorted()).toEqual([200, 404])
    expect(await connectionRow()).toMatchObject({ token_version: 1 })
  })

  it('two concurrent consents of one new login make one connection', async () => {
    const second = (await newCustomer(agency)).id
    const responses = await Promise.all([
      connect(agency.admin, customerId, email),
      connect(agency.admin, second, email),
    ])
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(await connectionRow()).toMatchObject({ google_account_id: sub, status: 'ACTIVE' })
    expect((await shown()).customerCount).toBe(2)
  })

  it('completing with an unticked permission names it, stores nothing and consumes the handle', async () => {
    const scopes = SCOPES.filter((scope) => !scope.endsWith('tagmanager.publish'))
    const handle = await consent(agency.admin, customerId, { email, scopes })
    const { status, problem } = await complete(agency.admin, handle)
    expect([status, problem.code]).toEqual([422, 'google_rejected'])
    expect(problem.detail).toContain('tagmanager.publish')
    expect(problem.detail).not.toContain('tagmanager.edit')
    expect(await connectionRow()).toBeUndefined()
    const { rows } = await owner.query(
      `select s.pending_grant, c.google_account_id from oauth_state s join customer c on c.id = s.customer_id
       where c.id = $1`,
      [customerId],
    )
    expect(rows).toEqual([{ pending_grant: null, google_account_id: null }])
    expect((await complete(agency.admin, handle)).status).toBe(404)
  })

  it('completing for a customer that was deleted meanwhile stores nothing', async () => {
    const handle = await consent(agency.admin, customerId, { email })
    await owner.query('update customer set deleted_at = now() where id = $1', [customerId])
    expect((await complete(agency.admin, handle)).status).toBe(404)
    expect(await connectionRow()).toBeUndefined()
  })
})

describe('connecting again', () => {
  it('connecting again resumes all customers of the login, keeps ids, and leaves a pause a pause', async () => {
    await connect(agency.admin, customerId, email)
    const before = await connectionRow()
    const lost = await customerWith({ status: 'ERROR', google_account_id: sub }, 'GTM-LOST')
    const paused = await customerWith({ status: 'PAUSED', google_account_id: sub }, 'GTM-PAUSE')
    await owner.query(
      `update google_connection set status = 'ERROR', error_code = 'grant_revoked', refresh_failures = 3
       where organization_id = $1`,
      [agency.organizationId],
    )
    expect(await shown()).toMatchObject({
      status: 'ERROR',
      errorCode: 'grant_revoked',
      nextStep: expect.stringContaining('Connect the Google account again'),
    })

    const response = await connect(agency.admin, customerId, email)
    expect(response.as(CompletedConnection).connection).toMatchObject({ status: 'ACTIVE', nextStep: null })
    expect(await connectionRow()).toMatchObject({
      created_at: before.created_at,
      error_code: null,
      refresh_failures: 0,
      token_version: before.token_version + 1,
    })
    const statuses = await Promise.all([lost, paused, customerId].map(statusOf))
    expect(statuses).toEqual(['READY', 'PAUSED', 'SETUP_INCOMPLETE'])
  })

  it('connecting again with another e-mail address keeps the row: the account is known by its id', async () => {
    await connect(agency.admin, customerId, email)
    sandbox().state.people.set(sub, { sub, email: 'renamed@google.test', name: 'Ada' })
    await connect(agency.admin, customerId, 'renamed@google.test')
    expect(await connectionRow()).toMatchObject({ google_account_id: sub, email: 'renamed@google.test' })
  })

  it('connecting a customer with a chosen container makes it READY, and its queued jobs get a run', async () => {
    const id = await customerWith({ status: 'NOT_CONNECTED', google_account_id: null }, 'GTM-CHOSEN')
    await owner.query(
      `with t as (
         insert into tracking (organization_id, customer_id, name, type, selector, conversion_category, conversion_counting)
         values ($1, $2, 'Buy', 'BUTTON_CLICK', '#buy', 'DEFAULT', 'ONE_PER_CLICK') returning id)
       insert into sync_job (organization_id, customer_id, tracking_id, action) select $1, $2, id, 'CREATE' from t`,
      [agency.organizationId, id],
    )
    await connect(agency.admin, id, email)
    expect(await statusOf(id)).toBe('READY')
    const runs = await owner.query('select status from sync_run where customer_id = $1', [id])
    expect(runs.rows).toEqual([{ status: 'QUEUED' }])
  })
})

describe('the list of connections', () => {
  const List = Page(ConnectionView)

  it('the list of connections goes page by page, and holds only the own organization’s', async () => {
    const logins = ['1', '2', '3'].map((name) => sandbox().addPerson({ email: `${name}@google.test` }))
    for (const login of logins) await connect(agency.admin, (await newCustomer(agency)).id, login.email)
    const { admin: stranger } = await newTenant()

    const first = (await api(agency.admin).get('/v1/connections?limit=2')).as(List)
    const rest = `/v1/connections?limit=2&cursor=${first.nextCursor}`
    const second = (await api(agency.admin).get(rest)).as(List)
    const found = [...first.data, ...second.data].map(({ googleAccountId }) => googleAccountId)
    expect(found).toEqual(logins.map((login) => login.sub))
    expect(second.nextCursor).toBeNull()
    const lost = (await api(agency.admin).get('/v1/connections?status=ERROR')).as(List)
    const active = (await api(agency.admin).get('/v1/connections?status=ACTIVE')).as(List)
    expect([lost.data.length, active.data.length]).toEqual([0, 3])
    expect((await api(agency.admin).get(`${rest}&status=ACTIVE`)).faults).toEqual(['query.cursor'])
    expect((await api(stranger).get('/v1/connections')).as(List)).toEqual({ data: [], nextCursor: null })
    expect((await api(stranger).get(rest)).faults).toEqual(['query.cursor'])
    const foreign = await api(stranger).get(`/v1/connections/${sub}`)
    const absent = await api(stranger).get('/v1/connections/1')
    expect(foreign.status).toBe(404)
    expect(foreign.problem).toEqual(absent.problem)
  })
})
