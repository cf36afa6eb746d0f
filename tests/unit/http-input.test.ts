import '../fixtures/settings.ts'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { hasMoreValues } from '../../lib/http/input/has-more-values.ts'
import { MAX_BODY_VALUES } from '../../lib/http/input/parse-json-body.ts'
import { MAX_BODY_BYTES } from '../../lib/http/input/read-body.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { PageQuery } from '../../lib/paging/page.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'

const shared = { summary: 'A test', auth: { public: 'a test' }, rate: 'write' } as const
const Echo = z.object({ got: z.json() })

const api = serve([
  route({
    ...shared,
    id: 'things.create',
    method: 'POST',
    path: '/v1/things',
    body: z.object({
      name: z.string().min(1).max(80),
      size: z.int().positive().optional(),
      kind: z.enum(['SMALL', 'LARGE']).optional(),
      parts: z.array(z.strictObject({ label: z.string() })).optional(),
      remark: z.string({ error: 'write a remark' }).optional(),
      anything: z.json().optional(),
    }),
    output: Echo,
    run: async ({ body }) => ({ got: z.json().parse(body) }),
  }),
  route({
    ...shared,
    id: 'things.list',
    method: 'GET',
    path: '/v1/things',
    query: PageQuery.extend({ q: z.string().optional() }),
    output: Echo,
    run: async ({ query }) => ({ got: z.json().parse(query) }),
  }),
  route({
    ...shared,
    id: 'things.get',
    method: 'GET',
    path: '/v1/things/{thingId}',
    params: z.object({ thingId: z.uuid() }),
    headers: z.object({
      'if-match': z
        .string()
        .regex(/^"\d+"$/)
        .optional(),
    }),
    output: Echo,
    run: async ({ params, headers }) => ({ got: z.json().parse({ ...params, ...headers }) }),
  }),
  route({
    ...shared,
    id: 'things.callback',
    method: 'GET',
    path: '/v1/callback',
    query: z.looseObject({ state: z.string() }),
    output: Echo,
    run: async ({ query }) => ({ got: { state: query.state } }),
  }),
  route({
    ...shared,
    id: 'things.delete',
    method: 'DELETE',
    path: '/v1/things',
    status: 204,
    run: async () => undefined,
  }),
])

beforeEach(() => setLogSink(() => undefined))

const call = (path: string, init?: RequestInit) => api.fetch(new Request(`https://api.test/api${path}`, init))
const send = (body: NonNullable<RequestInit['body']>, type = 'application/json') =>
  call('/v1/things', { method: 'POST', headers: { 'content-type': type }, body, duplex: 'half' })
const sendJson = (value: unknown) => send(JSON.stringify(value))

async function violationsOf(response: Response) {
  expect(response.status).toBe(400)
  return z
    .object({ invalidParams: z.array(z.object({ name: z.string(), reason: z.string() })) })
    .parse(await response.json()).invalidParams
}

function streamOf(...chunks: (string | Error)[]) {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk instanceof Error) controller.error(chunk)
      else if (chunk === undefined) controller.close()
      else controller.enqueue(Buffer.from(chunk))
    },
  })
}

