import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { settings } from '../fixtures/settings.ts'

const run = promisify(execFile)

const ASK_AND_TELL = `
  import { createRequire } from 'node:module'
  const { default: health } = await import('./api/health.ts')
  const { status } = await health.fetch(new Request('https://api.test/api/health'))
  const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('opentelemetry'))
  console.log(JSON.stringify({ status, loaded: loaded.length }))
  process.exit()`

async function ask(more: Record<string, string>): Promise<unknown> {
  const options = { env: { ...process.env, ...settings, ...more } }
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', ASK_AND_TELL], options)
  return JSON.parse(stdout.split('\n').at(-2) ?? '')
}

it('a function without a place to send spans to loads nothing of OpenTelemetry', async () => {
  expect(await ask({})).toEqual({ status: 200, loaded: 0 })
  const traced = await ask({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  expect(traced).toEqual({ status: 200, loaded: expect.toSatisfy((count) => Number(count) > 10) })
})
