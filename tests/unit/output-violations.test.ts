import { describe, expect, it } from 'vitest'
import { type ExpectedOutput, outputViolations } from '../../lib/ops/output/output-violations.ts'
import type { Output, OutputFunction } from '../../lib/ops/output/read-output.ts'

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
const NOWHERE_REWRITES = [
  { src: '^/api$', dest: '/api/health' },
  { src: '^/api(?:/(.*))$', dest: '/api/health' },
]
const NOT_FOUND = { src: '^/api(/.*)?$', status: 404 }
const CRON = { path: '/api/cron/run-sync', schedule: '* * * * *' }

const expected: ExpectedOutput = {
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

const COMPILER = 'api/_bundles/query_compiler_fast_bg.postgresql.wasm'

function built(path: string, maxDuration: number, changes: Partial<OutputFunction> = {}): OutputFunction {
  const handler = `${path.slice(1)}.js`
  return {
    path,
    handler,
    runtime: 'nodejs24.x',
    maxDuration,
    files: [handler, COMPILER],
    bytes: 10_000_000,
    ...changes,
  }
}

const valid: Output = {
  version: 3,
  routes: [WRITES_HEADERS, FILE_SYSTEM, REWRITE, CRON_REWRITE, ...NOWHERE_REWRITES, NOT_FOUND],
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
  ...valid,
  functions: valid.functions.map((each) => (each.path === '/api/health' ? { ...each, ...changes } : each)),
})

describe('the check of the build output', () => {
  it('accepts a valid build', () => {
    expect(outputViolations(valid, expected)).toEqual([])
  })

  it('reports a file of api/ that did not become a function, and a function without a file', () => {
    const functions = [...valid.functions.slice(1), built('/api/_draft', 300)]
    const violations = outputViolations({ ...valid, functions }, expected)
    expect(violations).toContain('api/cron.ts did not become a function.')
    expect(violations).toContain('/api/_draft is a function, but api/ has no file for it.')
  })

  it('reports more functions than the Hobby plan allows', () => {
    const more = Array.from({ length: 9 }, (_, index) => built(`/api/v1/more-${index}`, 30))
    const sources = [...expected.sources, ...more.map(({ path }) => `${path.slice(1)}.ts`)]
    const functions = [...valid.functions, ...more]
    expect(outputViolations({ ...valid, functions }, { ...expected, sources })).toEqual([
      '13 functions; the Hobby plan allows 12.',
    ])
  })

  it.each<[string, Partial<OutputFunction>, string]>([
    ['another Node.js', { runtime: 'nodejs22.x' }, 'runs on nodejs22.x instead of nodejs24.x.'],
    ['another time limit', { maxDuration: 10 }, 'may run for 10 s; vercel.json says 300 s.'],
    ['a bundle without its handler', { files: [COMPILER] }, 'lacks its own handler, api/health.js.'],
    [
      "a bundle without Prisma's query compiler",
      { files: ['api/health.js'] },
      "lacks Prisma's query compiler.",
    ],
    [
      'a function that was not bundled',
      { files: ['api/health.js', COMPILER, ...Array.from({ length: 99 }, (_, index) => `lib/${index}.js`)] },
      'has 101 files: it was not bundled.',
    ],
    [
      'tools, tests and settings in the bundle',
      { files: ['api/health.js', COMPILER, 'lib/dev/stack.js', 'lib/env.js', '.env'] },
      'contains files that must not be deployed: lib/dev/stack.js, .env.',
    ],
    ['a bundle that is too big', { bytes: 300 * 1024 * 1024 }, 'has 300 MiB; Vercel allows 250.'],
  ])('reports %s', (_, changes, violation) => {
    expect(outputViolations(withHealth(changes), expected)).toEqual([`/api/health ${violation}`])
  })

  it('prefers the entry of a file to a pattern before it', () => {
    const functions = valid.functions.map((each) =>
      each.path === '/api/v1/customers' ? { ...each, maxDuration: 30 } : each,
    )
    expect(outputViolations({ ...valid, functions }, expected)).toEqual([
      '/api/v1/customers may run for 30 s; vercel.json says 120 s.',
    ])
  })

  it('follows the routes of paths below a resource', () => {
    const routes = [WRITES_HEADERS, FILE_SYSTEM, CRON_REWRITE, ...NOWHERE_REWRITES, NOT_FOUND]
    expect(outputViolations({ ...valid, routes }, expected)).toEqual([
      '/api/v1/customers/one reaches /api/health instead of /api/v1/customers.',
      '/api/v1/customers/one/two reaches /api/health instead of /api/v1/customers.',
      '/api/v1/members/one reaches /api/health instead of /api/v1/members.',
      '/api/v1/members/one/two reaches /api/health instead of /api/v1/members.',
    ])
  })

  it('reports a path below /api that ends in no function', () => {
    const routes = [WRITES_HEADERS, FILE_SYSTEM, REWRITE, CRON_REWRITE, NOT_FOUND]
    const violations = outputViolations({ ...valid, routes }, expected)
    expect(violations).toContain('/api/v1/nothing reaches no function, so that its response is no problem.')
    expect(violations).toHaveLength(10)
  })

  it('reports a missing security header of any response', () => {
    const { 'Referrer-Policy': _, ...headers } = HEADERS
    const routes = [
      { ...WRITES_HEADERS, src: '^/api/health$' },
      { ...WRITES_HEADERS, headers },
      ...valid.routes.slice(1),
    ]
    const violations = outputViolations({ ...valid, routes }, expected)
    expect(violations).toContain('The response to / has no valid referrer-policy.')
    expect(violations).not.toContain('The response to /api/health has no valid referrer-policy.')
  })

  it('compares the schedules, and follows them to a function', () => {
    const crons = [{ path: '/api/crons/run-sync', schedule: '* * * * *' }]
    expect(outputViolations({ ...valid, crons }, expected)).toEqual([
      'The schedules differ from those of vercel.json.',
      'The schedule of /api/crons/run-sync reaches no function of its own.',
    ])
  })

  it('reports an unexpected and a missing static file', () => {
    const statics = ['index.html', 'lib/settings/env.ts']
    expect(outputViolations({ ...valid, statics }, expected)).toEqual([
      '/lib/settings/env.ts is public, but must not be.',
      '/style.css must be public, but is not.',
    ])
  })

  it('reports a source file in public/', () => {
    const files = ['index.html', 'package.json']
    expect(outputViolations({ ...valid, statics: files }, { ...expected, published: files })).toEqual([
      '/package.json is public, but must not be.',
    ])
  })
})