describe('a body', () => {
  it('is read', async () => {
    expect(await (await sendJson({ name: 'Größe 😀' })).json()).toEqual({ got: { name: 'Größe 😀' } })
  })

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'may be called %s',
    async (type) => {
      expect((await send('{"name":"a"}', type)).status).toBe(200)
    },
  )

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json, text/plain',
    'application/json; charset=latin1',
    '',
  ])('called %j is of the wrong type', async (type) => {
    const response = await send(Buffer.from('{"name":"a"}'), type)
    expect([response.status, await response.json()]).toMatchObject([415, { code: 'unsupported_media_type' }])
  })

  it.each(['{', 'name', '{"name":"a"} more', '{"name":NaN}', '﻿', '['.repeat(5_000)])(
    'that is not JSON is malformed: %.20s',
    async (body) => {
      const response = await send(body)
      expect([response.status, await response.json()]).toMatchObject([400, { code: 'malformed_json' }])
    },
  )

  it('is not accepted compressed', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const response = await call('/v1/things', { method: 'POST', headers, body: '{"name":"a"}' })
    expect([response.status, await response.json()]).toMatchObject([415, { code: 'unsupported_media_type' }])
  })

  it.each([
    ['{"name":"a","name":"b"}', 'body.name'],
    ['{"name":"a","name":"a"}', 'body.name'],
    ['{"name":"a","n\\u0061me":"b"}', 'body.name'],
    ['{"name":"a","parts":[{"label":"a"},{"label":"b","label":"c"}]}', 'body.parts.1.label'],
    ['{"name":"a","anything":{"x":{"":1,"":2}}}', 'body.anything.x.'],
    ['{"name":"a","anything":[[{"a":[1,2,{}],"b":":,{}","a":0}]]}', 'body.anything.0.0.a'],
  ])('with a repeated name is rejected: %s', async (body, name) => {
    expect(await violationsOf(await send(body))).toEqual([
      { name, reason: 'is given more than once; give it once' },
    ])
  })

  it('may have one name in several objects, and names that look like JSON', async () => {
    const body = {
      name: '"name":{"name"',
      parts: [{ label: 'a' }, { label: 'a' }],
      anything: { name: ['x', 'x'], '\\"': 1 },
    }
    expect(await (await sendJson(body)).json()).toEqual({ got: body })
  })

  it('that is not UTF-8 is malformed', async () => {
    const response = await send(Buffer.from([0x22, 0xff, 0x22]))
    expect(await response.json()).toMatchObject({ code: 'malformed_json' })
  })

  it('is required where it is declared', async () => {
    expect(await violationsOf(await call('/v1/things', { method: 'POST' }))).toEqual([
      { name: 'body', reason: 'is required' },
    ])
  })

  it.each(['null', '[]', '"text"', '1'])('must be an object, not %s', async (body) => {
    expect(await violationsOf(await send(body))).toEqual([{ name: 'body', reason: 'must be an object' }])
  })

  it('may be of 1 MiB and no more', async () => {
    const padded = (size: number) => `{"name":"a"}${' '.repeat(size - '{"name":"a"}'.length)}`
    expect((await send(padded(MAX_BODY_BYTES))).status).toBe(200)
    const response = await send(padded(MAX_BODY_BYTES + 1))
    expect([response.status, await response.json()]).toMatchObject([413, { code: 'payload_too_large' }])
  })

  it('is rejected by its declared length, unread', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': String(MAX_BODY_BYTES + 1) }
    const body = streamOf(new Error('must not be read'))
    const response = await call('/v1/things', { method: 'POST', headers, body, duplex: 'half' })
    expect(response.status).toBe(413)
  })

  it('is cut off while it streams, whatever it said', async () => {
    const piece = ' '.repeat(MAX_BODY_BYTES / 2)
    const body = streamOf(piece, piece, ' ', new Error('must not be read'))
    expect((await send(body)).status).toBe(413)
  })

  it('that breaks is the sender’s to repeat', async () => {
    const response = await send(streamOf('{"name":', new Error('socket hang up')))
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_request' }])
  })

  it.each(['', '{}', ' {\r\n\t} '])('may be nothing where none is declared: %j', async (body) => {
    for (const type of ['application/json', 'text/plain'])
      expect(
        (await call('/v1/things', { method: 'DELETE', headers: { 'content-type': type }, body })).status,
      ).toBe(204)
  })

  it.each(['{"name":"a"}', '[]', 'null', '{', '{}{}', '\u00a0{}', ' '])(
    'is rejected where none is declared: %j',
    async (body) => {
      expect(await violationsOf(await call('/v1/things', { method: 'DELETE', body }))).toMatchObject([
        { name: 'body', reason: 'this operation takes no body; leave it out' },
      ])
    },
  )
})

