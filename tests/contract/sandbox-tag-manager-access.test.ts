import { describe, expect, it } from 'vitest'
import { logIn, OWNER, request, SCOPES, sandboxTests, tagManagerClient } from '../fixtures/sandbox-client.ts'

const AUTH = 'https://www.googleapis.com/auth/tagmanager.'
const { sandbox, pass } = sandboxTests()

const clientOf = async (email = OWNER, changes = {}) =>
  tagManagerClient((await logIn(email, changes)).access_token)

describe('an access token', () => {
  it('an access token that is missing, unknown or expired is 401', async () => {
    sandbox().addContainer()
    const { access_token } = await logIn()
    const url = 'https://tagmanager.googleapis.com/tagmanager/v2/accounts'
    expect((await request(url)).json.error).toMatchObject({ code: 401, status: 'UNAUTHENTICATED' })
    expect((await request(url, { token: 'x' })).json.error.errors).toMatchObject([{ reason: 'authError' }])
    expect((await request(url, { token: access_token })).status).toBe(200)
    pass(3599)
    expect((await request(url, { token: access_token })).json.error.details).toMatchObject([
      { reason: 'ACCESS_TOKEN_EXPIRED' },
    ])
  })
})

describe('scopes', () => {
  const without = (scope: string) => ({ scope: SCOPES.filter((one) => one !== AUTH + scope).join(' ') })

  it.each([
    ['edit.containers', 'POST', '/workspaces/1/tags'],
    ['edit.containers', 'GET', '/versions:live'],
    ['edit.containerversions', 'POST', '/workspaces/1:create_version'],
    ['edit.containerversions', 'POST', '/workspaces/1:quick_preview'],
    ['publish', 'POST', '/versions/1:publish'],
    ['delete.containers', 'DELETE', '/workspaces/1'],
  ])('without the scope %s, %s %s is rejected', async (scope, method, path) => {
    const { accountId, containerId } = sandbox().addContainer()
    const gtm = await clientOf(OWNER, without(scope))
    const response = await gtm(method, `accounts/${accountId}/containers/${containerId}${path}`)
    expect(response.status).toBe(403)
    expect(response.json.error).toMatchObject({
      errors: [{ reason: 'insufficientPermissions' }],
      details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
    })
  })

  it('the scope readonly allows reading only', async () => {
    const { accountId, containerId } = sandbox().addContainer()
    const gtm = await clientOf(OWNER, { scope: `openid ${AUTH}readonly` })
    const path = `accounts/${accountId}/containers/${containerId}/workspaces`
    expect((await gtm('GET', path)).status).toBe(200)
    expect((await gtm('POST', path, { name: 'OneClickTag' })).status).toBe(403)
  })
})

describe('permission in the container', () => {
  it.each([
    ['noAccess', 404, 404, 404, 404],
    ['read', 200, 403, 403, 403],
    ['edit', 200, 200, 403, 403],
    ['approve', 200, 200, 200, 403],
    ['publish', 200, 200, 200, 200],
  ] as const)(
    'the permission %s gives: read %i, edit %i, make a version %i, publish %i',
    async (permission, ...expected) => {
      const container = sandbox().addContainer({ access: { [OWNER]: permission } })
      const { versionId } = sandbox().publishByHand(container.publicId)
      const gtm = await clientOf()
      const path = `accounts/${container.accountId}/containers/${container.containerId}`
      const statuses = [
        await gtm('GET', `${path}/workspaces`),
        await gtm('POST', `${path}/workspaces/1/folders`, { name: 'A folder' }),
        await gtm('POST', `${path}/workspaces/1:create_version`),
        await gtm('POST', `${path}/versions/${versionId}:publish`),
      ].map(({ status }) => status)
      expect(statuses).toEqual(expected)
    },
  )

  it('a container without access is in no list and looks like an absent one', async () => {
    sandbox().addContainer({ accountName: 'Mine' })
    const { accountId, containerId, publicId } = sandbox().addContainer({ accountName: 'Theirs', access: {} })
    const gtm = await clientOf()
    expect((await gtm('GET', 'accounts')).json.account).toMatchObject([{ name: 'Mine' }])
    const hidden = await gtm('GET', `accounts/${accountId}/containers/${containerId}`)
    const absent = await gtm('GET', `accounts/${accountId}/containers/1`)
    expect(hidden).toMatchObject({
      status: 404,
      json: { error: { message: 'Not found or permission denied.' } },
    })
    expect(hidden.json).toEqual(absent.json)
    expect((await gtm('GET', `accounts/containers:lookup?tagId=${publicId}`)).status).toBe(404)
    expect((await gtm('GET', `accounts/${accountId}/containers`)).status).toBe(404)
  })
})

// https://developers.google.com/tag-platform/tag-manager/api/reference/rest/v2/accounts.containers/lookup
it('a container is looked up by its tag id or by a destination, and never by both or neither', async () => {
  const { publicId } = sandbox().addContainer()
  const gtm = await clientOf()
  const lookup = (query: string) => gtm('GET', `accounts/containers:lookup${query}`)
  expect(await lookup(`?tagId=${publicId}`)).toMatchObject({ status: 200, json: { publicId } })
  expect((await lookup('?destinationId=AW-123456789')).status).toBe(404)
  expect((await lookup('')).status).toBe(400)
  expect((await lookup(`?tagId=${publicId}&destinationId=AW-123456789`)).status).toBe(400)
})

it('a list has pages, and an empty one has no key', async () => {
  sandbox().state.pageSize = 2
  const { accountId, containerId } = sandbox().addContainer()
  for (let index = 0; index < 4; index += 1) sandbox().addContainer()
  const gtm = await clientOf()
  const page = async (token: string) => (await gtm('GET', `accounts/${accountId}/containers${token}`)).json
  const first = await page('')
  const second = await page(`?pageToken=${first.nextPageToken}`)
  const third = await page(`?pageToken=${second.nextPageToken}`)
  expect([first, second, third].map(({ container }) => container.length)).toEqual([2, 2, 1])
  expect(third).not.toHaveProperty('nextPageToken')
  const path = `accounts/${accountId}/containers/${containerId}`
  expect((await gtm('GET', `${path}/workspaces/1/tags`)).json).toEqual({})
})
