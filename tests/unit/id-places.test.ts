import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { route } from '../../lib/http/route.ts'
import { idPlaces, placeName, withIdAt } from '../fixtures/id-places.ts'

const Item = z.strictObject({ customerId: z.uuid(), name: z.string(), ids: z.array(z.string()) })
const shared = { id: 'things.change', summary: 'A test', rate: 'write', auth: { public: 'a test' } } as const
const places = (declared: Parameters<typeof idPlaces>[0]) => idPlaces(declared).map(placeName)

describe('the inputs of a route that can name a row', () => {
  it('are all path parameters, all UUIDs, and all inputs that are named like an id', () => {
    const declared = route({
      ...shared,
      method: 'POST',
      path: '/v1/things/{thing}',
      params: z.object({ thing: z.string() }),
      query: z.object({
        cursor: z.string().optional(),
        owner: z.uuid().exactOptional(),
        limit: z.coerce.number(),
      }),
      headers: z.object({ 'idempotency-key': z.string().optional() }),
      body: z.object({ handle: z.string(), name: z.string(), parent: z.uuid().nullable() }),
      status: 204,
      run: async () => undefined,
    })
    expect(places(declared)).toEqual([
      'path.thing',
      'query.cursor',
      'query.owner',
      'header.idempotency-key',
      'body.handle',
      'body.parent',
    ])
  })

  it('are found in lists, unions and records, and behind defaults and transformations', () => {
    const declared = route({
      ...shared,
      method: 'PATCH',
      path: '/v1/things',
      body: z.object({
        items: z.array(Item).min(1),
        either: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('a'), userId: z.string() }),
          z.strictObject({ kind: z.literal('b'), trackingId: z.string() }),
        ]),
        byName: z.record(z.string(), z.uuid()),
        options: z
          .object({ accountId: z.string().transform((text) => text.trim()) })
          .prefault({ accountId: '' }),
        fixedId: z.never().exactOptional(),
      }),
      status: 204,
      run: async () => undefined,
    })
    expect(places(declared)).toEqual([
      'body.items[].customerId',
      'body.items[].ids[]',
      'body.either.userId',
      'body.either.trackingId',
      'body.byName[]',
      'body.options.accountId',
    ])
  })

  it('can be replaced, in a list or a record in its first value', () => {
    const body = { items: [{ customerId: 'mine' }, { customerId: 'mine too' }], name: 'x' }
    expect(withIdAt(body, ['items', '[]', 'customerId'], 'theirs')).toEqual({
      items: [{ customerId: 'theirs' }, { customerId: 'mine too' }],
      name: 'x',
    })
    expect(withIdAt({ byName: { a: 'mine' } }, ['byName', '[]'], 'theirs')).toEqual({
      byName: { a: 'theirs' },
    })
    expect(() => withIdAt(body, ['customerId'], 'theirs')).toThrow('has no customerId')
  })
})
