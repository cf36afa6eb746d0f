import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { z } from 'zod'
import { adapterFactory, parseTarget } from './schema-engine-adapter.ts'
import { connectionErrorCode, runConnectionCommand } from './schema-engine-connection.ts'
import { describeEngineError, originalError, type ScriptFailure } from './schema-engine-error.ts'

// Prisma's CLI speaks JSON-RPC, one message a line, with its schema engine: a native program that it downloads. This
// program speaks the same and gives the work to the same engine compiled to WebAssembly, which comes as a package.

/** What the CLI calls a method → what the WebAssembly engine calls it. */
const METHODS = {
  applyMigrations: 'applyMigrations',
  createMigration: 'createMigration',
  dbExecute: 'dbExecute',
  debugPanic: 'debugPanic',
  devDiagnostic: 'devDiagnostic',
  diagnoseMigrationHistory: 'diagnoseMigrationHistory',
  diff: 'diff',
  ensureConnectionValidity: 'ensureConnectionValidity',
  evaluateDataLoss: 'evaluateDataLoss',
  getDatabaseVersion: 'version',
  introspect: 'introspect',
  markMigrationApplied: 'markMigrationApplied',
  markMigrationRolledBack: 'markMigrationRolledBack',
  reset: 'reset',
  schemaPush: 'schemaPush',
} as const satisfies Record<string, keyof SchemaEngine>

const Request = z.object({ id: z.number(), method: z.string(), params: z.unknown().optional() })
type Request = z.infer<typeof Request>
/** Of our one request to the CLI; its reply has no method and is passed over. */
const PRINT_ID = 0

const Diff = z.looseObject({ stdout: z.string().nullish() })
const Datasource = z.object({ url: z.string() })

const isMethod = (name: string): name is keyof typeof METHODS => Object.hasOwn(METHODS, name)

let panic: string | undefined
// The WebAssembly trap of a panic says only "unreachable"; the engine leaves the message here.
Reflect.set(globalThis, 'PRISMA_WASM_PANIC_REGISTRY', {
  set_message: (message: string) => {
    panic = message
  },
})

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

/** A line as the native engine logs it; the CLI takes error texts and codes from these. */
function logLine(
  level: 'INFO' | 'ERROR',
  fields: { message: string; error_code?: string | undefined },
): void {
  const line = { timestamp: new Date().toISOString(), level, fields, target: 'schema_engine::logger' }
  process.stderr.write(`${JSON.stringify(line)}\n`)
}

async function respond(engine: SchemaEngine, { method, params }: Request): Promise<unknown> {
  if (!isMethod(method)) throw new Error(`This schema engine knows no method "${method}".`)
  const result: unknown = await Reflect.apply(engine[METHODS[method]], engine, [params])
  if (method !== 'diff') return result ?? null
  // The CLI prints a diff, to the terminal or to --output, when the engine asks it to; it ignores the result's text.
  const { stdout, ...rest } = Diff.parse(result)
  if (typeof stdout === 'string') send({ id: PRINT_ID, method: 'print', params: { content: stdout } })
  return { ...rest, stdout: null }
}

/** Responds until the CLI closes stdin, whatever fails: it takes an engine that ends by itself for success. */
async function serve(url: string): Promise<void> {
  let rejected: ScriptFailure | undefined
  const adapters = adapterFactory(url, (failure) => {
    rejected = failure
  })
  const factory = bindMigrationAwareSqlAdapterFactory(adapters)
  const log = (line: string) => process.stderr.write(`${line}\n`)
  let engine: SchemaEngine | undefined
  for await (const line of createInterface({ input: process.stdin })) {
    const request = Request.safeParse(JSON.parse(line))
    if (!request.success) continue
    const { id } = request.data
    rejected = undefined
    try {
      engine ??= await SchemaEngine.new({ datamodels: undefined }, log, factory)
      send({ id, result: await respond(engine, request.data) })
    } catch (error) {
      const message = 'An error happened. Check the data field for details.'
      const data = describeEngineError(originalError(error, factory.errorRegistry), panic, rejected)
      send({ id, error: { code: 4466, message, data } })
    }
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    datasource: { type: 'string', default: '{"url":""}' },
    datamodels: { type: 'string', multiple: true },
    'enabled-preview-features': { type: 'string' },
    'extension-types': { type: 'string' },
    version: { type: 'boolean' },
  },
})
if (values.version) {
  const manifest = new URL('package.json', import.meta.resolve('@prisma/schema-engine-wasm'))
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')))
  process.stdout.write(`schema-engine-wasm ${version}\n`)
  process.exit(0)
}
const { url } = Datasource.parse(JSON.parse(values.datasource))

logLine('INFO', { message: 'Starting schema engine' })
try {
  if (positionals[0] === 'cli') await runConnectionCommand(positionals[1], parseTarget(url))
  else await serve(url)
  process.exit(0)
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  logLine('ERROR', { message, error_code: connectionErrorCode(error) })
  process.exit(1)
}
