import { matchesGlob } from 'node:path'
import type { Output, OutputFunction } from './output-folder.ts'
import { followRoutes } from './output-routes.ts'

/** What the sources say that is to be deployed. */
export type Wanted = {
  /** Files of `api/`, relative to the project: `api/v1/customers.ts`. */
  sources: readonly string[]
  /** `functions` and `crons` of `vercel.json`. */
  functions: Readonly<Record<string, { maxDuration: number }>>
  crons: readonly { path: string; schedule: string }[]
  /** Files that the build command wrote for everybody to see. */
  published: readonly string[]
  /** Whether the project has a file of its own at a path: such a file is not for everybody to see. */
  isSource: (path: string) => boolean
}

const RUNTIME = 'nodejs24.x'
// Of a project without a framework on the Hobby plan: https://vercel.com/docs/limits
const MAX_FUNCTIONS = 12
// Of a function, unpacked: https://vercel.com/docs/functions/limitations
const MAX_BYTES = 250 * 1024 * 1024

const NOT_DEPLOYED = /^(lib\/(dev|ops)|tests|prisma)\/|^\.env/
const QUERY_COMPILER = /^node_modules\/@prisma\/client\/runtime\/query_compiler_.*\.postgresql\.wasm/

const REQUIRED_HEADERS: Readonly<Record<string, RegExp>> = {
  'strict-transport-security': /max-age=\d{8,}/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'/,
}

/** What is wrong with a deployment, one line each; none where it is what the sources say. */
export function outputFaults(output: Output, wanted: Wanted): string[] {
  const paths = new Set(output.functions.map(({ path }) => path))
  return [
    ...functionFaults(output, wanted, paths),
    ...output.functions.flatMap((built) => bundleFaults(built, wanted)),
    ...routeFaults(output, paths),
    ...cronFaults(output, wanted, paths),
    ...staticFaults(output, wanted),
  ]
}

function functionFaults(output: Output, { sources }: Wanted, paths: ReadonlySet<string>): string[] {
  const missing = sources.filter((source) => !paths.has(pathOf(source)))
  const strange = [...paths].filter((path) => !sources.some((source) => pathOf(source) === path))
  const tooMany = output.functions.length > MAX_FUNCTIONS
  return [
    ...missing.map((source) => `${source} did not become a function.`),
    ...strange.map((path) => `${path} is a function, but no file of api/ stands for it.`),
    ...(tooMany ? [`${output.functions.length} functions; the Hobby plan takes ${MAX_FUNCTIONS}.`] : []),
  ]
}

function bundleFaults(built: OutputFunction, wanted: Wanted): string[] {
  const { path, handler, runtime, maxDuration, files, bytes } = built
  const duration = durationFor(path, wanted.functions)
  const forbidden = files.filter((file) => NOT_DEPLOYED.test(file))
  const usesPrisma = files.some((file) => file.startsWith('node_modules/@prisma/client/'))
  const faults = [
    runtime !== RUNTIME && `runs on ${runtime} instead of ${RUNTIME}.`,
    duration === undefined && 'has no maxDuration in vercel.json.',
    duration !== undefined &&
      duration !== maxDuration &&
      `may run for ${maxDuration} s; vercel.json means ${duration} s.`,
    !files.includes(handler) && `lacks its own handler, ${handler}.`,
    usesPrisma && !files.some((file) => QUERY_COMPILER.test(file)) && "lacks Prisma's query compiler.",
    forbidden.length > 0 && `carries what is not to be deployed: ${forbidden.join(', ')}.`,
    bytes > MAX_BYTES && `weighs ${Math.round(bytes / 1024 / 1024)} MiB; Vercel takes 250.`,
  ]
  return faults.filter((fault) => fault !== false).map((fault) => `${path} ${fault}`)
}

/** The entry of the very file wins over patterns, whatever their order: that is what a reader of the file expects. */
function durationFor(path: string, functions: Wanted['functions']): number | undefined {
  const source = `${path.slice(1)}.ts`
  const pattern = Object.keys(functions).find((each) => matchesGlob(source, each))
  return (functions[source] ?? (pattern === undefined ? undefined : functions[pattern]))?.maxDuration
}

function routeFaults(output: Output, paths: ReadonlySet<string>): string[] {
  const faults: string[] = []
  const follow = (path: string) => followRoutes(output.routes, paths, path)
  for (const path of paths) {
    const hasPathsBelow = path.startsWith('/api/v1/') || path === '/api/cron'
    for (const asked of hasPathsBelow ? [path, `${path}/one`, `${path}/one/two`] : [path]) {
      const { answeredBy } = follow(asked)
      if (answeredBy !== path) faults.push(`${asked} reaches ${answeredBy ?? 'nothing'} instead of ${path}.`)
    }
  }
  for (const asked of ['/', '/docs', ...paths, '/api/v1/customers/one']) {
    const headers = new Headers(follow(asked).headers)
    for (const [name, form] of Object.entries(REQUIRED_HEADERS)) {
      if (!form.test(headers.get(name) ?? '')) faults.push(`${asked} is answered without a right ${name}.`)
    }
  }
  return faults
}

function cronFaults(output: Output, wanted: Wanted, paths: ReadonlySet<string>): string[] {
  const same = JSON.stringify(output.crons) === JSON.stringify(wanted.crons)
  const lost = output.crons.filter(({ path }) => !followRoutes(output.routes, paths, path).answeredBy)
  return [
    ...(same ? [] : ['The schedules are not those of vercel.json.']),
    ...lost.map(({ path }) => `The schedule of ${path} reaches no function.`),
  ]
}

function staticFaults({ statics }: Output, { published, isSource }: Wanted): string[] {
  const unexpected = statics.filter((file) => !published.includes(file) || isSource(file))
  const missing = published.filter((file) => !statics.includes(file))
  return [
    ...unexpected.map((file) => `/${file} is public, but not meant to be.`),
    ...missing.map((file) => `/${file} is meant to be public, but is not.`),
  ]
}

function pathOf(source: string): string {
  return `/${source.replace(/\.ts$/, '')}`
}
