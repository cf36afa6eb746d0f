import '../fixtures/settings.ts'
import { randomUUID } from 'node:crypto'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { accelerateHandlers, onTheWire } from '../fixtures/accelerate-mode.ts'
import { ownerPool } from '../fixtures/database.ts'
import { firebaseHandlers, signIn } from '../fixtures/firebase.ts'

const Name = z.object({ name: z.string() })
const shared = { summary: 'A test', rate: 'read', output: Name } as const
const path = '/v1/organization'
const ranOwn: string[] = []

const api = serve([
  route({
    ...shared,
    id: 'organization.get',
    method: 'GET',
    path,
    auth: 'MEMBER',
    transaction: 'read',
    run: async ({ db }) => db.organization.findFirstOrThrow(),
  }),
  route({
    ...shared,
    id: 'organization.update',
    method: 'PATCH',
    path,
    auth: 'MEMBER',
    transaction: 'write',
    body: z.object({ name: z.string(), publishMode: z.enum(['AUTO', 'MANUAL']).optional() }),
    adminIf: ({ body }) => body.publishMode !== undefined,
    run: async ({ db, tenant, body }) =>
      db.organization.update({ where: { id: tenant.organizationId }, data: { name: body.name } }),
  }),
  route({
    ...shared,
    id: 'organization.break',
    method: 'PUT',
    path,
    auth: 'ADMIN',
    keys: 'allowed',
    transaction: 'write',
    output: z.object({ name: z.string().startsWith('whole') }),
    run: async ({ db, tenant }) =>
      db.organization.update({ where: { id: tenant.organizationId }, data: { name: 'half done' } }),
  }),
  route({
    ...shared,
    id: 'organization.publish',
    method: 'POST',
    path,
    auth: 'ADMIN',
    keys: 'allowed',
    transaction: 'own',
    run: async ({ tenant }) => {
      ranOwn.push(tenant.organizationId)
      return withTenant(tenant, { readOnly: true }, (db) => db.organization.findFirstOrThrow())
    },
  }),
])

const google = setupServer(...firebaseHandlers, ...accelerateHandlers)
const logged: LogEntry[] = []
const owner = ownerPool()

beforeAll(() => {
  google.listen({ onUnhandledFrame: 'error' })
  setLogSink((entry) => logged.push(entry))
})
beforeEach(() => {
  logged.length = 0
  ranOwn.length = 0
})
afterAll(async () => {
  google.close()
  setLogSink()
  await closeTenantConnection()
})

async function newOrganization(name: string): Promise<string> {
  const id = randomUUID()
  await owner.query('insert into organization (id, name) values ($1, $2)', [id, name])
  return id
}

async function join(uid: string, organizationId: string, role: 'ADMIN' | 'MEMBER'): Promise<string> {
  const id = randomUUID()
  await owner.query(
    'insert into user_account (id, organization_id, email, firebase_uid, role) values ($1, $2, $3, $4, $5)',
    [id, organizationId, `${id}@agency.test`, uid, role],
  )
  return id
}

const leave = (uid: string) =>
  owner.query('update user_account set deleted_at = now() where firebase_uid = $1 and deleted_at is null', [
    uid,
  ])

async function member(role: 'ADMIN' | 'MEMBER') {
  const uid = randomUUID()
  const organizationId = await newOrganization(`Agency of ${uid}`)
  return { uid, organizationId, userId: await join(uid, organizationId, role) }
}

async function call(uid: string, method: string, body?: object, token = signIn({ uid })) {
  const response = await api.fetch(
    new Request(`https://api.test/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )
  return { status: response.status, headers: response.headers, body: await response.json() }
}

describe('a member', () => {
  it('reads the own organization in one round trip once the membership is remembered', async () => {
    const { uid, organizationId, userId } = await member('MEMBER')
    await call(uid, 'GET')
    logged.length = 0
    expect(await call(uid, 'GET')).toMatchObject({ status: 200, body: { name: `Agency of ${uid}` } })
    expect(logged).toMatchObject([
      {
        event: 'request',
        operation: 'organization.get',
        organizationId,
        userId,
        statements: onTheWire(1),
        roundTrips: onTheWire(1),
      },
    ])
  })

  it('may write where the role is enough', async () => {
    const { uid } = await member('MEMBER')
    expect(await call(uid, 'PATCH', { name: 'New' })).toMatchObject({ status: 200, body: { name: 'New' } })
  })

  it.each([
    ['PATCH', { name: 'New', publishMode: 'AUTO' }],
    ['POST', undefined],
  ])('learns which role %s needs', async (method, body) => {
    const { uid } = await member('MEMBER')
    expect(await call(uid, method, body)).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('ADMIN') },
    })
    expect(await call(uid, 'GET')).toMatchObject({ body: { name: `Agency of ${uid}` } })
  })

  it('who was signed out everywhere has to sign in again, although the token is remembered', async () => {
    const { uid, userId } = await member('ADMIN')
    const token = signIn({ uid })
    expect(await call(uid, 'GET', undefined, token)).toMatchObject({ status: 200 })
    await owner.query('update user_account set tokens_valid_after = now() where id = $1', [userId])
    const response = await call(uid, 'GET', undefined, token)
    expect(response).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })
})

describe('a caller without an organization', () => {
  it.each(['GET', 'POST'])('learns how to get one (%s)', async (method) => {
    expect(await call(randomUUID(), method)).toMatchObject({
      status: 403,
      body: { code: 'not_a_member', detail: expect.stringContaining('POST /api/v1/organization') },
    })
    expect(ranOwn).toEqual([])
  })
})

describe('a remembered membership', () => {
  it.each(['GET', 'POST'])('that has ended gives no access (%s)', async (method) => {
    const { uid } = await member('ADMIN')
    await call(uid, 'GET')
    await leave(uid)
    expect(await call(uid, method)).toMatchObject({ status: 403, body: { code: 'not_a_member' } })
    expect(ranOwn).toEqual([])
  })

  it.each(['GET', 'POST'])('gives way to a new one at once (%s)', async (method) => {
    const { uid } = await member('ADMIN')
    await call(uid, 'GET')
    await leave(uid)
    const next = await newOrganization('Next agency')
    const userId = await join(uid, next, 'ADMIN')
    logged.length = 0
    expect(await call(uid, method)).toMatchObject({ status: 200, body: { name: 'Next agency' } })
    expect(logged).toMatchObject([{ organizationId: next, userId }])
  })

  it('does not keep a member from a new role', async () => {
    const { uid, userId } = await member('MEMBER')
    await call(uid, 'GET')
    await owner.query("update user_account set role = 'ADMIN' where id = $1", [userId])
    expect(await call(uid, 'POST')).toMatchObject({ status: 200 })
  })

  it('does not keep an old role for any member', async () => {
    const { uid, userId } = await member('ADMIN')
    expect(await call(uid, 'PATCH', { name: 'New', publishMode: 'AUTO' })).toMatchObject({ status: 200 })
    await owner.query("update user_account set role = 'MEMBER' where id = $1", [userId])
    expect(await call(uid, 'PATCH', { name: 'Newer', publishMode: 'AUTO' })).toMatchObject({ status: 403 })
  })
})

describe('a response that cannot be rendered', () => {
  it('undoes the write that it was to report', async () => {
    const { uid } = await member('ADMIN')
    expect(await call(uid, 'PUT')).toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(await call(uid, 'GET')).toMatchObject({ body: { name: `Agency of ${uid}` } })
  })
})
