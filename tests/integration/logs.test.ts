import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LogEntry, setLogLevel, setLogSink } from '../../lib/telemetry/log.ts'
import { api } from '../fixtures/api.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'
import { settings } from '../fixtures/settings.ts'

const { sandbox } = googleTests()
const entries: LogEntry[] = []

beforeAll(() => {
  setLogLevel('debug')
  setLogSink((entry) => entries.push(entry))
})
afterAll(() => {
  setLogLevel('info')
  setLogSink()
})

it('no line of the log holds a token, a secret or an e-mail address, whatever goes wrong', async () => {
  const customer = await readyCustomer(sandbox())
  const admin = api(customer.tenant.admin)
  await customer.draft()
  sandbox().faults.next(
    { service: 'tagmanager', operation: 'create_version' },
    { status: 403, reason: 'insufficientPermissions' },
  )
  await customer.sync()
  await customer.sync()
  await admin.post('/v1/trackings', {
    customerId: customer.id,
    name: 'someone@private.test',
    type: 'NONSENSE',
  })
  await admin.get('/v1/customers?cursor=someone@private.test')
  await api({ token: 'not.a.token' }).get('/v1/customers')
  await admin.post('/v1/connections/complete', { handle: 'x'.repeat(43) })
  await api().get('/v1/connections/callback?state=stolen-state&code=stolen-code')
  sandbox().revokeGrant([...sandbox().state.people.keys()][0] ?? '')
  await customer.draft({ name: 'Later', eventName: 'later' })
  await customer.sync()

  const text = entries.map((entry) => JSON.stringify(entry)).join('\n')
  const { accessTokens, refreshTokens } = sandbox().state
  const secrets = [
    customer.tenant.admin.token,
    ...accessTokens.keys(),
    ...refreshTokens.keys(),
    settings.GOOGLE_CLIENT_SECRET,
    settings.CRON_SECRET,
    settings.CLAIM_KEYS,
    settings.TOKEN_ENCRYPTION_KEYS,
    'stolen-state',
    'stolen-code',
  ]
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toContain('@')
  const events = new Set(entries.map(({ event }) => event))
  expect([...events]).toEqual(
    expect.arrayContaining(['request', 'google.call', 'sync.run', 'sync.run.interrupted']),
  )
  const line = entries.find(({ event }) => event === 'request')
  expect(line).toMatchObject({
    requestId: expect.any(String),
    operation: expect.any(String),
    durationMs: expect.any(Number),
    statements: expect.any(Number),
    roundTrips: expect.any(Number),
  })
})
