import { expect, it } from 'vitest'
import { logIn, OWNER, sandboxTests, tagManagerClient } from '../fixtures/sandbox-client.ts'

const { sandbox, pass } = sandboxTests({ quota: { perDay: 60 } })

const clientOf = async (email = OWNER) => tagManagerClient((await logIn(email)).access_token)

it('the quota is 25 requests in any 100 seconds for all logins together', async () => {
  sandbox().addPerson({ email: 'other@example.com' })
  const clients = [await clientOf(), await clientOf('other@example.com')]
  const call = async (index: number) => (await clients[index % 2]?.('GET', 'accounts'))?.status
  for (let index = 0; index < 25; index += 1) {
    expect(await call(index)).toBe(200)
    pass(2)
  }
  const rejected = await clients[0]?.('GET', 'accounts')
  expect(rejected).toMatchObject({ status: 429, json: { error: { status: 'RESOURCE_EXHAUSTED' } } })
  expect(rejected?.json.error.errors).toMatchObject([{ reason: 'rateLimitExceeded' }])
  pass(50)
  expect(await call(0)).toBe(200)
  expect(await call(0)).toBe(429)
  expect(sandbox().quota).toMatchObject({ maxInWindow: 27, arrived: 28, rejected: 2 })
})

it('the daily quota is reset at midnight Pacific time', async () => {
  const gtm = await clientOf()
  for (let index = 0; index < 60; index += 1) {
    expect((await gtm('GET', 'accounts')).status).toBe(200)
    pass(5)
  }
  pass(100)
  expect((await gtm('GET', 'accounts')).json.error.message).toContain('per day')
  pass(20 * 3600)
  expect((await tagManagerClient((await logIn()).access_token)('GET', 'accounts')).status).toBe(200)
})
