import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import type { Identity } from '../../lib/model/identity.ts'
import type { Tenant } from '../../lib/tenant/tenant.ts'
import type { TenantDb } from '../../lib/tenant/with-tenant.ts'

// The assertions of this file are made by the type checker; every @ts-expect-error is one.

const Thing = z.object({ id: z.string(), size: z.number() })
const thing = async () => ({ id: 'a', size: 1 })
const params = z.object({ thingId: z.uuid() })
const list = { id: 'things.list', path: '/v1/things', summary: 'List', rate: 'read' } as const
const get = { id: 'things.get', path: '/v1/things/{thingId}', summary: 'Get', rate: 'read' } as const

describe('what run is given', () => {
  it('follows from the schemas', () => {
    route({
      ...get,
      method: 'PATCH',
      auth: 'MEMBER',
      transaction: 'write',
      params,
      query: z.object({ dry: z.stringbool().optional() }),
      headers: z.object({ 'if-match': z.string() }),
      body: z.object({ size: z.coerce.number() }),
      output: Thing,
      adminIf: ({ body }) => body.size > 1,
      run: async ({ params, query, headers, body, requestId }) => {
        expectTypeOf(params).toEqualTypeOf<{ thingId: string }>()
        expectTypeOf(query.dry).toEqualTypeOf<boolean | undefined>()
        expectTypeOf(headers).toEqualTypeOf<{ 'if-match': string }>()
        expectTypeOf(body).toEqualTypeOf<{ size: number }>()
        expectTypeOf(requestId).toEqualTypeOf<string>()
        return thing()
      },
    })
  })

  it('is a transaction of the tenant, or the tenant alone', () => {
    const member = { ...list, method: 'GET', output: Thing } as const
    route({
      ...member,
      auth: 'ADMIN',
      keys: 'allowed',
      transaction: 'read',
      run: async ({ tenant, db }) => {
        expectTypeOf(tenant).toEqualTypeOf<Tenant>()
        expectTypeOf(db).toEqualTypeOf<TenantDb>()
        return thing()
      },
    })
    route({
      ...member,
      auth: 'ADMIN',
      keys: 'allowed',
      transaction: 'own',
      run: async (input) => {
        expectTypeOf(input.tenant).toEqualTypeOf<Tenant>()
        expectTypeOf(input).not.toHaveProperty('db')
        return thing()
      },
    })
  })

  it('is the identity of a signed-in caller, and nothing where sign-in is not needed', () => {
    const open = { ...list, method: 'GET', output: Thing } as const
    route({
      ...open,
      auth: 'identity',
      run: async (input) => {
        expectTypeOf(input.identity).toEqualTypeOf<Identity>()
        expectTypeOf(input).not.toHaveProperty('tenant')
        return thing()
      },
    })
    for (const auth of ['cron', { public: 'a test' }] as const) {
      route({
        ...open,
        auth,
        run: async (input) => {
          expectTypeOf(input).not.toHaveProperty('identity')
          expectTypeOf(input).not.toHaveProperty('tenant')
          expectTypeOf(input.body).toEqualTypeOf<undefined>()
          return thing()
        },
      })
    }
  })
})

describe('a route does not compile', () => {
  const common = { ...list, auth: { public: 'a test' }, output: Thing, run: thing } as const
  const open = { ...common, method: 'GET' } as const

  it('without saying who may call', () => {
    const { auth: _, ...rest } = open
    // @ts-expect-error auth is missing
    route(rest)
    // @ts-expect-error a public route gives a reason
    route({ ...open, auth: 'public' })
  })

  it('without a rate class', () => {
    const { rate: _, ...rest } = open
    // @ts-expect-error rate is missing
    route(rest)
  })

  it('as a member’s without a transaction, or with one where there is no tenant', () => {
    // @ts-expect-error transaction is missing
    route({ ...open, auth: 'MEMBER' })
    // @ts-expect-error a public route has no tenant
    route({ ...open, transaction: 'read' })
  })

  it('as a GET with a body, an idempotency key or a write', () => {
    // @ts-expect-error a GET takes no body
    route({ ...open, body: z.object({}) })
    // @ts-expect-error a GET creates nothing
    route({ ...open, idempotent: true })
    // @ts-expect-error a GET does not write
    route({ ...open, auth: 'MEMBER', transaction: 'write' })
  })

  it('without a schema for each parameter of its path', () => {
    // @ts-expect-error params are missing
    route({ ...open, path: '/v1/things/{thingId}' })
    // @ts-expect-error params are of another name
    route({ ...open, path: '/v1/things/{thingId}', params: z.object({ id: z.uuid() }) })
    // @ts-expect-error the path has no parameters
    route({ ...open, params })
  })

  it('with a body in the response and no schema for it, or the other way round', () => {
    const { output: _, ...rest } = open
    // @ts-expect-error output is missing
    route(rest)
    // @ts-expect-error a 204 has no body
    route({ ...open, status: 204 })
  })

  it('when run returns something else', () => {
    // @ts-expect-error size is missing
    route({ ...open, run: async () => ({ id: 'a' }) })
    // @ts-expect-error size is missing
    route({ ...open, run: async () => reply({ id: 'a' }, { status: 201 }) })
  })

  it('with a method that HTTP APIs do not have', () => {
    // @ts-expect-error no such method
    route({ ...common, method: 'FETCH' })
  })
})

describe('a route is data', () => {
  it('with defaults filled in', () => {
    const declared = route({ ...list, method: 'GET', auth: { public: 'a test' }, output: Thing, run: thing })
    expect(declared).toMatchObject({
      ...list,
      method: 'GET',
      status: 200,
      idempotent: false,
      body: undefined,
    })
  })
})
