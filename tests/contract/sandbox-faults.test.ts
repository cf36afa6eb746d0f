import { expect, it } from 'vitest'
import {
  htmlTag,
  inContainer,
  type Json,
  logIn,
  oauth,
  request,
  sandboxTests,
} from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

const createTag = { service: 'tagmanager', operation: 'create_tag' } as const

async function inWorkspace() {
  const { call, workspace } = await inContainer(sandbox())
  const path = await workspace()
  return {
    path,
    call,
    create: (name = 'A') => call('POST', `${path}/tags`, htmlTag(name)),
    tags: async () => ((await call('GET', `${path}/tags`)).json.tag ?? []).map(({ name }: Json) => name),
  }
}

it('an injected status has Google’s shape and changes nothing', async () => {
  const { create, tags } = await inWorkspace()
  sandbox().faults.next(createTag, { status: 429, retryAfter: 30 })
  const limited = await create()
  expect(limited.headers.get('retry-after')).toBe('30')
  expect(limited.json.error).toMatchObject({ code: 429, errors: [{ reason: 'rateLimitExceeded' }] })
  sandbox().faults.next(createTag, { status: 403, reason: 'SERVICE_DISABLED' })
  expect((await create()).json.error.details).toMatchObject([{ reason: 'SERVICE_DISABLED' }])
  expect(await tags()).toEqual([])
  expect((await create()).status).toBe(200)
})

it('an injected status with `after` comes with the work done', async () => {
  const { create, tags } = await inWorkspace()
  sandbox().faults.next(createTag, { status: 503, after: true })
  expect((await create()).status).toBe(503)
  expect(await tags()).toEqual(['A'])
})

it('a lost request changes nothing, a lost response comes after the work', async () => {
  const { create, tags } = await inWorkspace()
  sandbox().faults.next(createTag, { loseRequest: true })
  await expect(create('A')).rejects.toThrow(TypeError)
  expect(await tags()).toEqual([])
  const { arrived } = sandbox().quota
  sandbox().faults.next(createTag, { loseResponse: true })
  await expect(create('B')).rejects.toThrow(TypeError)
  expect(await tags()).toEqual(['B'])
  expect(sandbox().quota.arrived).toBe(arrived + 2)
  expect(
    sandbox()
      .calls.filter(({ operation }) => operation === 'create_tag')
      .map(({ status }) => status),
  ).toEqual(['lost', 'lost'])
})

it('a hanging request ends when the caller gives up', async () => {
  const { access_token } = await logIn()
  sandbox().faults.next({ service: 'tagmanager' }, { hang: true })
  const url = 'https://tagmanager.googleapis.com/tagmanager/v2/accounts'
  const headers = { authorization: `Bearer ${access_token}` }
  await expect(fetch(url, { headers, signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
})

it('the n-th matching request meets the fault, as often as requested', async () => {
  const { create } = await inWorkspace()
  sandbox().faults.next({ ...createTag, nth: 2, times: 2 }, { status: 500 })
  const statuses = []
  for (const name of ['A', 'B', 'C', 'D']) statuses.push((await create(name)).status)
  expect(statuses).toEqual([200, 500, 500, 200])
})

it('faults that no request met are listed', () => {
  sandbox().faults.next(createTag, { status: 500 })
  expect(sandbox().faults.pending()).toEqual([{ match: createTag, fault: { status: 500 } }])
  sandbox().faults.clear()
  expect(sandbox().faults.pending()).toEqual([])
})

it('injected fingerprint conflicts and compiler errors look like Google’s and keep the workspace', async () => {
  const { call, path, create } = await inWorkspace()
  await create()
  sandbox().faults.next({ service: 'tagmanager', operation: 'create_version' }, { compileError: true })
  expect((await call('POST', `${path}:create_version`)).json).toEqual({ compilerError: true })
  expect((await call('POST', `${path}:create_version`)).json.containerVersion.containerVersionId).toBe('1')
  sandbox().faults.next(
    { service: 'tagmanager', operation: 'publish_version' },
    { fingerprintConflict: true },
  )
  const rejected = await call('POST', '/versions/1:publish')
  expect([rejected.status, rejected.json.error.message]).toEqual([
    400,
    expect.stringContaining('fingerprint'),
  ])
})

it('an injected Ads error has the codes of Google Ads', async () => {
  const { id } = sandbox().addAdsCustomer()
  const { access_token: token } = await logIn()
  sandbox().faults.next(
    { service: 'ads' },
    { adsError: { quotaError: 'RESOURCE_EXHAUSTED' }, retryDelay: '30s' },
  )
  const body = { query: 'SELECT customer.id FROM customer' }
  const { status, json } = await request(
    `https://googleads.googleapis.com/v26/customers/${id}/googleAds:search`,
    {
      token,
      body,
    },
  )
  expect(status).toBe(429)
  expect(json.error.details[0].errors).toMatchObject([
    {
      errorCode: { quotaError: 'RESOURCE_EXHAUSTED' },
      details: { quotaErrorDetails: { retryDelay: '30s' } },
    },
  ])
})

it('an injected OAuth error has the codes of the token endpoint', async () => {
  sandbox().faults.next({ service: 'oauth' }, { oauthError: 'invalid_grant', subtype: 'invalid_rapt' })
  expect(await oauth('token', {})).toMatchObject({
    status: 400,
    json: { error: 'invalid_grant', error_subtype: 'invalid_rapt' },
  })
})
