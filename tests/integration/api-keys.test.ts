import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ApiKeyView, ApiKeyWithSecret } from '../../lib/api-keys/api-key-view.ts'
import { recordKeyUse } from '../../lib/auth/record-key-use.ts'
import { purgeApiKeys } from '../../lib/cron/purge-api-keys.ts'
import { RATE_LIMITS } from '../../lib/http/limits/rate-limit.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { newApiKey } from '../../lib/secrets/api-key.ts'
import { api, apiTests, type Caller, callApi } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { auditActions, auditLog } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const PATH = '/v1/members/api-keys'
const DAY_MS = 86_400_000
const shop = { name: 'Shop', websiteUrl: 'https://shop.example' }

const idOf = async (person: Person) =>
  (await api(person).get('/v1/members/me')).as(MeView).membership?.user.id ?? ''
const getKey = async ({ admin }: NewTenant, keyId: string) =>
  (await api(admin).get(`${PATH}/${keyId}`)).as(ApiKeyView)
const expire = (keyId: string) =>
  owner.query(`update api_key set expires_at = now() - interval '1 second' where id = $1`, [keyId])
const revoke = ({ admin }: NewTenant, keyId: string) => api(admin).delete(`${PATH}/${keyId}`)

/** What a script is told that may not enter. */
async function denial(script: Caller) {
  const response = await api(script).get('/v1/customers')
  expect({ status: response.status, body: response.body }).toMatchObject({
    status: 401,
    body: { code: 'unauthenticated' },
  })
  expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  return response.problem.detail
}

describe('an API key', () => {
  it('is returned once, and only its hash is kept', async () => {
    const tenant = await newTenant()
    const response = await api(tenant.admin).post(PATH, { name: 'Nightly import' })
    expect(response.status).toBe(201)
    const { key, ...view } = response.as(ApiKeyWithSecret)
    expect(view).toMatchObject({
      name: 'Nightly import',
      role: 'MEMBER',
      status: 'ACTIVE',
      lastCharacters: key.slice(-4),
      createdBy: await idOf(tenant.admin),
      lastUsedAt: null,
      revokedAt: null,
    })
    expect((Date.parse(view.expiresAt) - Date.now()) / DAY_MS).toBeCloseTo(90, 2)
    expect(await getKey(tenant, view.id)).toEqual(view)
    const list = await api(tenant.admin).get(PATH)
    expect(list.as(Page(ApiKeyView)).data).toEqual([view])
    const { rows } = await owner.query('select * from api_key where id = $1', [view.id])
    expect(rows[0].key_hash).toBe(createHash('sha256').update(key).digest('base64url'))
    const log = await auditLog(tenant)
    for (const kept of [list.body, rows, log]) expect(JSON.stringify(kept)).not.toContain(key)
    expect(JSON.stringify(log)).not.toContain(rows[0].key_hash)
  })

  it('acts in its organization, and the log names it', async () => {
    const tenant = await newTenant()
    const script = await newScript(tenant)
    const created = await api(script).post('/v1/customers', shop)
    expect(created.status).toBe(201)
    expect(created.log).toMatchObject({ organizationId: tenant.organizationId, apiKeyId: script.keyId })
    expect(created.log).not.toHaveProperty('userId')
    const [entry] = (await auditLog(tenant)).slice(-1)
    expect(entry).toMatchObject({
      action: 'customer.create',
      actor: { kind: 'key', id: script.keyId },
      requestId: created.headers.get('x-request-id'),
    })
    const filtered = await auditLog(tenant, `&actorId=${script.keyId}`)
    expect(filtered.map(({ action }) => action)).toEqual(['customer.create'])
  })

  it('sees nothing of another organization', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    const { id } = await newCustomer(theirs)
    for (const role of ['MEMBER', 'ADMIN'] as const) {
      const script = await newScript(ours, role)
      expect(await api(script).get('/v1/customers')).toMatchObject({ body: { data: [] } })
      expect((await api(script).get(`/v1/customers/${id}`)).status).toBe(404)
    }
  })

  it('may what its role may, and a denial is on record under its id', async () => {
    const tenant = await newTenant()
    const member = await newScript(tenant, 'MEMBER')
    const admin = await newScript(tenant, 'ADMIN')
    const denied = await api(member).patch('/v1/organization', { name: 'Ours' })
    expect(denied.problem).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: expect.stringMatching(/ADMIN/),
    })
    expect((await api(admin).patch('/v1/organization', { name: 'Ours' })).status).toBe(200)
    const [entry] = await auditLog(tenant, '&action=access.deny')
    expect(entry).toMatchObject({
      actor: { kind: 'key', id: member.keyId },
      target: { id: 'organization.update' },
      after: { reason: 'role' },
    })
  })

  it('has idempotency keys of its own', async () => {
    const tenant = await newTenant()
    const [one, other] = [await newScript(tenant), await newScript(tenant)]
    const use = (script: Caller, name: string) =>
      api(script, { 'idempotency-key': 'the-same' }).post('/v1/customers', { ...shop, name })
    const first = await use(one, 'First')
    const again = await use(one, 'First')
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    expect(again.body).toEqual(first.body)
    expect((await use(other, 'Second')).status).toBe(201)
  })

  it('has a rate limit of its own', async () => {
    const tenant = await newTenant()
    const script = await newScript(tenant)
    const ofScript = await api(script).get('/v1/customers')
    const left = RATE_LIMITS.read.caller ?? 0
    expect(ofScript.headers.get('ratelimit')).toContain(`"read";r=${left - 1};`)
    expect((await api(await newScript(tenant)).get('/v1/customers')).headers.get('ratelimit')).toContain(
      `"read";r=${left - 1};`,
    )
  })
})

