import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { GoogleAccountsView } from '../../lib/connections/choices/google-accounts-view.ts'
import { type Choice, resolveChoice } from '../../lib/connections/choices/resolve-choice.ts'
import type { Tenant } from '../../lib/tenant/tenant.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { connect } from '../fixtures/consent.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { inSession } from '../fixtures/in-session.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

const owner = ownerPool()
const { server, sandbox } = googleTests()
const email = 'ads@google.test'
const other = 'someone-else@google.test'

let sub: string
let agency: NewTenant
let tenant: Tenant
let customerId: string

beforeEach(async () => {
  sub = sandbox().addPerson({ email }).sub
  sandbox().addPerson({ email: other })
  agency = await newTenant()
  tenant = await inSession(agency)
  customerId = (await newCustomer(agency)).id
  await connect(agency.admin, customerId, email)
  sandbox().calls.length = 0
})

const callsOf = (service: string) => sandbox().calls.filter((call) => call.service === service).length
const list = (query = '') => api(agency.admin).get(`/v1/customers/${customerId}/google${query}`)
const containerFor = (options: { accountName?: string; email?: string } = {}) =>
  sandbox().addContainer({
    ...(options.accountName && { accountName: options.accountName }),
    access: { [options.email ?? email]: 'publish' },
  })

