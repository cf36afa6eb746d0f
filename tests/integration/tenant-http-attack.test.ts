import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { type ApiResponse, apiTests, type Caller, callApi } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { FACTS_OF } from '../fixtures/customer-facts.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { signIn } from '../fixtures/firebase.ts'
import { type IdPlace, placeName, withIdAt } from '../fixtures/id-places.ts'
import { attackable, callsOf, type OwnIds, pathOf, type RouteCall, unsaid } from '../fixtures/route-calls.ts'
import { absent, type Kind, type StockedTenant, stockedTenant } from '../fixtures/stocked-tenant.ts'
import { newPerson, newTenant, type Person } from '../fixtures/tenant.ts'
import { changesBetween, offTheRecord, tenantRows } from '../fixtures/tenant-rows.ts'

apiTests()

const KINDS = [
  'customer',
  'tracking',
  'syncRun',
  'finding',
  'connection',
  'handle',
  'user',
  'invitation',
  'apiKey',
] as const satisfies Kind[]

/** Where a thing that is deleted still shows, with the reason. */
const OUTLIVES_DELETION: Record<string, string> = {
  'syncRuns.list query.customerId': 'runs are a ledger: what was done for a customer stays on record',
  'auditLog.list query.targetId': 'the log keeps what was done to it',
  'auditLog.list query.actorId': 'the log keeps what was done by somebody who has left',
  'auditLog.export query.targetId': 'as the list',
  'auditLog.export query.actorId': 'as the list',
}

const routes = await allRoutes()
const calls = routes.filter(({ auth }) => auth === 'MEMBER' || auth === 'ADMIN').flatMap(callsOf)
const attacks = calls.flatMap((call) =>
  attackable(call.route)
    .filter(({ place }) => !call.leavesOut.includes(placeName(place)))
    .map(({ place, kind }) => ({ call, place, kind, name: `${call.name} ${placeName(place)}` })),
)
const onRows = attacks.flatMap(({ kind, ...attack }) => (kind === 'cursor' ? [] : [{ ...attack, kind }]))
const onCursors = attacks.filter(({ kind }) => kind === 'cursor')
const onCron = routes.filter(({ auth }) => auth === 'cron').flatMap(callsOf)
const adminCalls = calls.filter(({ adminOnly }) => adminOnly)

const owner = ownerPool()
const admin = adminPool()
let ours: StockedTenant
let theirs: StockedTenant
let ourMember: Person
let strangers: Person[] = []
/** API keys by role: of ours, and of theirs. */
let ourScripts: { MEMBER: Caller; ADMIN: Caller }
let theirScript: Caller
let endedScripts: Caller[] = []
type DeletedIds = Record<Kind, string | undefined>
let ids: { own: OwnIds; foreign: OwnIds; deleted: DeletedIds; foreignDeleted: DeletedIds }
let lines: LogEntry[] = []

beforeAll(async () => {
  setLogSink((entry) => lines.push(entry))
  ours = await stockedTenant()
  theirs = await stockedTenant()
  ourMember = await ours.join('MEMBER')
  strangers = [newPerson(), await whoLeft(), await whoseOrganizationClosed()]
  ourScripts = { MEMBER: await newScript(ours), ADMIN: await newScript(ours, 'ADMIN') }
  theirScript = await newScript(theirs, 'ADMIN')
  endedScripts = [await endedScript('revoked_at'), await endedScript('expires_at')]
  ids = {
    own: await stockOf(ours),
    foreign: await stockOf(theirs),
    deleted: await deletedStockOf(ours),
    foreignDeleted: await deletedStockOf(theirs),
  }
  // At work with Google, so that nothing but tenant isolation can stop a request.
  await owner.query(
    `update customer set google_account_id = $2, ${FACTS_OF.READY} where organization_id = $1`,
    [theirs.organizationId, ids.foreign.connection],
  )
})
/** The requests of this file are more than one user may send in a minute. */
beforeEach(async () => {
  await owner.query('delete from app.rate_limit')
  lines = []
})

/** One thing of each kind; a second one too, so that every list has a second page. */
async function stockOf(tenant: StockedTenant): Promise<OwnIds> {
  for (const kind of KINDS) await tenant.make(kind)
  return eachKind((kind) => tenant.make(kind))
}