describe('what is denied to API keys', () => {
  it.each([
    ['GET', '/v1/members/me'],
    ['GET', '/v1/members'],
    ['GET', '/v1/members/invitations'],
    ['GET', PATH],
    ['POST', PATH],
    ['POST', '/v1/organization'],
    ['DELETE', '/v1/organization?confirmName=Agency'],
    ['POST', '/v1/members/invitations/accept'],
    ['POST', `/v1/customers/${randomUUID()}/connect`],
    ['POST', '/v1/connections/complete'],
  ])('%s %s needs a user, whatever the role of the key', async (method, path) => {
    const tenant = await newTenant()
    for (const role of ['MEMBER', 'ADMIN'] as const) {
      const caller = await newScript(tenant, role)
      const response = await callApi({ caller, method, path, body: method === 'POST' ? {} : undefined })
      expect(response.problem).toMatchObject({ status: 403, code: 'forbidden' })
      expect(response.problem.detail).toMatch(/user who has signed in/)
    }
    expect((await api(tenant.admin).get('/v1/organization')).status).toBe(200)
  })

  it('is the schedule as well', async () => {
    const script = await newScript(await newTenant(), 'ADMIN')
    expect((await api(script).get('/cron/purge')).status).toBe(401)
    expect((await api(script).get('/health')).body).toEqual((await api().get('/health')).body)
  })
})