describe('a wrong value', () => {
  it.each<[unknown, string, string]>([
    [{}, 'body.name', 'is required'],
    [{ name: 1 }, 'body.name', 'must be a string'],
    [{ name: null }, 'body.name', 'must be a string'],
    [{ name: '' }, 'body.name', 'must not be empty'],
    [{ name: 'a'.repeat(81) }, 'body.name', 'must be at most 80 characters long'],
    [{ name: 'a', size: 1.5 }, 'body.size', 'must be a whole number'],
    [{ name: 'a', size: 0 }, 'body.size', 'must be more than 0'],
    [{ name: 'a', kind: 'HUGE' }, 'body.kind', 'must be one of "SMALL", "LARGE"'],
    [{ name: 'a', parts: [{ label: 'b' }, { label: 2 }] }, 'body.parts.1.label', 'must be a string'],
    [
      { name: 'a', parts: [{ label: 'b', extra: 1 }] },
      'body.parts.0.extra',
      'is not known here; leave it out',
    ],
    [{ name: 'a', extra: 1 }, 'body.extra', 'is not known here; leave it out'],
    [{ name: 'a', remark: 1 }, 'body.remark', 'write a remark'],
  ])('in %j is named with its fix', async (body, name, reason) => {
    expect(await violationsOf(await sendJson(body))).toEqual([{ name, reason }])
  })

  it('is named together with all others, in the path, the query and the headers alike', async () => {
    const response = await call('/v1/things/not-a-uuid?limit=5', { headers: { 'if-match': 'W/1' } })
    expect(await violationsOf(response)).toEqual([
      { name: 'path.thingId', reason: 'must be a UUID' },
      { name: 'query.limit', reason: 'is not known here; leave it out' },
      { name: 'header.if-match', reason: 'must be of the documented form' },
    ])
  })

  it('is one of at most twenty that are named, with short names', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}`.padEnd(1_000, 'x'), n]))
    const faults = await violationsOf(await sendJson({ name: 'a', ...many }))
    expect(faults).toHaveLength(20)
    expect(Math.max(...faults.map((fault) => fault.name.length))).toBeLessThan(120)
  })
})

const NOT_UTF8 = 'percent-encode it as UTF-8: ä is %C3%A4, and % is %25'

describe('a query', () => {
  it.each([
    ['', { limit: 25 }],
    ['?limit=100&q=', { limit: 100, q: '' }],
    ['?q=a%26b+c', { limit: 25, q: 'a&b c' }],
    ['?q=%C3%A4%EF%BF%BD', { limit: 25, q: 'ä\ufffd' }],
    ['?&&limit=5&', { limit: 5 }],
  ])('%j is read', async (query, got) => {
    expect(await (await call(`/v1/things${query}`)).json()).toEqual({ got })
  })

  it.each([
    ['?limit=0', 'query.limit', 'must be at least 1'],
    ['?limit=101', 'query.limit', 'must be at most 100'],
    ['?limit=', 'query.limit', 'must be at least 1'],
    ['?limit=ten', 'query.limit', 'must be a number'],
    ['?limit=1.5', 'query.limit', 'must be a whole number'],
    ['?LIMIT=1', 'query.LIMIT', 'is not known here; leave it out'],
    ['?q=a&q=b', 'query.q', 'is given more than once; give it once'],
    ['?q=a%00b', 'query.q', 'remove the NUL character (U+0000)'],
    ['?q[]=a', 'query.q[]', 'is not known here; leave it out'],
    ['?q=%E4', 'query.q', NOT_UTF8],
    ['?q=a%C3', 'query.q', NOT_UTF8],
    ['?q=%ED%A0%80', 'query.q', NOT_UTF8],
    ['?q=100%', 'query.q', NOT_UTF8],
    ['?q=%u00e4', 'query.q', NOT_UTF8],
  ])('%j is rejected', async (query, name, reason) => {
    expect(await violationsOf(await call(`/v1/things${query}`))).toEqual([{ name, reason }])
  })

  it('may be open where its schema says so', async () => {
    expect((await call('/v1/callback?state=a&scope=b&authuser=0')).status).toBe(200)
  })
})

describe('the headers', () => {
  it('that a route declares are read, all others are let be', async () => {
    const thingId = '01890a5d-ac96-774b-bcce-b302099a8057'
    const headers = { 'if-match': '"3"', 'x-forwarded-for': '1.2.3.4' }
    expect(await (await call(`/v1/things/${thingId}`, { headers })).json()).toEqual({
      got: { thingId, 'if-match': '"3"' },
    })
  })
})

describe('hostile JSON', () => {
  const deep = (levels: number) => `{"name":"a","anything":${'['.repeat(levels)}${']'.repeat(levels)}}`

  it.each([
    ['NUL in a value', '{"name":"a\\u0000b"}', 'body.name'],
    ['NUL in a nested value', '{"name":"a","anything":{"b":["\\u0000"]}}', 'body.anything.b.0'],
    ['NUL in a key', '{"name":"a","anything":{"\\u0000":1}}', 'body.anything.\0'],
    ['a lone high surrogate', '{"name":"\\ud800"}', 'body.name'],
    ['a lone low surrogate', '{"name":"a\\udc00"}', 'body.name'],
    ['a lone surrogate in a key', '{"name":"a","anything":{"\\ud800":1}}', 'body.anything.�'],
    ['__proto__', '{"name":"a","__proto__":{"admin":true}}', 'body.__proto__'],
    ['__proto__ below', '{"name":"a","anything":{"__proto__":{"admin":true}}}', 'body.anything.__proto__'],
    ['constructor', '{"name":"a","constructor":{"prototype":{}}}', 'body.constructor'],
    ['toString', '{"name":"a","toString":1}', 'body.toString'],
    ['33 levels', deep(33), `body.anything${'.0'.repeat(31)}`],
    ['9,000 levels', deep(9_000), `body.anything${'.0'.repeat(31)}`],
    ['a number beyond all bounds', '{"name":"a","size":1e400}', 'body.size'],
    ['a number beyond exactness', '{"name":"a","size":9007199254740993}', 'body.size'],
  ])('is rejected by name: %s', async (_, body, name) => {
    expect(await violationsOf(await send(body))).toMatchObject([{ name }])
  })

  it('leaves no trace in prototypes', async () => {
    await send('{"name":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('within the bounds is accepted', async () => {
    expect((await send(deep(30))).status).toBe(200)
  })

  it('of nine thousand small values gets a response', async () => {
    expect((await sendJson({ name: 'a', anything: Array.from({ length: 9_000 }, () => 1) })).status).toBe(200)
  })
})

describe('a body of very many values', () => {
  const fill = (part: string, separator = ',') =>
    Array.from({ length: MAX_BODY_VALUES + 10 }, (_, n) => part.replace('#', String(n))).join(separator)

  it.each([
    ['unknown names', `{${fill('"unknown#":1')}}`],
    ['elements', `{"name":"a","anything":[${fill('#')}]}`],
    ['objects', `{"name":"a","parts":[${fill('{}')}]}`],
    ['levels', `{"name":"a","anything":${'['.repeat(MAX_BODY_VALUES + 10)}`],
    ['repeated names', `{${fill('"name":"a"')}}`],
    ['texts, and is no JSON', `[${fill('"#"')}`],
  ])('that are %s is rejected before it is parsed', async (_, body) => {
    using parse = vi.spyOn(JSON, 'parse')
    const response = await send(body)
    expect(parse).not.toHaveBeenCalled()
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'payload_too_large' })
  })

  it('is told from one whose texts only look like values', async () => {
    expect((await sendJson({ name: 'a', anything: '[{,"\\'.repeat(20_000) })).status).toBe(200)
  })

  it('is counted exactly, whatever the JSON is like', () => {
    const valuesOf = (value: unknown): number =>
      1 +
      (typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, each) => sum + valuesOf(each), 0)
        : 0)
    // Empty ones count for the value that they could hold.
    const filled = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.constant(null),
        fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
        fc.dictionary(fc.string(), tie('value'), { minKeys: 1, maxKeys: 4 }),
      ),
    })).value
    fc.assert(
      fc.property(filled, (value) => {
        const json = Buffer.from(JSON.stringify(value))
        const count = valuesOf(JSON.parse(json.toString()))
        expect([hasMoreValues(json, count), hasMoreValues(json, count - 1)]).toEqual([false, true])
      }),
    )
  })
})

describe('a very long query', () => {
  it.each([
    ['of one name', `a=${'b'.repeat(9_000)}`],
    ['of one name many times', 'q=a&'.repeat(3_000)],
    ['of many names', Array.from({ length: 2_000 }, (_, n) => `n${n}=`).join('&')],
  ])('%s is rejected as one', async (_, query) => {
    expect(await violationsOf(await call(`/v1/things?${query}`))).toEqual([
      { name: 'query', reason: 'must be at most 8192 characters long' },
    ])
  })
})
