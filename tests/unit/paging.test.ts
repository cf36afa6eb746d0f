import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CursorScope, decodeCursor, encodeCursor } from '../../lib/paging/cursor.ts'
import { Page, pageOf } from '../../lib/paging/page.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const scope: CursorScope = {
  organizationId: '01890a5d-0000-7000-8000-000000000001',
  list: 'customers.list',
  terms: { sort: 'createdAt', order: 'desc', status: 'ACTIVE' },
}
const at = new Date('2026-01-31T09:30:00.123Z')
const cursor = encodeCursor({ value: at, id }, scope)
const rejection = expect.objectContaining({
  code: 'invalid_request',
  invalidParams: [{ name: 'query.cursor', reason: expect.stringContaining('leave it out') }],
})
const forge = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url')
const [version, value, , fingerprint] = z
  .tuple([z.number(), z.number(), z.string(), z.string()])
  .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))

describe('a cursor', () => {
  it('keeps a time to the millisecond', () => {
    expect(decodeCursor(cursor, 'time', scope)).toEqual({ value: at, id })
  })

  it.each(['', 'Café "Größe" 😀', '\\', 'a'.repeat(500)])('keeps the text %j', (name) => {
    expect(decodeCursor(encodeCursor({ value: name, id }, scope), 'text', scope)).toEqual({ value: name, id })
  })

  it('needs no escaping in a URL', () => {
    expect(encodeURIComponent(cursor)).toBe(cursor)
  })

  it('does not depend on the order of the filter, nor on filters that are not given', () => {
    const terms = { status: 'ACTIVE', q: undefined, order: 'desc', sort: 'createdAt' }
    expect(decodeCursor(cursor, 'time', { ...scope, terms })).toEqual({ value: at, id })
  })

  it.each<[string, Partial<CursorScope>]>([
    ['another organization', { organizationId: '01890a5d-0000-7000-8000-000000000002' }],
    ['another list', { list: 'trackings.list' }],
    ['another filter', { terms: { ...scope.terms, status: 'ERROR' } }],
    ['a filter more', { terms: { ...scope.terms, q: 'a' } }],
    ['a filter less', { terms: { sort: 'createdAt', order: 'desc' } }],
    ['another order', { terms: { ...scope.terms, order: 'asc' } }],
  ])('is invalid for %s', (_, other) => {
    expect(() => decodeCursor(cursor, 'time', { ...scope, ...other })).toThrow(rejection)
  })

  it('is invalid for another kind of sorting', () => {
    expect(() => decodeCursor(cursor, 'text', scope)).toThrow(rejection)
  })

  it.each([
    ['nothing', ''],
    ['no base64url', '%%%'],
    ['no JSON', Buffer.from('hello').toString('base64url')],
    ['no tuple', forge({})],
    ['an element more', forge([version, value, id, fingerprint, 1])],
    ['another version', forge([2, value, id, fingerprint])],
    ['an id that is none', forge([version, value, "' or 1=1", fingerprint])],
    ['an id in capitals', forge([version, value, id.toUpperCase(), fingerprint]).concat('=')],
    ['a time before all times', forge([version, -1, id, fingerprint])],
    ['a time after all times', forge([version, 1e300, id, fingerprint])],
    ['a fraction of a millisecond', forge([version, value + 0.5, id, fingerprint])],
    [
      'a spelling of its own',
      Buffer.from(JSON.stringify([version, value, id, fingerprint], null, 1)).toString('base64url'),
    ],
    ['padding', `${cursor}=`],
    ['something added', `${cursor}!`],
    ['something cut off', cursor.slice(0, -2)],
  ])('is invalid when it is %s', (_, text) => {
    expect(() => decodeCursor(text, 'time', scope)).toThrow(rejection)
  })

  it.each(['a\0b', '\ud800', 'a'.repeat(501)])(
    'is invalid with a text that no column holds: %.10j',
    (name) => {
      expect(() => decodeCursor(forge([version, name, id, fingerprint]), 'text', scope)).toThrow(rejection)
    },
  )
})

describe('a page', () => {
  const rows = [{ n: 1 }, { n: 2 }, { n: 3 }]
  const toCursor = (row: { n: number }) => `after ${row.n}`

  it('points to the next where a row too many was read', () => {
    expect(pageOf(rows, 2, toCursor)).toEqual({ data: [{ n: 1 }, { n: 2 }], nextCursor: 'after 2' })
  })

  it('is the last where none was', () => {
    expect(pageOf(rows, 3, toCursor)).toEqual({ data: rows, nextCursor: null })
    expect(pageOf([], 3, toCursor)).toEqual({ data: [], nextCursor: null })
  })

  it('visits every row once, whatever is deleted meanwhile', () => {
    const all = Array.from({ length: 10 }, (_, n) => ({ at: new Date(n), id: id.replace(/.$/, String(n)) }))
    const seen: number[] = []
    let next: string | null = encodeCursor({ value: new Date(0), id: id.replace(/.$/, '0') }, scope)
    let left = all
    while (next) {
      const after = decodeCursor(next, 'time', scope)
      const found = left.filter(
        (row) => row.at > after.value || (+row.at === +after.value && row.id > after.id),
      )
      const page: Page<{ at: Date; id: string }> = pageOf(found.slice(0, 4), 3, (row) =>
        encodeCursor({ value: row.at, id: row.id }, scope),
      )
      seen.push(...page.data.map((row) => row.at.getTime()))
      left = left.filter((row) => row !== page.data.at(-1))
      next = page.nextCursor
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('has a schema that lets nothing undeclared out', () => {
    const Things = Page(z.object({ n: z.number() }))
    expect(Things.parse({ data: [{ n: 1, secret: 2 }], nextCursor: null, total: 5 })).toEqual({
      data: [{ n: 1 }],
      nextCursor: null,
    })
  })
})
