import '../fixtures/settings.ts'
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { CannotUnseal, needsRotation, type Place, seal, unseal } from '../../lib/connections/token-cipher.ts'

const old = { id: 'k1', key: randomBytes(32) }
const current = { id: 'k2', key: randomBytes(32) }
const place: Place = { purpose: 'refresh_token', organizationId: 'organization-1', row: 'account-1' }

function failureOf(work: () => unknown): CannotUnseal {
  try {
    work()
  } catch (error) {
    if (error instanceof CannotUnseal) return error
    throw error
  }
  throw new Error('expected a failure')
}

describe('a sealed secret', () => {
  test.each(['1//refresh-token', '', 'ü€😀', 'x'.repeat(10_000)])('opens where it was made for', (secret) => {
    const sealed = seal(secret, place, [current])
    expect(sealed).toMatch(/^v1\.k2\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/)
    expect(unseal(sealed, place, [current])).toBe(secret)
  })

  test('looks different each time', () => {
    expect(seal('secret', place, [current])).not.toBe(seal('secret', place, [current]))
  })

  test.each<[string, Partial<Place>]>([
    ['another organization', { organizationId: 'organization-2' }],
    ['another row', { row: 'account-2' }],
    ['another column', { purpose: 'access_token' }],
    ['a place whose parts join to the same text', { organizationId: 'organization-1","account-1', row: '' }],
  ])('does not open after being moved to %s', (_where, moved) => {
    const sealed = seal('secret', place, [current])
    expect(failureOf(() => unseal(sealed, { ...place, ...moved }, [current])).code).toBe('not_authentic')
  })

  test('does not open when any character of it was changed', () => {
    const sealed = seal('secret', place, [current])
    const start = sealed.indexOf('.', 3) + 1
    for (let index = start; index < sealed.length; index += 1) {
      if (sealed[index] === '.') continue
      // The last character of a part may carry bits that decode to nothing; 8 steps on always changes others.
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      const other = letters[(letters.indexOf(sealed.charAt(index)) + 32) % 64]
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1)
      expect(failureOf(() => unseal(changed, place, [current])).code).toBe('not_authentic')
    }
  })

  test('does not open with a shortened tag', () => {
    const sealed = seal('secret', place, [current])
    expect(failureOf(() => unseal(sealed.slice(0, -6), place, [current])).code).toBe('malformed')
  })

  test.each(['', 'secret', 'v2.k2.a.b.c', 'v1.k2'])('is told from anything else: %j', (text) => {
    expect(failureOf(() => unseal(text, place, [current])).code).toBe('malformed')
  })

  test('tells of neither value nor key when it cannot be opened', () => {
    const sealed = seal('the secret', place, [old])
    const failure = failureOf(() => unseal(sealed, place, [current]))
    expect(failure.code).toBe('unknown_key')
    const told = `${failure.message} ${JSON.stringify(failure)}`
    expect(told).not.toContain(sealed.slice(10))
    expect(told).not.toContain('the secret')
  })
})

describe('a rotation of keys', () => {
  test('opens with any key and encrypts with the first', () => {
    const sealed = seal('secret', place, [old])
    expect(unseal(sealed, place, [current, old])).toBe('secret')
    expect(seal('secret', place, [current, old])).toMatch(/^v1\.k2\./)
  })

  test('knows what still has to be sealed anew', () => {
    const sealed = seal('secret', place, [old])
    expect(needsRotation(sealed, [current, old])).toBe(true)
    expect(needsRotation(sealed, [old, current])).toBe(false)
  })
})