function deletedStockOf(tenant: StockedTenant): Promise<DeletedIds> {
  return eachKind((kind) => tenant.makeDeleted(kind))
}

/** The cast holds because every kind is in KINDS. */
async function eachKind<Id>(id: (kind: Kind) => Id | Promise<Id>): Promise<Record<Kind, Id>> {
  const pairs: [Kind, Id][] = []
  for (const kind of KINDS) pairs.push([kind, await id(kind)])
  return Object.fromEntries(pairs) as Record<Kind, Id>
}

/** Members that this instance still remembers. */
async function whoLeft(): Promise<Person> {
  const person = await ours.join('ADMIN')
  await callApi({ caller: person, method: 'GET', path: '/v1/organization' })
  await owner.query('update user_account set deleted_at = now() where firebase_uid = $1', [person.uid])
  return person
}

/** A key of ours that this instance still remembers. */
async function endedScript(column: 'revoked_at' | 'expires_at'): Promise<Caller> {
  const script = await newScript(ours, 'ADMIN')
  await callApi({ caller: script, method: 'GET', path: '/v1/organization' })
  await owner.query(`update api_key set ${column} = now() - interval '1 second' where id = $1`, [
    script.keyId,
  ])
  return script
}

async function whoseOrganizationClosed(): Promise<Person> {
  const tenant = await newTenant()
  await callApi({ caller: tenant.admin, method: 'GET', path: '/v1/organization' })
  await owner.query('update organization set deleted_at = now() where id = $1', [tenant.organizationId])
  return tenant.admin
}

function send({ route, query, body }: RouteCall, own: OwnIds, caller?: Caller): Promise<ApiResponse> {
  const { method } = route
  return callApi({ ...(caller && { caller }), method, path: pathOf(route, own) + query, body: body(own) })
}

/** Calls a route as our ADMIN, or with a key of ours, with this id at one place and our own ids everywhere else. */
function attempt(
  { route, query, body: bodyOf }: RouteCall,
  place: IdPlace,
  id: string,
  caller: Caller = ours.admin,
): Promise<ApiResponse> {
  const path = pathOf(route, ids.own)
  const body = bodyOf(ids.own)
  const call = { caller, method: route.method, path, body }
  const [name = ''] = place.keys
  switch (place.part) {
    case 'path': {
      const at = route.path.split('/').indexOf(`{${name}}`)
      return callApi({ ...call, path: path.split('/').with(at, encodeURIComponent(id)).join('/') })
    }
    case 'query':
      return callApi({ ...call, path: `${path}?${name}=${encodeURIComponent(id)}` })
    case 'header':
      return callApi({ ...call, headers: { [name]: id } })
    case 'body':
      return callApi({ ...call, path: path + query, body: withIdAt(body, place.keys, id) })
    default:
      return place.part satisfies never
  }
}

/** Everything of an answer that its receiver can see, but for the request's own marks and the id that was asked for. */
function visible({ status, headers, text }: ApiResponse, id: string): string {
  const requestId = headers.get('x-request-id') ?? ''
  const clientRequestId = headers.get('x-client-request-id') ?? ''
  // How long it took, and how many calls are left, differ from one call to the next.
  const shown = [...headers].filter(([name]) => name !== 'server-timing' && !name.startsWith('ratelimit'))
  return JSON.stringify([status, shown, text])
    .replaceAll(requestId, '{requestId}')
    .replaceAll(clientRequestId, '{clientRequestId}')
    .replaceAll(encodeURIComponent(id), '{id}')
    .replaceAll(id, '{id}')
}

/** Texts in an organization's rows that are not in the other's: what the other must never see. */
function secretsOf(rows: readonly string[], others: readonly string[]): string[] {
  const known = others.join()
  const texts = [...rows.join('\n').matchAll(/"((?:[^"\\]|\\.){6,})"/g)].map(([, text = '']) => text)
  return [...new Set(texts)].filter((text) => !/^\d{4}-\d\d-\d\dT/.test(text) && !known.includes(text))
}