describe('an API key that opens nothing', () => {
  it('says the same whether it is unknown or was revoked', async () => {
    const tenant = await newTenant()
    const revoked = await newScript(tenant)
    expect((await revoke(tenant, revoked.keyId)).status).toBe(204)
    const unknown = await denial({ token: newApiKey().key })
    expect(await denial(revoked)).toBe(unknown)
    expect(unknown).toMatch(/no such API key, or it was revoked/)
  })

  it('says that it has expired, to who has it', async () => {
    const script = await newScript(await newTenant())
    await expire(script.keyId)
    expect(await denial(script)).toMatch(/has expired/)
  })

  it('is told as mistyped where a character is missing', async () => {
    const response = await api({ token: `${newApiKey().key.slice(0, -1)}_` }).get('/v1/customers')
    expect(response.status).toBe(401)
    expect(response.problem.detail).toMatch(/mistyped/)
  })

  it('is denied on every route before it is said what keys may', async () => {
    const response = await api({ token: newApiKey().key }).get(PATH)
    expect(response.status).toBe(401)
  })

  it('was revoked, has expired, or lost its creator, while an instance remembers it', async () => {
    const tenant = await newTenant()
    const creator = await tenant.join('ADMIN')
    const [revoked, expired, orphan] = [
      await newScript(tenant),
      await newScript(tenant, 'ADMIN'),
      await newScript({ admin: creator }),
    ]
    for (const script of [revoked, expired, orphan])
      expect((await api(script).get('/v1/customers')).status).toBe(200)
    await revoke(tenant, revoked.keyId)
    await expire(expired.keyId)
    await owner.query('update user_account set deleted_at = now() where firebase_uid = $1', [creator.uid])
    expect(await denial(revoked)).toMatch(/revoked/)
    expect(await denial(expired)).toMatch(/has expired/)
    expect(await denial(orphan)).toMatch(/revoked/)
    // A write, and what has transactions of its own, too.
    for (const script of [revoked, expired, orphan]) {
      expect((await api(script).post('/v1/customers', shop)).status).toBe(401)
      expect((await api(script).get('/v1/audit-log/verify')).status).toBe(401)
    }
    expect((await api(tenant.admin).get('/v1/customers')).body).toMatchObject({ data: [] })
  })

  it('belongs to an organization that was deleted', async () => {
    const tenant = await newTenant()
    const script = await newScript(tenant)
    await api(script).get('/v1/customers')
    await api(tenant.admin).delete('/v1/organization?confirmName=Agency')
    expect(await denial(script)).toMatch(/no such API key/)
    expect(await denial(script)).toMatch(/no such API key/)
  })

  it('is not there to guess: an address has few attempts, and known keys are not affected', async () => {
    const script = await newScript(await newTenant())
    const from = { 'x-real-ip': '192.0.2.77' }
    await api(script).get('/v1/customers')
    const attempts = RATE_LIMITS['unknown-key'].address ?? 0
    for (let n = 0; n < attempts; n += 1)
      expect((await api({ token: newApiKey().key }, from).get('/v1/customers')).status).toBe(401)
    const next = await api({ token: newApiKey().key }, from).get('/v1/customers')
    expect(next.problem).toMatchObject({ status: 429, code: 'rate_limited' })
    expect((await api(script, from).get('/v1/customers')).status).toBe(200)
  })
})

describe('the creator of an API key', () => {
  it('who is removed takes the key along, on record', async () => {
    const tenant = await newTenant()
    const creator = await tenant.join('ADMIN')
    const script = await newScript({ admin: creator })
    const other = await newScript(tenant)
    const creatorId = await idOf(creator)
    expect((await api(tenant.admin).delete(`/v1/members/${creatorId}`)).status).toBe(204)
    expect(await getKey(tenant, script.keyId)).toMatchObject({ status: 'REVOKED', createdBy: creatorId })
    expect(await getKey(tenant, other.keyId)).toMatchObject({ status: 'ACTIVE' })
    const entries = await auditLog(tenant, '&action=apiKey.revoke')
    expect(entries).toMatchObject([
      { target: { type: 'apiKey', id: script.keyId }, actor: { kind: 'user', id: await idOf(tenant.admin) } },
    ])
    expect(await denial(script)).toMatch(/revoked/)
  })

  it('who becomes a MEMBER leaves an ADMIN key the rights of a MEMBER, until they are an ADMIN again', async () => {
    const tenant = await newTenant()
    const creator = await tenant.join('ADMIN')
    const script = await newScript({ admin: creator }, 'ADMIN')
    const path = `/v1/members/${await idOf(creator)}`
    const rename = async () => (await api(script).patch('/v1/organization', { name: 'Ours' })).status
    expect(await rename()).toBe(200)
    await api(tenant.admin).patch(path, { role: 'MEMBER' })
    expect(await rename()).toBe(403)
    expect((await api(script).get('/v1/customers')).status).toBe(200)
    await api(tenant.admin).patch(path, { role: 'ADMIN' })
    expect(await rename()).toBe(200)
  })
})

