import { describe, expect, it } from 'vitest'
import type { Output, OutputFunction } from '../../lib/ops/output/output-folder.ts'
import { outputFaults, type Wanted } from '../../lib/ops/output/output-violations.ts'

const HEADERS = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
}
const WRITES_HEADERS = { src: '^(?:/(.*))$', headers: HEADERS, continue: true }
const FILE_SYSTEM = { handle: 'filesystem' }
const REWRITE = { src: '^/api/v1(?:/([^/]+?))(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))$', dest: '/api/v1/$1' }
const CRON_REWRITE = { src: '^/api/cron(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))$', dest: '/api/cron?path=$1' }
const NOT_FOUND = { src: '^/api(/.*)?$', status: 404 }
const CRON = { path: '/api/cron/run-sync', schedule: '* * * * *' }

const wanted: Wanted = {
  sources: ['api/cron.ts', 'api/health.ts', 'api/v1/customers.ts', 'api/v1/members.ts'],
  functions: {
    'api/*.ts': { maxDuration: 300 },
    'api/v1/*.ts': { maxDuration: 30 },
    'api/v1/customers.ts': { maxDuration: 120 },
  },
  crons: [CRON],
  published: ['index.html', 'style.css'],
  isSource: (path) => path === 'package.json',
}

function built(path: string, maxDuration: number, changes: Partial<OutputFunction> = {}): OutputFunction {
  const handler = `${path.slice(1)}.js`
  return {
    path,
    handler,
    runtime: 'nodejs24.x',
    maxDuration,
    files: [handler],
    bytes: 10_000_000,
    ...changes,
  }
}

const right: Output = {
  version: 3,
  routes: [WRITES_HEADERS, FILE_SYSTEM, REWRITE, CRON_REWRITE, NOT_FOUND],
  crons: [CRON],
  functions: [
    built('/api/cron', 300),
    built('/api/health', 300),
    built('/api/v1/customers', 120),
    built('/api/v1/members', 30),
  ],
  statics: ['index.html', 'style.css'],
}

const withHealth = (changes: Partial<OutputFunction>): Output => ({
  ...right,
  functions: right.functions.map((each) => (each.path === '/api/health' ? { ...each, ...changes } : each)),
})

describe('the check of what would be deployed', () => {
  it('has nothing to say of a right build', () => {
    expect(outputFaults(right, wanted)).toEqual([])
  })

  it('names a file of api/ that did not become a function, and a function without a file', () => {
    const functions = [...right.functions.slice(1), built('/api/_draft', 300)]
    const faults = outputFaults({ ...right, functions }, wanted)
    expect(faults).toContain('api/cron.ts did not become a function.')
    expect(faults).toContain('/api/_draft is a function, but no file of api/ stands for it.')
  })

  it('refuses more functions than every plan takes', () => {
    const more = Array.from({ length: 9 }, (_, index) => built(`/api/v1/more-${index}`, 30))
    const sources = [...wanted.sources, ...more.map(({ path }) => `${path.slice(1)}.ts`)]
    const functions = [...right.functions, ...more]
    expect(outputFaults({ ...right, functions }, { ...wanted, sources })).toEqual([
      '13 functions; the Hobby plan takes 12.',
    ])
  })

  it.each<[string, Partial<OutputFunction>, string]>([
    ['another Node.js', { runtime: 'nodejs22.x' }, 'runs on nodejs22.x instead of nodejs24.x.'],
    ['another time limit', { maxDuration: 10 }, 'may run for 10 s; vercel.json means 300 s.'],
    ['a bundle without its handler', { files: [] }, 'lacks its own handler, api/health.js.'],
    [
      "Prisma's client without its query compiler",
      { files: ['api/health.js', 'node_modules/@prisma/client/runtime/client.js'] },
      "lacks Prisma's query compiler.",
    ],
    [
      'tools, tests and settings in the bundle',
      { files: ['api/health.js', 'lib/dev/stack.js', 'lib/env.js', '.env'] },
      'carries what is not to be deployed: lib/dev/stack.js, .env.',
    ],
    ['a bundle that is too big', { bytes: 300 * 1024 * 1024 }, 'weighs 300 MiB; Vercel takes 250.'],
  ])('tells of %s', (_, changes, fault) => {
    expect(outputFaults(withHealth(changes), wanted)).toEqual([`/api/health ${fault}`])
  })

  it('takes the entry of a file itself for what is meant, also where a pattern before it hides it', () => {
    const functions = right.functions.map((each) =>
      each.path === '/api/v1/customers' ? { ...each, maxDuration: 30 } : each,
    )
    expect(outputFaults({ ...right, functions }, wanted)).toEqual([
      '/api/v1/customers may run for 30 s; vercel.json means 120 s.',
    ])
  })

  it('follows paths below a resource', () => {
    const routes = [WRITES_HEADERS, FILE_SYSTEM, CRON_REWRITE, NOT_FOUND]
    expect(outputFaults({ ...right, routes }, wanted)).toEqual([
      '/api/v1/customers/one reaches nothing instead of /api/v1/customers.',
      '/api/v1/customers/one/two reaches nothing instead of /api/v1/customers.',
      '/api/v1/members/one reaches nothing instead of /api/v1/members.',
      '/api/v1/members/one/two reaches nothing instead of /api/v1/members.',
    ])
  })

  it('misses a security header on any answer', () => {
    const { 'Referrer-Policy': _, ...headers } = HEADERS
    const routes = [
      { ...WRITES_HEADERS, src: '^/api/health$' },
      { ...WRITES_HEADERS, headers },
      ...right.routes.slice(1),
    ]
    const faults = outputFaults({ ...right, routes }, wanted)
    expect(faults).toContain('/ is answered without a right referrer-policy.')
    expect(faults).not.toContain('/api/health is answered without a right referrer-policy.')
  })

  it('compares the schedules, and follows them to a function', () => {
    const crons = [{ path: '/api/crons/run-sync', schedule: '* * * * *' }]
    expect(outputFaults({ ...right, crons }, wanted)).toEqual([
      'The schedules are not those of vercel.json.',
      'The schedule of /api/crons/run-sync reaches no function.',
    ])
  })

  it('knows every static file', () => {
    const statics = ['index.html', 'lib/settings/env.ts']
    expect(outputFaults({ ...right, statics }, wanted)).toEqual([
      '/lib/settings/env.ts is public, but not meant to be.',
      '/style.css is meant to be public, but is not.',
    ])
  })

  it('refuses a source file in public/', () => {
    const files = ['index.html', 'package.json']
    expect(outputFaults({ ...right, statics: files }, { ...wanted, published: files })).toEqual([
      '/package.json is public, but not meant to be.',
    ])
  })
})