async function bothRows() {
  const [mine, foreign] = await Promise.all([
    tenantRows(admin, ours.organizationId),
    tenantRows(admin, theirs.organizationId),
  ])
  return { mine, foreign }
}

type BothRows = Awaited<ReturnType<typeof bothRows>>

/** Nothing of the other organization has changed, and none of its values is in the answers or the log. */
async function expectUntouched(
  before: BothRows,
  responses: { response: ApiResponse; id: string }[],
): Promise<void> {
  const { mine, foreign } = await bothRows()
  expect(changesBetween(before.foreign, foreign)).toEqual([])
  const secrets = secretsOf(foreign, mine)
  expect(secrets.length).toBeGreaterThan(20)
  const logged = responses.map(({ response, id }) => visible(response, id)).join() + JSON.stringify(lines)
  const isAskedFor = (text: string) => responses.some(({ id }) => id === text)
  expect(secrets.filter((secret) => logged.includes(secret) && !isAskedFor(secret))).toEqual([])
}

/** Nothing was done for a denied caller, in either organization. */
async function expectNothingDone(before: BothRows): Promise<void> {
  const { mine, foreign } = await bothRows()
  expect(changesBetween(before.foreign, foreign)).toEqual([])
  expect(changesBetween(offTheRecord(before.mine), offTheRecord(mine))).toEqual([])
}

describe('the attack', () => {
  it('knows what every input of every route means', () => {
    expect(unsaid(routes)).toEqual([])
    expect(onRows.length).toBeGreaterThan(15)
    expect(onCursors.length).toBeGreaterThan(3)
  })
})

describe('an id that is foreign, deleted, both or unused gets the same response', () => {
  it.each(onRows)('$name', async ({ call, place, kind, name }) => {
    const before = await bothRows()
    const tried = [
      absent(kind),
      absent(kind),
      ids.foreign[kind],
      ids.foreignDeleted[kind],
      call.forDeleted || OUTLIVES_DELETION[name] ? undefined : ids.deleted[kind],
    ]
    const responses = []
    for (const id of tried.filter((each) => each !== undefined)) {
      responses.push({ id, response: await attempt(call, place, id) })
    }
    const [reference, ...others] = responses.map(({ response, id }) => visible(response, id))
    expect(others).toEqual(others.map(() => reference))
    await expectUntouched(before, responses)
  })
})

describe('an id of one’s own gets another response, so that the denials mean something', () => {
  it.each(onRows)('$name', async ({ call, place, kind }) => {
    const id = (call.forDeleted && (await ours.makeDeleted(kind))) || (await ours.make(kind))
    const response = await attempt(call, place, id)
    expect([200, 201, 202, 204, 409]).toContain(response.status)
    const nobodys = absent(kind)
    expect(visible(response, id)).not.toBe(visible(await attempt(call, place, nobodys), nobodys))
  })
})

describe('a cursor of another organization gets the same response as one that was never issued', () => {
  it.each(onCursors)('$name', async ({ call, place }) => {
    const page = await callApi({
      caller: theirs.admin,
      method: 'GET',
      path: `${pathOf(call.route, ids.foreign)}?limit=1`,
    })
    lines = []
    const cursor = String(Reflect.get(Object(page.body), 'nextCursor'))
    expect(cursor).toMatch(/^[\w-]{20,}$/)
    const before = await bothRows()
    const responses = []
    for (const id of [cursor, 'bm9ib2R5']) responses.push({ id, response: await attempt(call, place, id) })
    const [first, second] = responses.map(({ response, id }) => visible(response, id))
    expect(first).toBe(second)
    expect(responses[0]?.response.problem).toMatchObject({
      status: 400,
      invalidParams: [{ name: 'query.cursor' }],
    })
    await expectUntouched(before, responses)
  })
})

