import { execFile } from 'node:child_process'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startStack } from '../../lib/dev/start-stack.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { GENERATORS, type Generator } from './generators.ts'

// Generates clients from the published document, type-checks them, and makes one call of the running stack with each.

const HERE = import.meta.dirname
const ESBUILD = join(HERE, '../../node_modules/.bin/esbuild')
const run = promisify(execFile)
const TYPES = [
  ...['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'esnext'],
  ...['--moduleResolution', 'bundler', '--allowImportingTsExtensions', '--types', 'node'],
  ...['--lib', 'es2022,dom,dom.iterable', '--typeRoots', join(HERE, '../../node_modules/@types')],
]

/** Names of generators, or all of them. */
const chosen = process.argv.slice(2)

await installGenerators()
setLogSink(() => undefined)
const stack = await startStack({ port: 0 })
const failed: string[] = []
try {
  const token = stack.sandbox.signIn('ana@agency.example')
  const document: unknown = await (await fetch(`${stack.url}/openapi.json`)).json()
  await rm(join(HERE, 'generated'), { recursive: true, force: true })
  await mkdir(join(HERE, 'generated'))
  await writeFile(join(HERE, 'generated/openapi.json'), JSON.stringify(document))
  for (const generator of GENERATORS.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    try {
      console.log(await check(generator, { url: `${stack.url}/api`, token }))
    } catch (error) {
      failed.push(generator.name)
      console.log(`${generator.name}: FAILED\n${outputOf(error)}`)
    }
  }
} finally {
  await stack.stop()
}
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}`)
  process.exitCode = 1
}

/** @returns a line with what it took */
async function check(
  { name, command, call }: Generator,
  api: { url: string; token: string },
): Promise<string> {
  const folder = join(HERE, 'generated', name)
  await mkdir(folder)
  const startedAt = performance.now()
  await run(join(HERE, 'node_modules/.bin', command[0]), command.slice(1), { cwd: HERE })
  const generatedAt = performance.now()
  await writeFile(join(folder, 'call.ts'), call)
  await run(join(HERE, 'node_modules/.bin/tsc'), [...TYPES, join(folder, 'call.ts')], { cwd: HERE })
  const checkedAt = performance.now()
  // Generated sources import their neighbours without an extension, as bundlers allow.
  const program = join(folder, 'call.mjs')
  const bundling = ['--bundle', '--platform=node', '--format=esm', '--packages=external']
  await run(ESBUILD, [join(folder, 'call.ts'), ...bundling, `--outfile=${program}`])
  await run(process.execPath, [program], {
    env: { ...process.env, API_URL: api.url, API_TOKEN: api.token },
  })
  const seconds = (from: number, until: number) => ((until - from) / 1000).toFixed(1)
  return `${name}: generated in ${seconds(startedAt, generatedAt)} s, type-checked in ${seconds(generatedAt, checkedAt)} s, called`
}

/** Installs what the folder's own lock names, unless it is there. */
async function installGenerators(): Promise<void> {
  const changedAt = (file: string) =>
    stat(join(HERE, file)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
  if ((await changedAt('node_modules/.package-lock.json')) >= (await changedAt('package-lock.json'))) return
  // None of them needs its install script.
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HERE })
}

function outputOf(error: unknown): string {
  const { stdout, stderr, message } = Object(error)
  return [stdout, stderr, message].filter(Boolean).join('\n').slice(0, 4_000)
}
