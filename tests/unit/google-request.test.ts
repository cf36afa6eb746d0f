import { delay, HttpResponse } from 'msw'
import { expect, it, vi } from 'vitest'
import { z } from 'zod'
import { classifyTagManager } from '../../lib/google/classify-tag-manager.ts'
import { GoogleError } from '../../lib/google/google-error.ts'
import { type GoogleRequest, googleRequest } from '../../lib/google/google-request.ts'
import { metered } from '../../lib/telemetry/meter.ts'
import { failureOf, googleServer, json } from '../fixtures/google-server.ts'

const google = googleServer()
const TOKEN = 'ya29.secret-access-token'
const Body = z.object({ ok: z.boolean() })

function send(options: Partial<GoogleRequest<z.infer<typeof Body>>> = {}) {
  return googleRequest({
    service: 'tagmanager',
    operation: 'tags.create',
    method: 'POST',
    url: new URL('https://tagmanager.googleapis.com/tagmanager/v2/accounts/1?code=secret-query'),
    headers: { authorization: `Bearer ${TOKEN}` },
    body: '{"name":"secret-body"}',
    write: true,
    schema: Body,
    classify: classifyTagManager,
    ...options,
  })
}

it('a well-formed response of Google is returned and counted once', async () => {
  google.respond(json({ ok: true, more: 'is dropped by the schema' }))
  const [body, calls] = await metered(async (meter) => [await send(), meter.googleCalls])
  expect(body).toEqual({ ok: true })
  expect(calls).toBe(1)
})

it.each([429, 500, 502, 503, 504])('a Google request with HTTP %i is not repeated', async (status) => {
  google.respond(json({ error: { code: status } }, { status }))
  expect(await failureOf(send())).toBeInstanceOf(GoogleError)
  expect(google.seen).toHaveLength(1)
})

it.each([500, 502, 503, 504])(
  'after HTTP %i the effect of a write is unknown, that of a read is not',
  async (status) => {
    google.respond(json({ error: { code: status } }, { status }))
    expect(await failureOf(send())).toMatchObject({
      kind: 'transient',
      reason: 'server_error',
      uncertain: true,
      status,
    })
    expect(await failureOf(send({ write: false }))).toMatchObject({ kind: 'transient', uncertain: false })
  },
)

it('a rejected write is not uncertain', async () => {
  google.respond(json({ error: { code: 403 } }, { status: 403 }))
  expect(await failureOf(send())).toMatchObject({ uncertain: false })
})

it('a lost connection to Google is transient, and a write over it uncertain', async () => {
  google.respond(() => HttpResponse.error())
  expect(await failureOf(send())).toMatchObject({ kind: 'transient', reason: 'unreachable', uncertain: true })
  expect(google.seen).toHaveLength(1)
  expect(await failureOf(send({ write: false }))).toMatchObject({ reason: 'unreachable', uncertain: false })
})

it('no response of Google in time is a time-out', async () => {
  google.respond(async () => {
    await delay('infinite')
    return HttpResponse.error()
  })
  expect(await failureOf(send({ timeoutMs: 15 }))).toMatchObject({
    reason: 'timeout',
    kind: 'transient',
    uncertain: true,
  })
})

it('an abort by the caller is not a time-out', async () => {
  const controller = new AbortController()
  google.respond(async () => {
    controller.abort(new Error('deadline of the run'))
    await delay('infinite')
    return HttpResponse.error()
  })
  expect(await failureOf(send({ signal: controller.signal }))).toMatchObject({
    reason: 'aborted',
    uncertain: true,
  })
})

it('redirects of Google are not followed', async () => {
  google.respond(() => HttpResponse.redirect('https://elsewhere.googleapis.com/', 307))
  expect(await failureOf(send())).toMatchObject({ reason: 'unreadable_response', status: 307 })
  expect(google.seen).toHaveLength(1)
})

it.each([
  ['HTML', () => HttpResponse.html('<h1>Sorry</h1>')],
  ['a response without a field that we rely on', json({ fine: true })],
  ['an empty response', () => new HttpResponse(null, { status: 204 })],
])('%s is unreadable, and a write behind it uncertain', async (_, response) => {
  google.respond(response)
  expect(await failureOf(send())).toMatchObject({
    reason: 'unreadable_response',
    kind: 'transient',
    uncertain: true,
  })
})

it('a response larger than any of Google’s is cut off', async () => {
  const mebibyte = new Uint8Array(1024 * 1024).fill(32)
  let sent = 0
  const pull = (body: ReadableStreamDefaultController) => {
    sent += 1
    body.enqueue(mebibyte)
  }
  google.respond(() => new HttpResponse(new ReadableStream({ pull })))
  expect(await failureOf(send())).toMatchObject({ reason: 'unreadable_response' })
  expect(sent).toBeLessThan(40)
})

it('Retry-After is read as seconds and as a date', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:00:00Z') })
  try {
    const headers = ['17', 'Sun, 22 Nov 2026 10:01:30 GMT', 'Sun, 22 Nov 2026 09:00:00 GMT', 'soon']
    google.respond(...headers.map((value) => json({}, { status: 429, headers: { 'retry-after': value } })))
    const waits: unknown[] = []
    for (const _ of headers) waits.push(await failureOf(send()))
    expect(waits).toMatchObject([
      { kind: 'quota', retryAfterMs: 17_000 },
      { retryAfterMs: 90_000 },
      { retryAfterMs: 0 },
      { retryAfterMs: undefined },
    ])
  } finally {
    vi.useRealTimers()
  }
})

it('no error and no log line holds a token, a body, a query or Google’s text', async () => {
  google.respond(
    json({ error: { code: 403, message: 'forbidden for jane@example.com' } }, { status: 403 }),
    () => HttpResponse.error(),
    json({ ok: true }),
  )
  const errors = [await failureOf(send()), await failureOf(send())]
  await send()
  const shown = [...errors.map(String), JSON.stringify(errors), JSON.stringify(google.logged)].join('\n')
  expect(shown).not.toMatch(/secret|ya29|jane@|https?:/)
  expect(
    google.logged.map(({ time: _, durationMs, ...entry }) => ({ ...entry, timed: typeof durationMs })),
  ).toEqual([
    {
      level: 'info',
      event: 'google.call',
      service: 'tagmanager',
      operation: 'tags.create',
      status: 403,
      reason: 'container_access_denied',
      timed: 'number',
    },
    {
      level: 'info',
      event: 'google.call',
      service: 'tagmanager',
      operation: 'tags.create',
      status: undefined,
      reason: 'unreachable',
      timed: 'number',
    },
    {
      level: 'info',
      event: 'google.call',
      service: 'tagmanager',
      operation: 'tags.create',
      status: 200,
      timed: 'number',
    },
  ])
})

it('Google’s own text is kept where it names the wrong value, and bounded', async () => {
  const message = `vendorTemplate.parameter.conversionLabel: The value must not be empty.${' '.repeat(2000)}`
  google.respond(json({ error: { code: 400, message } }, { status: 400 }))
  const error = await failureOf(send())
  expect(error).toMatchObject({ kind: 'permanent', googleMessage: message.slice(0, 500) })
})
