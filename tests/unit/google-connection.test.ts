import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { classifyTagManager } from '../../lib/google/classify-tag-manager.ts'
import { GoogleError } from '../../lib/google/google-error.ts'
import { googleRequest } from '../../lib/google/google-request.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'

beforeAll(() => setLogSink(() => undefined))
afterAll(() => setLogSink())

/** Sends one write to a server of real sockets, and returns the error. */
async function outcomeOf(listener: RequestListener, timeoutMs = 5000): Promise<unknown> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return googleRequest({
    service: 'tagmanager',
    operation: 'bulk_update',
    method: 'POST',
    url: new URL(`http://127.0.0.1:${address.port}/`),
    write: true,
    schema: z.object({ ok: z.boolean() }),
    classify: classifyTagManager,
    timeoutMs,
  }).catch((error: unknown) => error)
}

it('a connection that ends before the response leaves the write uncertain', async () => {
  const outcome = await outcomeOf((request) => request.socket.destroy())
  expect(outcome).toBeInstanceOf(GoogleError)
  expect(outcome).toMatchObject({
    reason: 'unreachable',
    kind: 'transient',
    uncertain: true,
    status: undefined,
  })
})

it('a connection that ends within the response leaves the write uncertain', async () => {
  const outcome = await outcomeOf((request, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('{"ok":', () => request.socket.destroy())
  })
  expect(outcome).toMatchObject({ reason: 'unreachable', uncertain: true })
})

it('a response that begins and never ends runs into the time-out', async () => {
  const outcome = await outcomeOf((_, response) => {
    response.writeHead(200)
    response.write('{"ok":')
  }, 40)
  expect(outcome).toMatchObject({ reason: 'timeout', uncertain: true })
})

it('a character of a response that is split between two packets stays whole', async () => {
  const body = Buffer.from('{"ok":true,"name":"Käufe"}')
  const outcome = await outcomeOf((_, response) => {
    const middle = body.indexOf('ä') + 1
    response.write(body.subarray(0, middle), () => response.end(body.subarray(middle)))
  })
  expect(outcome).toEqual({ ok: true })
})