describe('the choices of a login', () => {
  it('the choices of a login hold its containers, and not those of others', async () => {
    const mine = containerFor({ accountName: 'Shop' })
    containerFor({ accountName: 'Elsewhere', email: other })
    const { accounts, notSearched } = (await list('?q=shop')).as(GoogleAccountsView)
    expect(notSearched).toBeNull()
    expect(accounts).toEqual([
      {
        accountId: mine.accountId,
        name: 'Shop',
        containers: [
          {
            googleContainerId: mine.publicId,
            name: mine.name,
            path: `accounts/${mine.accountId}/containers/${mine.containerId}`,
            usageContext: ['web'],
          },
        ],
      },
    ])
  })

  it('the choices of a login hold its Ads accounts and those below its managers, each once, with its problem', async () => {
    const direct = sandbox().addAdsCustomer({ name: 'Direct', users: [email] })
    const manager = sandbox().addAdsCustomer({ name: 'Manager', manager: true, users: [email] })
    const client = sandbox().addAdsCustomer({ name: 'Client', managerId: manager.id })
    const both = sandbox().addAdsCustomer({ name: 'Both', managerId: manager.id, users: [email] })
    const closed = sandbox().addAdsCustomer({ status: 'CANCELED', users: [email] })
    sandbox().addAdsCustomer({ users: [other] })
    const { adsAccounts, adsProblem, adsTruncated } = (await list()).as(GoogleAccountsView)
    expect(
      Object.fromEntries(
        (adsAccounts ?? []).map(({ googleAdsAccountId, ...rest }) => [googleAdsAccountId, rest]),
      ),
    ).toEqual({
      [direct.id]: {
        name: 'Direct',
        manager: false,
        loginCustomerId: null,
        currencyCode: 'EUR',
        problem: null,
      },
      [manager.id]: {
        name: 'Manager',
        manager: true,
        loginCustomerId: null,
        currencyCode: 'EUR',
        problem: null,
      },
      [both.id]: { name: 'Both', manager: false, loginCustomerId: null, currencyCode: 'EUR', problem: null },
      [client.id]: {
        name: 'Client',
        manager: false,
        loginCustomerId: manager.id,
        currencyCode: null,
        problem: null,
      },
      [closed.id]: {
        name: '',
        manager: false,
        loginCustomerId: null,
        currencyCode: null,
        problem: { code: 'ads_account_not_enabled', nextStep: expect.any(String) },
      },
    })
    expect(adsAccounts).toHaveLength(5)
    expect([adsProblem, adsTruncated]).toEqual([null, false])
  })

  it('the choices of a login without Google Ads say so', async () => {
    containerFor()
    sandbox().faults.next(
      { service: 'ads', operation: 'list_accessible_customers' },
      { adsError: { authenticationError: 'NOT_ADS_USER' } },
    )
    const seen = (await list()).as(GoogleAccountsView)
    expect(seen).toMatchObject({ adsAccounts: [], adsProblem: { code: 'not_ads_user' } })
    expect(seen.accounts).toHaveLength(1)
  })

  it('accounts are listed by one call, and what was not searched is said with the way to it', async () => {
    for (const accountName of ['Bakery', 'Bikes']) containerFor({ accountName })
    const seen = (await list()).as(GoogleAccountsView)
    expect(seen.accounts.map(({ name, containers }) => [name, containers])).toEqual([
      ['Bakery', null],
      ['Bikes', null],
    ])
    expect(seen.notSearched).toEqual({ accounts: 2, nextStep: expect.stringContaining('?q=GTM-') })
    expect(callsOf('tagmanager')).toBe(1)
  })

  it('a search reads the containers of three matching accounts at most, of eighty', async () => {
    for (let number = 0; number < 80; number += 1) containerFor({ accountName: `Client ${number}` })
    const seen = (await list('?q=CLIENT%207')).as(GoogleAccountsView)
    expect(seen.accounts.map(({ name, containers }) => [name, containers?.length ?? null])).toEqual([
      ['Client 7', 1],
      ['Client 70', 1],
      ['Client 71', 1],
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [`Client 7${digit}`, null]),
    ])
    expect(seen).toMatchObject({ notSearched: { accounts: 77 }, adsAccounts: null })
    expect(callsOf('tagmanager')).toBe(4)
    expect(callsOf('ads')).toBe(0)
  })

  it('a search compares names as a search of customers does, and one for nothing is invalid', async () => {
    containerFor({ accountName: 'Café Ørsted' })
    const seen = (await list(`?q=${encodeURIComponent('CAFE orsted')}`)).as(GoogleAccountsView)
    expect(seen.accounts).toMatchObject([{ name: 'Café Ørsted', containers: [{}] }])
    const nothing = await list(`?q=${encodeURIComponent('\u0301\u0301')}`)
    expect([nothing.status, nothing.faults]).toEqual([400, ['query.q']])
    const both = await list('?q=cafe&accountId=1')
    expect([both.status, both.faults]).toEqual([400, ['query.q']])
  })

  it('a search that matches no account reads no container and says how many were not searched', async () => {
    containerFor({ accountName: 'Bakery' })
    const seen = (await list('?q=bikes')).as(GoogleAccountsView)
    expect(seen).toMatchObject({ accounts: [], notSearched: { accounts: 1 } })
    expect(callsOf('tagmanager')).toBe(1)
  })

  it('the containers of one account cost one call, and so does a container by its public id', async () => {
    const [first, second] = ['Bakery', 'Bikes'].map((accountName) => containerFor({ accountName }))
    const byAccount = (await list(`?accountId=${first?.accountId}`)).as(GoogleAccountsView)
    expect(byAccount).toMatchObject({
      accounts: [{ accountId: first?.accountId, containers: [{ googleContainerId: first?.publicId }] }],
      notSearched: null,
    })
    expect(callsOf('tagmanager')).toBe(1)
    const byPublicId = (await list(`?q=${second?.publicId.toLowerCase()}`)).as(GoogleAccountsView)
    expect(byPublicId).toMatchObject({
      accounts: [{ accountId: second?.accountId, containers: [{ googleContainerId: second?.publicId }] }],
      notSearched: null,
    })
    expect(sandbox().calls.map(({ operation }) => operation)).toEqual(['list_containers', 'lookup_container'])
  })

  it('what the login does not see is not found, whether it exists or not', async () => {
    const foreign = containerFor({ accountName: 'Elsewhere', email: other })
    const searches = [`q=${foreign.publicId}`, 'q=GTM-NONE', `accountId=${foreign.accountId}`, 'accountId=1']
    for (const search of searches) {
      expect((await list(`?${search}`)).as(GoogleAccountsView).accounts).toEqual([])
    }
  })

  it('listing choices fails at once when the quota is used up', async () => {
    await useQuotaUp()
    const rejected = await list()
    expect([rejected.status, rejected.problem.code]).toEqual([503, 'quota_exhausted'])
    expect(Number(rejected.headers.get('retry-after'))).toBeGreaterThan(60)
    expect(callsOf('tagmanager')).toBe(0)
  })

  it('listing choices needs a connected login of the own organization', async () => {
    const { id } = await newCustomer(agency)
    const early = await api(agency.admin).get(`/v1/customers/${id}/google`)
    expect([early.status, early.problem.code]).toEqual([409, 'conflict'])
    const { admin: stranger } = await newTenant()
    expect((await api(stranger).get(`/v1/customers/${customerId}/google`)).status).toBe(404)
  })

  it('listing choices finds a grant that has ended: the connection is in ERROR and says what to do', async () => {
    sandbox().revokeGrant(sub)
    const rejected = await list()
    expect([rejected.status, rejected.problem.code]).toEqual([422, 'google_rejected'])
    expect(rejected.problem.detail).toContain('Connect the Google account again')
    const { rows } = await owner.query('select status from google_connection where organization_id = $1', [
      agency.organizationId,
    ])
    expect(rows).toEqual([{ status: 'ERROR' }])
  })
})