describe('managing API keys', () => {
  it('is for an ADMIN', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    const { keyId } = await newScript(tenant)
    for (const response of [
      await api(member).get(PATH),
      await api(member).get(`${PATH}/${keyId}`),
      await api(member).post(PATH, { name: 'Mine' }),
      await api(member).delete(`${PATH}/${keyId}`),
    ])
      expect(response.problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await getKey(tenant, keyId)).toMatchObject({ status: 'ACTIVE' })
  })

  it('puts creation and revocation on record, once each', async () => {
    const tenant = await newTenant()
    const { keyId } = await newScript(tenant)
    for (let n = 0; n < 2; n += 1) expect((await revoke(tenant, keyId)).status).toBe(204)
    expect(await auditActions(tenant)).toEqual(['apiKey.create', 'apiKey.revoke'])
    const [created] = await auditLog(tenant, '&action=apiKey.create')
    expect(created).toMatchObject({ target: { id: keyId }, after: { role: 'MEMBER' } })
  })

  it.each([
    [{}, 'body.name'],
    [{ name: '' }, 'body.name'],
    [{ name: 'x'.repeat(101) }, 'body.name'],
    [{ name: 'A\nB' }, 'body.name'],
    [{ name: 'A', role: 'OWNER' }, 'body.role'],
    [{ name: 'A', expiresInDays: 0 }, 'body.expiresInDays'],
    [{ name: 'A', expiresInDays: 366 }, 'body.expiresInDays'],
    [{ name: 'A', key: 'mine' }, 'body.key'],
  ])('names what is wrong with %j', async (body, field) => {
    const { admin } = await newTenant()
    const response = await api(admin).post(PATH, body)
    expect([response.status, response.faults]).toEqual([400, [field]])
  })

  it('gives the secret of a key out once: a repeated request creates no second one', async () => {
    const { admin } = await newTenant()
    const send = () => api(admin, { 'idempotency-key': 'once' }).post(PATH, { name: 'Import' })
    const first = await send()
    const again = await send()
    expect(again.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(again.faults).toEqual(['body.name'])
    expect(again.text).not.toContain(first.as(ApiKeyWithSecret).key)
    expect((await api(admin).get(PATH)).as(Page(ApiKeyView)).data).toHaveLength(1)
  })

  it('frees the name of a key that was revoked', async () => {
    const tenant = await newTenant()
    const { id } = (await api(tenant.admin).post(PATH, { name: 'Import' })).as(ApiKeyWithSecret)
    await revoke(tenant, id)
    expect((await api(tenant.admin).post(PATH, { name: 'Import' })).status).toBe(201)
  })

  it('lists keys page by page, and by what is true of them', async () => {
    const tenant = await newTenant()
    const [active, expired, revoked] = [
      await newScript(tenant),
      await newScript(tenant),
      await newScript(tenant),
    ]
    await expire(expired.keyId)
    await revoke(tenant, revoked.keyId)
    const list = async (query: string) =>
      (await api(tenant.admin).get(`${PATH}?${query}`)).as(Page(ApiKeyView))
    const ids = async (query: string) => (await list(query)).data.map(({ id }) => id)
    expect(await ids('status=ACTIVE')).toEqual([active.keyId])
    expect(await ids('status=EXPIRED')).toEqual([expired.keyId])
    expect(await ids('status=REVOKED')).toEqual([revoked.keyId])
    const first = await list('limit=2&order=asc')
    expect(first.data.map(({ id }) => id)).toEqual([active.keyId, expired.keyId])
    expect(await ids(`limit=2&order=asc&cursor=${first.nextCursor}`)).toEqual([revoked.keyId])
  })

  it('ends at 50 live ones, of which those that have ended are none', async () => {
    const tenant = await newTenant()
    const creator = await idOf(tenant.admin)
    await owner.query(
      `insert into api_key (organization_id, name, role, key_hash, last_characters, created_by, expires_at)
       select $1::uuid, 'Key ' || n, 'MEMBER', rpad(md5($1::uuid::text || n), 43, '0'), '0000', $2, now() + interval '1 day'
       from generate_series(1, 49) n`,
      [tenant.organizationId, creator],
    )
    const last = await newScript(tenant)
    const denied = await api(tenant.admin).post(PATH, { name: 'One more' })
    expect(denied.problem).toMatchObject({ status: 409, code: 'limit_reached' })
    expect(denied.problem.detail).toMatch(/50 live API keys/)
    await revoke(tenant, last.keyId)
    await newScript(tenant)
    await owner.query(`update api_key set expires_at = now() where name = 'Key 1' and organization_id = $1`, [
      tenant.organizationId,
    ])
    expect((await api(tenant.admin).post(PATH, { name: 'One more' })).status).toBe(201)
  })
})