describe('an idempotency key that another organization has used is as good as unused', () => {
  // What Google has to say yes to is tried where there is a sandbox (adopt.test.ts).
  const idempotent = routes
    .filter((route) => route.idempotent && route.id !== 'customers.adopt')
    .flatMap(callsOf)

  it.each(idempotent)('$name', async ({ route, body }) => {
    const headers = { 'idempotency-key': `key-${absent('customer')}` }
    const use = (own: OwnIds, member: Caller) =>
      callApi({
        caller: route.auth === 'identity' ? newPerson() : member,
        method: route.method,
        path: pathOf(route, own),
        body: body(own),
        headers,
      })
    const first = await use(ids.foreign, theirs.admin)
    expect(first.status).toBe(route.status)
    const before = await bothRows()
    lines = []
    const second = await use(ids.own, ours.admin)
    expect(second.status).toBe(route.status)
    expect(second.text).not.toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBeNull()
    await expectUntouched(before, [{ response: second, id: '' }])
  })
})

describe('an API key of another organization gets no further than one of its members', () => {
  it.each(onRows.filter(({ call }) => call.route.takesKeys))('$name', async ({ call, place, kind }) => {
    const before = await bothRows()
    const responses = []
    for (const id of [absent(kind), ids.foreign[kind], ids.foreignDeleted[kind]].filter(
      (each) => each !== undefined,
    ))
      responses.push({ id, response: await attempt(call, place, id, ourScripts.ADMIN) })
    const [reference, ...others] = responses.map(({ response, id }) => visible(response, id))
    expect(others).toEqual(others.map(() => reference))
    await expectUntouched(before, responses)
  })
})

describe('an API key is let in by its role, or denied before it is revealed whether an id exists', () => {
  it.each(calls)('$name', async (call) => {
    const before = await bothRows()
    const denied: ApiResponse[] = []
    for (const whose of [await eachKind(absent), ids.foreign, ids.own]) {
      if (!call.route.takesKeys)
        denied.push(await send(call, whose, ourScripts.ADMIN), await send(call, whose, theirScript))
      if (!call.route.takesKeys || call.adminOnly) denied.push(await send(call, whose, ourScripts.MEMBER))
    }
    for (const { body } of denied) expect(body).toMatchObject({ status: 403, code: 'forbidden' })
    expect(new Set(denied.map(({ problem }) => problem.detail)).size).toBeLessThanOrEqual(1)
    for (const script of endedScripts) {
      const { body } = await send(call, ids.own, script)
      expect(body).toMatchObject({ status: 401, code: 'unauthenticated' })
    }
    await expectNothingDone(before)
  })

  it('may do what its role may: every read that a key may do succeeds', async () => {
    for (const call of calls.filter(
      ({ route }) => route.takesKeys && route.method === 'GET' && route.rate !== 'google',
    )) {
      const { status } = await send(call, ids.own, ourScripts[call.adminOnly ? 'ADMIN' : 'MEMBER'])
      expect({ name: call.name, status }).toEqual({ name: call.name, status: 200 })
    }
  })
})

describe('what needs an ADMIN denies a MEMBER before it reveals whether an id exists', () => {
  it.each(adminCalls)('$name', async (call) => {
    const before = await bothRows()
    const responses = []
    for (const whose of [await eachKind(absent), ids.foreign, ids.own]) {
      responses.push(await send(call, whose, ourMember))
    }
    for (const { body } of responses) expect(body).toMatchObject({ status: 403, code: 'forbidden' })
    expect(new Set(responses.map(({ problem }) => problem.detail)).size).toBe(1)
    await expectNothingDone(before)
  })
})

describe('a route of an organization gives access to its members only', () => {
  it.each(calls)('$name', async (call) => {
    const before = await bothRows()
    const forged = { token: signIn({ uid: ours.admin.uid, forged: true }) }
    for (const caller of [undefined, { token: 'nonsense' }, forged]) {
      const { body } = await send(call, ids.own, caller)
      expect(body).toMatchObject({ status: 401, code: 'unauthenticated' })
    }
    for (const caller of strangers) {
      const { body } = await send(call, ids.own, caller)
      expect(body).toMatchObject({ status: 403, code: 'not_a_member' })
    }
    await expectNothingDone(before)
  })

  it.each(onCron)('$name: nor a member, but cron alone', async (call) => {
    for (const caller of [undefined, ours.admin]) {
      const { body } = await send(call, ids.own, caller)
      expect(body).toMatchObject({ status: 401, code: 'unauthenticated' })
    }
  })
})
