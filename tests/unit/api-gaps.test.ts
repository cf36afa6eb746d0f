import { expect, it } from 'vitest'
import { z } from 'zod'
import { PROBLEMS } from '../../lib/http/problem.ts'
import { route } from '../../lib/http/route.ts'
import { ERROR_CODES } from '../../lib/model/error-code.ts'
import { type DocumentedResponse, gapsIn } from '../fixtures/api-gaps.ts'

const things = route({
  id: 'things.list',
  method: 'GET',
  path: '/v1/things',
  summary: 'Things',
  auth: 'identity',
  rate: 'read',
  output: z.object({}),
  problems: [{ code: 'conflict', detail: 'The things are in use.' }],
  run: async () => ({}),
})

const everyCode = ERROR_CODES.map(
  (code): DocumentedResponse => ({ operation: 'other', status: PROBLEMS[code].status, code }),
)
const seen = (...responses: DocumentedResponse[]) => gapsIn([things], [...everyCode, ...responses])

it('an operation without a successful call is a gap, and so is each of its codes that no test has seen', () => {
  expect(seen({ operation: 'things.list', status: 401, code: 'unauthenticated' })).toEqual([
    'things.list answer 200',
    'things.list answer 400 invalid_request',
    'things.list answer 403 forbidden',
    'things.list answer 409 conflict',
  ])
})

it('a code of no particular operation has to be seen once', () => {
  const withoutInternal = everyCode.filter(({ code }) => code !== 'internal')
  expect(gapsIn([things], withoutInternal)).toContain('any operation answer internal')
  expect(gapsIn([things], everyCode)).not.toContain('any operation answer internal')
})