describe('the last use of an API key', () => {
  const used = async (keyId: string) => {
    const { rows } = await owner.query<{ at: Date | null }>(
      'select last_used_at as at from api_key where id = $1',
      [keyId],
    )
    return rows[0]?.at ?? undefined
  }

  it('is recorded after the response, and is no entry of the log', async () => {
    const tenant = await newTenant()
    const script = await newScript(tenant)
    await api(script).get('/v1/customers')
    await expect.poll(() => used(script.keyId)).toBeDefined()
    expect((await getKey(tenant, script.keyId)).lastUsedAt).not.toBeNull()
    expect(await auditActions(tenant)).toEqual(['apiKey.create'])
  })

  it('is recorded once a minute at most, whoever records it', async () => {
    const tenant = await newTenant()
    const { keyId } = await newScript(tenant)
    const record = async (secondsAgo: number) => {
      await owner.query(`update api_key set last_used_at = now() - make_interval(secs => $2) where id = $1`, [
        keyId,
        secondsAgo,
      ])
      const before = await used(keyId)
      await owner.query('select app.record_key_use($1, $2)', [tenant.organizationId, keyId])
      return (await used(keyId))?.getTime() !== before?.getTime()
    }
    expect(await record(59)).toBe(false)
    expect(await record(61)).toBe(true)
    await revoke(tenant, keyId)
    expect(await record(61)).toBe(false)
  })

  it('is sent to the database by each instance once a minute at most', async () => {
    const tenant = await newTenant()
    const { keyId } = await newScript(tenant)
    const now = Date.now()
    recordKeyUse(tenant.organizationId, keyId, now)
    await expect.poll(() => used(keyId)).toBeDefined()
    await owner.query('update api_key set last_used_at = null where id = $1', [keyId])
    recordKeyUse(tenant.organizationId, keyId, now + 59_000)
    recordKeyUse(tenant.organizationId, (await newScript(tenant)).keyId, now)
    expect(await used(keyId)).toBeUndefined()
    recordKeyUse(tenant.organizationId, keyId, now + 60_000)
    await expect.poll(() => used(keyId)).toBeDefined()
  })
})

describe('the maintenance', () => {
  it('deletes keys 400 days after their end, and those of a deleted organization with its rows', async () => {
    const tenant = await newTenant()
    const closed = await newTenant()
    const [old, recent, expired] = [await newScript(tenant), await newScript(tenant), await newScript(tenant)]
    await newScript(closed)
    const ended = (keyId: string, column: string, days: number) =>
      owner.query(`update api_key set ${column} = now() - make_interval(days => $2) where id = $1`, [
        keyId,
        days,
      ])
    await owner.query(
      `update api_key set created_at = now() - interval '300 days', expires_at = now() where organization_id = $1`,
      [tenant.organizationId],
    )
    await ended(old.keyId, 'revoked_at', 401)
    await ended(recent.keyId, 'revoked_at', 399)
    await ended(expired.keyId, 'expires_at', 401)
    await owner.query(`update organization set deleted_at = now() - interval '31 days' where id = $1`, [
      closed.organizationId,
    ])
    expect(await purgeApiKeys()).toBe(3)
    const { rows } = await owner.query<{ id: string }>(
      'select id from api_key where organization_id = any ($1)',
      [[tenant.organizationId, closed.organizationId]],
    )
    expect(rows).toEqual([{ id: recent.keyId }])
    expect(await auditLog(tenant, '&action=apiKey.purge')).toHaveLength(2)
  })
})
