import type { z } from 'zod'
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { AppError } from '../../errors/app-error.ts'
import { API_PREFIX } from '../../http/match.ts'
import { PROBLEMS, problemOf } from '../../http/problem.ts'
import type { Problems, Route } from '../../http/route.ts'
import type { ErrorCode } from '../../model/error-code.ts'
import { problemCodes } from './problem-codes.ts'
import { PROBLEM_GUIDE } from './problem-guide.ts'
import { type HeaderName, headers } from './response-headers.ts'

type ProblemResponse = {
  status: number
  codes: readonly ErrorCode[]
  /** Details declared by the route; without any, the response is shared by all operations with the same codes. */
  details: Problems
  path: string
  /** What a route sends under this status in place of a problem. */
  output: z.ZodType | undefined
}

/** The error responses of an operation, by status. */
export function problemResponses(route: Route): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    responsesOf(route).map((response) => [
      response.status,
      isShared(response) ? { $ref: `#/components/responses/${nameOf(response)}` } : responseObject(response),
    ]),
  )
}

/** The error responses that operations share, by name. */
export function sharedResponses(routes: readonly Route[]): Record<string, ZodOpenApiResponseObject> {
  const shared = routes.flatMap(responsesOf).filter(isShared)
  return Object.fromEntries(
    shared.map((response) => [nameOf(response), responseObject({ ...response, path: '/v1/customers' })]),
  )
}

function responsesOf(route: Route): ProblemResponse[] {
  const byStatus = Map.groupBy(problemCodes(route), (code) => PROBLEMS[code].status)
  return [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, codes]) => ({
      status,
      codes,
      details: route.problems,
      path: route.path,
      output: status === route.failureStatus ? route.output : undefined,
    }))
}

function isShared({ codes, details, output }: ProblemResponse): boolean {
  return output === undefined && codes.every((code) => details[code] === undefined)
}

/** `not_found` as `NotFound`, several as `NotAMemberOrForbidden`. */
function nameOf({ codes }: ProblemResponse): string {
  const pascal = (code: string) =>
    code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return codes.map(pascal).join('Or')
}

function responseObject({ status, codes, details, path, output }: ProblemResponse): ZodOpenApiResponseObject {
  return {
    description: codes
      .map(
        (code) =>
          `\`${code}\`: ${details[code] ?? PROBLEM_GUIDE[code].means} → ${PROBLEM_GUIDE[code].remedy}`,
      )
      .join('\n\n'),
    headers: headers(['X-Request-Id', 'X-Client-Request-Id', ...headersOf(status)]),
    content: {
      ...(output && { 'application/json': { schema: output } }),
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              required: ['status', 'code'],
              properties: {
                status: { type: 'integer', const: status },
                code: { type: 'string', enum: [...codes] },
              },
            },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            { summary: PROBLEMS[code].title, value: exampleOf(code, path, details[code]) },
          ]),
        ),
      },
    },
  }
}

function headersOf(status: number): HeaderName[] {
  if (status === 401) return ['WWW-Authenticate']
  if (status === 429) return ['Retry-After', 'RateLimit', 'RateLimit-Policy']
  return status === 409 || status === 503 ? ['Retry-After'] : []
}

function exampleOf(code: ErrorCode, path: string, declared: string | undefined) {
  const { detail, ...options }: { detail: string } = PROBLEM_GUIDE[code].example
  return problemOf(new AppError(code, declared ?? detail, options), {
    instance: API_PREFIX + path.replace(/\{\w+\}/g, '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'),
    requestId: '0b6d1c7e-3f0a-4b5e-9c1d-2a8f4e6b7c90',
    docsUrl: 'https://api.example.com/docs',
  })
}