describe('a choice', () => {
  const resolve = (choice: Omit<Choice, 'googleAccountId'>) =>
    resolveChoice(tenant, { googleAccountId: sub, ...choice })
  const wrong = (name: string, reason = '') => ({
    code: 'invalid_request',
    invalidParams: [{ name, reason: expect.stringContaining(reason) }],
  })

  it('choosing a container costs one call and returns its path', async () => {
    const { publicId, accountId, containerId } = containerFor()
    expect(await resolve({ googleContainerId: publicId })).toEqual({
      containerPath: `accounts/${accountId}/containers/${containerId}`,
    })
    expect(sandbox().calls).toHaveLength(1)
  })

  it('choosing a container that the login cannot see is invalid, whether it exists or not', async () => {
    const foreign = containerFor({ email: other })
    const rejected = wrong('body.googleContainerId', 'cannot see this container')
    await expect(resolve({ googleContainerId: foreign.publicId })).rejects.toMatchObject(rejected)
    await expect(resolve({ googleContainerId: 'GTM-NONE' })).rejects.toMatchObject(rejected)
  })

  it('choosing a container that is not for websites is invalid', async () => {
    const container = {
      path: 'accounts/1/containers/2',
      containerId: '2',
      name: 'Server',
      publicId: 'GTM-SERVER',
    }
    server.use(
      http.get('https://tagmanager.googleapis.com/tagmanager/v2/accounts/containers\\:lookup', () =>
        HttpResponse.json({ ...container, usageContext: ['server'] }),
      ),
    )
    const chosen = resolve({ googleContainerId: 'GTM-SERVER' })
    await expect(chosen).rejects.toMatchObject(wrong('body.googleContainerId', 'choose one for the web'))
  })

  it('choosing an Ads account uses direct access where there is one', async () => {
    const { id } = sandbox().addAdsCustomer({ users: [email] })
    const dashed = `${id.slice(0, 3)}-${id.slice(3, 6)}-${id.slice(6)}`
    expect(await resolve({ googleAdsAccountId: dashed })).toEqual({
      googleAdsAccountId: id,
      loginCustomerId: null,
    })
    expect(sandbox().calls).toHaveLength(1)
  })

  it('choosing an Ads account finds the manager that leads to it, past a closed one', async () => {
    sandbox().addAdsCustomer({ manager: true, users: [email], status: 'CLOSED' })
    const manager = sandbox().addAdsCustomer({ manager: true, users: [email] })
    const between = sandbox().addAdsCustomer({ manager: true, managerId: manager.id })
    const { id } = sandbox().addAdsCustomer({ managerId: between.id })
    const found = { googleAdsAccountId: id, loginCustomerId: manager.id }
    expect(await resolve({ googleAdsAccountId: id })).toEqual(found)
    expect(await resolve({ googleAdsAccountId: id, loginCustomerId: manager.id })).toEqual(found)
  })

  it('choosing an Ads account through the wrong manager names the manager', async () => {
    const manager = sandbox().addAdsCustomer({ manager: true, users: [email] })
    const { id } = sandbox().addAdsCustomer({ users: [other] })
    const through = resolve({ googleAdsAccountId: id, loginCustomerId: manager.id })
    await expect(through).rejects.toMatchObject(wrong('body.loginCustomerId', 'leave it out'))
  })

  it('choosing an Ads account that is out of reach or closed says which and why', async () => {
    const foreign = sandbox().addAdsCustomer({ users: [other] })
    const closed = sandbox().addAdsCustomer({ users: [email], status: 'CLOSED' })
    const name = 'body.googleAdsAccountId'
    await expect(resolve({ googleAdsAccountId: foreign.id })).rejects.toMatchObject(
      wrong(name, 'cannot reach'),
    )
    await expect(resolve({ googleAdsAccountId: closed.id })).rejects.toMatchObject(wrong(name, 'closed'))
    await expect(resolve({ googleAdsAccountId: '12' })).rejects.toMatchObject(wrong(name, 'ten digits'))
  })

  it('a choice is not called invalid when Google is down', async () => {
    const { publicId } = containerFor()
    sandbox().faults.next({ service: 'tagmanager' }, { status: 503 })
    await expect(resolve({ googleContainerId: publicId })).rejects.toMatchObject({ kind: 'transient' })
    expect(callsOf('tagmanager')).toBe(1)
  })
})

describe('a failed request for choices', () => {
  const choose = () => {
    const googleContainerId = containerFor().publicId
    return api(agency.admin).patch(`/v1/customers/${customerId}`, { googleContainerId })
  }

  it.each([
    ['a list', list],
    ['a choice', choose],
  ])('a failed request for %s keeps its reason, and changes nothing', async (_, ask) => {
    sandbox().faults.next({ service: 'tagmanager' }, { status: 503 })
    const down = await ask()
    expect([down.status, down.problem.code]).toEqual([502, 'google_unavailable'])

    await useQuotaUp()
    const exhausted = await ask()
    expect([exhausted.status, exhausted.problem.code]).toEqual([503, 'quota_exhausted'])
    expect(Number(exhausted.headers.get('retry-after'))).toBeGreaterThan(60)
    await freeQuota()

    sandbox().revokeGrant(sub)
    const revoked = await ask()
    expect([revoked.status, revoked.problem.code]).toEqual([422, 'google_rejected'])

    const { body } = await api(agency.admin).get(`/v1/customers/${customerId}`)
    expect(body).toMatchObject({ googleContainerId: null })
  })
})
