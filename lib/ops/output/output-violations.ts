import { matchesGlob } from 'node:path'
import { followRoutes } from './follow-routes.ts'
import type { Output, OutputFunction } from './read-output.ts'

/** The deployment that the sources describe. */
export type ExpectedOutput = {
  /** Files of `api/`, relative to the project: `api/v1/customers.ts`. */
  sources: readonly string[]
  /** `functions` and `crons` of `vercel.json`. */
  functions: Readonly<Record<string, { maxDuration: number }>>
  crons: readonly { path: string; schedule: string }[]
  /** Files that the build command wrote to be public. */
  published: readonly string[]
  /** Whether the project has a source file at a path: such a file must not be public. */
  isSource: (path: string) => boolean
}

const RUNTIME = 'nodejs24.x'
// Of a project without a framework on the Hobby plan: https://vercel.com/docs/limits
const MAX_FUNCTIONS = 12
// Of a function, unpacked: https://vercel.com/docs/functions/limitations
const MAX_BYTES = 250 * 1024 * 1024

const NOT_DEPLOYED = /^(lib\/(api-client|dev|embedded-postgres|ops)|tests|prisma)\/|^\.env/
const QUERY_COMPILER = /\/query_compiler_\w+\.postgresql\.wasm$/
// More of them take longer to be read at each cold start than what is in them: something was not bundled.
const MAX_FILES = 100

/** Paths below `/api` that are none of ours: a function says so, as a problem. */
const NOWHERE = [
  '/api',
  '/api/',
  '/api/v1',
  '/api/v1/',
  '/api/v1/nothing',
  '/api/v1/nothing/one',
  '/api/v1/customers/',
  '/api/v1//customers',
  '/api/health/',
  '/api/cron/',
]

const REQUIRED_HEADERS: Readonly<Record<string, RegExp>> = {
  'strict-transport-security': /max-age=\d{8,}/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
}

/** Where a deployment differs from what the sources describe, one line each. */
export function outputViolations(output: Output, expected: ExpectedOutput): string[] {
  const paths = new Set(output.functions.map(({ path }) => path))
  return [
    ...functionViolations(output, expected, paths),
    ...output.functions.flatMap((built) => bundleViolations(built, expected)),
    ...routeViolations(output, paths),
    ...cronViolations(output, expected, paths),
    ...staticViolations(output, expected),
  ]
}

function functionViolations(
  output: Output,
  { sources }: ExpectedOutput,
  paths: ReadonlySet<string>,
): string[] {
  const missing = sources.filter((source) => !paths.has(pathOf(source)))
  const unknown = [...paths].filter((path) => !sources.some((source) => pathOf(source) === path))
  const tooMany = output.functions.length > MAX_FUNCTIONS
  return [
    ...missing.map((source) => `${source} did not become a function.`),
    ...unknown.map((path) => `${path} is a function, but api/ has no file for it.`),
    ...(tooMany ? [`${output.functions.length} functions; the Hobby plan allows ${MAX_FUNCTIONS}.`] : []),
  ]
}

function bundleViolations(built: OutputFunction, expected: ExpectedOutput): string[] {
  const { path, handler, runtime, maxDuration, files, bytes } = built
  const duration = durationFor(path, expected.functions)
  const forbidden = files.filter((file) => NOT_DEPLOYED.test(file))
  const violations = [
    runtime !== RUNTIME && `runs on ${runtime} instead of ${RUNTIME}.`,
    duration === undefined && 'has no maxDuration in vercel.json.',
    duration !== undefined &&
      duration !== maxDuration &&
      `may run for ${maxDuration} s; vercel.json says ${duration} s.`,
    !files.includes(handler) && `lacks its own handler, ${handler}.`,
    !files.some((file) => QUERY_COMPILER.test(file)) && "lacks Prisma's query compiler.",
    files.length > MAX_FILES && `has ${files.length} files: it was not bundled.`,
    forbidden.length > 0 && `contains files that must not be deployed: ${forbidden.join(', ')}.`,
    bytes > MAX_BYTES && `has ${Math.round(bytes / 1024 / 1024)} MiB; Vercel allows 250.`,
  ]
  return violations.filter((violation) => violation !== false).map((violation) => `${path} ${violation}`)
}

/** The entry of the file itself has precedence over patterns, whatever their order, as a reader expects. */
function durationFor(path: string, functions: ExpectedOutput['functions']): number | undefined {
  const source = `${path.slice(1)}.ts`
  const pattern = Object.keys(functions).find((each) => matchesGlob(source, each))
  return (functions[source] ?? (pattern === undefined ? undefined : functions[pattern]))?.maxDuration
}

function routeViolations(output: Output, paths: ReadonlySet<string>): string[] {
  const violations: string[] = []
  const follow = (path: string) => followRoutes(output.routes, paths, path)
  for (const path of paths) {
    const hasPathsBelow = path.startsWith('/api/v1/') || path === '/api/cron'
    for (const requested of hasPathsBelow ? [path, `${path}/one`, `${path}/one/two`] : [path]) {
      const { target } = follow(requested)
      if (target !== path) violations.push(`${requested} reaches ${target ?? 'nothing'} instead of ${path}.`)
    }
  }
  for (const requested of NOWHERE) {
    if (!follow(requested).target)
      violations.push(`${requested} reaches no function, so that its response is no problem.`)
  }
  for (const requested of ['/', '/docs', ...paths, '/api/v1/customers/one']) {
    const headers = new Headers(follow(requested).headers)
    for (const [name, form] of Object.entries(REQUIRED_HEADERS)) {
      if (!form.test(headers.get(name) ?? ''))
        violations.push(`The response to ${requested} has no valid ${name}.`)
    }
  }
  return violations
}

function cronViolations(output: Output, expected: ExpectedOutput, paths: ReadonlySet<string>): string[] {
  const same = JSON.stringify(output.crons) === JSON.stringify(expected.crons)
  // A path that is none of ours reaches a function too: the one that says so.
  const reaches = ({ path }: { path: string }): boolean => {
    const { target } = followRoutes(output.routes, paths, path)
    return target !== undefined && path.startsWith(`${target}/`)
  }
  const unreachable = output.crons.filter((each) => !reaches(each))
  return [
    ...(same ? [] : ['The schedules differ from those of vercel.json.']),
    ...unreachable.map(({ path }) => `The schedule of ${path} reaches no function of its own.`),
  ]
}

function staticViolations({ statics }: Output, { published, isSource }: ExpectedOutput): string[] {
  const unexpected = statics.filter((file) => !published.includes(file) || isSource(file))
  const missing = published.filter((file) => !statics.includes(file))
  return [
    ...unexpected.map((file) => `/${file} is public, but must not be.`),
    ...missing.map((file) => `/${file} must be public, but is not.`),
  ]
}

function pathOf(source: string): string {
  return `/${source.replace(/\.ts$/, '')}`
}
