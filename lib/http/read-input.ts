import type { z } from 'zod'
import { AppError, type InvalidParam, invalid } from '../errors/app-error.ts'
import { explainIssue, invalidParams } from './input/explain-issue.ts'
import { findUnstorable } from './input/find-unstorable.ts'
import { parseJsonBody } from './input/parse-json-body.ts'
import type { PathMatch } from './match.ts'
import type { Route, RunInput } from './route.ts'

const MAX_INVALID_PARAMS = 20
/** The most characters of a query, a few times what the longest of ours has. */
const MAX_QUERY_LENGTH = 8_192

/**
 * Parses and checks all inputs of a call.
 * @param given the URL of the request, parsed, and the body as it was sent
 * @throws AppError `invalid_request` naming every invalid input, or what {@link parseJsonBody} throws
 */
export async function readInput(
  route: Route,
  match: PathMatch,
  request: Request,
  given: { requestId: string; url: URL; body: Buffer },
): Promise<RunInput> {
  const issues: InvalidParam[] = []
  const { search, searchParams } = given.url
  if (search.length > MAX_QUERY_LENGTH)
    throw invalid('query', `must be at most ${MAX_QUERY_LENGTH} characters long`)
  for (const name of undecodable(search)) issues.push({ name: `query.${name}`, reason: NOT_UTF8 })
  const pairs = withoutRewriteParams([...searchParams], match)
  const query = Object.fromEntries(pairs)
  for (const [name, values] of Map.groupBy(pairs, ([key]) => key)) {
    if (values.length > 1)
      issues.push({ name: `query.${name}`, reason: 'is given more than once; give it once' })
  }
  const isStorable = (name: string, value: unknown): boolean => {
    const unstorable = findUnstorable(value, name)
    if (unstorable) issues.push(unstorable)
    return !unstorable
  }
  const taken = (name: string, { data, error }: z.ZodSafeParseResult<unknown>): unknown => {
    // As many as a body has elements: too many to be arguments of one call.
    if (error) for (const issue of invalidParams(name, error.issues)) issues.push(issue)
    return data
  }
  const check = (name: string, schema: z.ZodType, value: unknown): unknown =>
    isStorable(name, value) ? taken(name, schema.safeParse(value, EXPLAINED)) : undefined
  // Only a body may have fields that are checked asynchronously, which takes zod longer whether it has or not.
  const checkBody = async (schema: z.ZodType, value: unknown): Promise<unknown> =>
    isStorable('body', value) ? taken('body', await schema.safeParseAsync(value, EXPLAINED)) : undefined

  const body = route.body ? parseJsonBody(given.body, request.headers) : requireNone(given.body)
  const input = {
    requestId: given.requestId,
    params: check('path', route.params, match.params),
    query: check('query', route.query, query),
    headers: check('header', route.headers, declaredHeaders(route, request.headers)),
    body: route.body && (await checkBody(route.body, body)),
  }
  if (issues.length > 0) throw invalidInputs(issues)
  return input
}

const EXPLAINED = { error: explainIssue }
const NOT_UTF8 = 'percent-encode it as UTF-8: ä is %C3%A4, and % is %25'

/** The names of parameters that the URL standard would decode to something else than was meant: to U+FFFD, or a bare `%`. */
function undecodable(search: string): string[] {
  return search
    .slice(1)
    .split('&')
    .filter((pair) => !isDecodable(pair))
    .map((pair) => new URLSearchParams(pair).keys().next().value ?? '')
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** All others are read by the pipeline or by nobody. */
function declaredHeaders({ headers: { shape } }: Route, headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.keys(shape).flatMap((name): [string, string][] => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

/**
 * Vercel appends the parameters of a rewrite (`resource`, `path`) and of the path to the query of the URL that the
 * function sees. Those, and only those, are left out: pairs of these names that repeat a part of the path.
 * https://vercel.com/docs/project-configuration#rewrites
 */
function withoutRewriteParams(pairs: [string, string][], match: PathMatch): [string, string][] {
  const path = `/${match.segments.join('/')}/`
  return pairs.filter(([name, value]) => {
    const repeatsPath = (name === 'resource' || name === 'path') && path.includes(`/${value}/`)
    return !repeatsPath && match.params[name] !== value
  })
}

/** Many clients send an empty object where they have nothing to send. */
const EMPTY_OBJECT = /^[ \t\r\n]*\{[ \t\r\n]*\}[ \t\r\n]*$/

/** @throws AppError `invalid_request` for a body that was sent where none is read */
function requireNone(body: Buffer): undefined {
  if (body.length > 0 && !EMPTY_OBJECT.test(body.toString('latin1')))
    throw invalid('body', 'this operation takes no body; leave it out')
}

function invalidInputs(issues: InvalidParam[]): AppError {
  const [first, ...others] = issues
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return new AppError('invalid_request', `${first?.name}: ${first?.reason}${more}`, {
    invalidParams: issues.slice(0, MAX_INVALID_PARAMS),
  })
}
