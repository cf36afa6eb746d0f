import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import { AppError } from '../../errors/app-error.ts'
import { API_PREFIX } from '../../http/match.ts'
import { PROBLEMS, problemOf } from '../../http/problem.ts'
import type { Problems, Route } from '../../http/route.ts'
import type { ErrorCode } from '../../model/error-code.ts'
import { type HeaderName, headers } from './headers.ts'
import { problemCodes } from './problem-codes.ts'
import { PROBLEM_GUIDE } from './problem-guide.ts'

type Answer = {
  status: number
  codes: readonly ErrorCode[]
  /** What the verb says itself; without any, the answer is the same for all operations that have its codes. */
  said: Problems
  path: string
}

/** The answers of an operation that are problems, by status. */
export function problemAnswers(route: Route): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    answersOf(route).map((answer) => [
      answer.status,
      isShared(answer) ? { $ref: `#/components/responses/${nameOf(answer)}` } : answerObject(answer),
    ]),
  )
}

/** The answers that operations share, by name. */
export function sharedAnswers(routes: readonly Route[]): Record<string, ZodOpenApiResponseObject> {
  const shared = routes.flatMap(answersOf).filter(isShared)
  return Object.fromEntries(
    shared.map((answer) => [nameOf(answer), answerObject({ ...answer, path: '/v1/customers' })]),
  )
}

function answersOf(route: Route): Answer[] {
  const byStatus = Map.groupBy(problemCodes(route), (code) => PROBLEMS[code].status)
  return [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, codes]) => ({ status, codes, said: route.problems, path: route.path }))
}

function isShared({ codes, said }: Answer): boolean {
  return codes.every((code) => said[code] === undefined)
}

/** `not_found` as `NotFound`, several as `NotAMemberOrForbidden`. */
function nameOf({ codes }: Answer): string {
  const pascal = (code: string) =>
    code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return codes.map(pascal).join('Or')
}

function answerObject({ status, codes, said, path }: Answer): ZodOpenApiResponseObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${said[code] ?? PROBLEM_GUIDE[code].means}`).join('\n\n'),
    headers: headers(['X-Request-Id', ...headersOf(status)]),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              required: ['status', 'code'],
              properties: { status: { const: status }, code: { enum: [...codes] } },
            },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [
            code,
            { summary: PROBLEMS[code].title, value: exampleOf(code, path, said[code]) },
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

function exampleOf(code: ErrorCode, path: string, said: string | undefined) {
  const { detail, ...options }: { detail: string } = PROBLEM_GUIDE[code].example
  return problemOf(new AppError(code, said ?? detail, options), {
    instance: API_PREFIX + path.replace(/\{\w+\}/g, '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'),
    requestId: '0b6d1c7e-3f0a-4b5e-9c1d-2a8f4e6b7c90',
    docsUrl: 'https://api.example.com/docs',
  })
}
