import { mkdtempDisposable, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { bundle } from '../../lib/ops/bundle/bundle.ts'
import { filesBelow } from '../../lib/ops/output/files-below.ts'
import { apiTests } from '../fixtures/api.ts'
import { privateAuthority } from '../fixtures/certificate.ts'
import { certificates } from '../fixtures/firebase.ts'
import { newTenant } from '../fixtures/tenant.ts'
import { builtFolder } from './built-folder.ts'
import { type ColdStart, coldStart } from './cold-start.ts'

const ROUNDS = Number(process.env['COLD_ROUNDS'] ?? 5)
const MINIMAL = 'minimal'

const Budget = z.object({
  /** Processor time of the import and of the first response at most, in those of the minimal function. */
  importRatio: z.number(),
  responseRatio: z.number(),
  /** Files exactly, megabytes at most. */
  functions: z.record(z.string(), z.object({ files: z.number(), megabytes: z.number() })),
})
const budget = Budget.parse(
  JSON.parse(await readFile(fileURLToPath(new URL('budget.json', import.meta.url)), 'utf8')),
)

/** A read by each function; health and cron verify no token. */
const PATHS: Readonly<Record<string, string>> = {
  'api/cron': '/api/cron/run-sync',
  'api/health': '/api/health',
  'api/v1/audit-log': '/api/v1/audit-log',
  'api/v1/connections': '/api/v1/connections',
  'api/v1/customers': '/api/v1/customers',
  'api/v1/members': '/api/v1/members',
  'api/v1/organization': '/api/v1/organization',
  'api/v1/reports': '/api/v1/reports/overview',
  'api/v1/sync-runs': '/api/v1/sync-runs',
  'api/v1/trackings': '/api/v1/trackings',
}

apiTests()
const folder = builtFolder()
const scratch = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-cold-'))
const authority = privateAuthority('www.googleapis.com')
const google = createServer({ key: authority.key, cert: authority.certificate }, (_, response) => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(certificates))
})
beforeAll(async () => {
  await bundle(fileURLToPath(new URL('minimal-function.ts', import.meta.url)), scratch.path)
  await new Promise<void>((resolve) => google.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  google.close()
  await scratch.remove()
})

async function sizeOf(name: string): Promise<{ files: number; bytes: number }> {
  const root = name === MINIMAL ? scratch.path : join(folder(), 'functions', `${name}.func`)
  const files = await filesBelow(root)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(root, file))).size))
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function medians(starts: readonly ColdStart[]): ColdStart {
  const of = (figure: keyof ColdStart) => median(starts.map((start) => start[figure]))
  return {
    importMs: of('importMs'),
    importCpuMs: of('importCpuMs'),
    responseMs: of('responseMs'),
    responseCpuMs: of('responseCpuMs'),
    rssMb: of('rssMb'),
  }
}

it('every function has as many files as its budget says, and no more megabytes', async () => {
  const sizes: Record<string, { files: number; megabytes: number }> = {}
  for (const name of Object.keys(PATHS)) {
    const { files, bytes } = await sizeOf(name)
    const allowed = budget.functions[name]?.megabytes ?? 0
    sizes[name] = { files, megabytes: bytes <= allowed * 1e6 ? allowed : Math.ceil(bytes / 1e5) / 10 }
  }
  expect(sizes).toEqual(budget.functions)
})

it('every function is imported and responds first within its multiple of the minimal function', async () => {
  const { port } = google.address() as AddressInfo
  const { admin } = await newTenant()
  const secret = process.env['CRON_SECRET']
  const starts = new Map<string, ColdStart[]>([[MINIMAL, []], ...Object.keys(PATHS).map(each)])
  function each(name: string): [string, ColdStart[]] {
    return [name, []]
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, measured] of starts) {
      const file =
        name === MINIMAL
          ? join(scratch.path, 'index.js')
          : join(folder(), 'functions', `${name}.func`, `${name}.js`)
      const authorization = `Bearer ${name === 'api/cron' ? secret : admin.token}`
      measured.push(
        await coldStart(file, {
          url: `https://api.test${PATHS[name] ?? '/'}`,
          headers: name === 'api/health' ? {} : { authorization },
          certificates: { port, ca: authority.ca },
        }),
      )
    }
  }
  const minimal = medians(starts.get(MINIMAL) ?? [])
  const lines: string[] = []
  const over: string[] = []
  for (const [name, measured] of starts) {
    const { importMs, importCpuMs, responseMs, responseCpuMs, rssMb } = medians(measured)
    const { files, bytes } = await sizeOf(name)
    const importRatio = importCpuMs / minimal.importCpuMs
    const responseRatio = responseCpuMs / minimal.responseCpuMs
    lines.push(
      [
        name.padEnd(20),
        String(files).padStart(6),
        (bytes / 1e6).toFixed(1).padStart(6),
        ...[importMs, importCpuMs].map((ms) => ms.toFixed(0).padStart(7)),
        `× ${importRatio.toFixed(2)}`.padStart(8),
        ...[responseMs, responseCpuMs].map((ms) => ms.toFixed(0).padStart(7)),
        `× ${responseRatio.toFixed(2)}`.padStart(8),
        rssMb.toFixed(0).padStart(7),
      ].join(''),
    )
    if (importRatio > budget.importRatio) over.push(`${name}: import × ${importRatio.toFixed(2)}`)
    if (responseRatio > budget.responseRatio) over.push(`${name}: response × ${responseRatio.toFixed(2)}`)
  }
  process.stdout.write(
    `cold start, medians of ${ROUNDS} processes each, by turns; times in ms, memory in MB\n` +
      `${' '.repeat(20)} files    MB import    cpu        response    cpu           memory\n${lines.join('\n')}\n`,
  )
  expect(over).toEqual([])
}, 900_000)
