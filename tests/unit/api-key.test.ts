import { describe, expect, it } from 'vitest'
import { apiKeyHash } from '../../lib/auth/api-key-hash.ts'
import { API_KEY_PREFIX, isWholeApiKey, newApiKey } from '../../lib/secrets/api-key.ts'
import { hashSecret } from '../../lib/secrets/one-time-secret.ts'

describe('an API key', () => {
  it('has a form that secret scanners can look for, and is another one each time', () => {
    const keys = Array.from({ length: 100 }, newApiKey)
    for (const { key, keyHash, lastCharacters } of keys) {
      expect(key).toMatch(/^oct_live_[\w-]{48}$/)
      expect(isWholeApiKey(key)).toBe(true)
      expect(keyHash).toBe(hashSecret(key))
      expect(key.endsWith(lastCharacters)).toBe(true)
    }
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length)
  })

  it('in which one character is another, or two are swapped, is told by its checksum', () => {
    const { key } = newApiKey()
    for (let at = API_KEY_PREFIX.length; at < key.length; at += 1) {
      const changed = key.slice(0, at) + (key[at] === 'A' ? 'B' : 'A') + key.slice(at + 1)
      expect(isWholeApiKey(changed)).toBe(false)
      const swapped = key.slice(0, at - 1) + key.charAt(at) + key.charAt(at - 1) + key.slice(at + 1)
      expect(isWholeApiKey(swapped)).toBe(swapped === key)
    }
  })

  it.each([
    ['cut off', (key: string) => key.slice(0, -1)],
    ['longer', (key: string) => `${key}A`],
    ['with another prefix', (key: string) => key.replace('live', 'test')],
    ['in capitals', (key: string) => key.toUpperCase()],
  ])('that is %s is none', (_, change) => {
    expect(isWholeApiKey(change(newApiKey().key))).toBe(false)
  })
})

describe('the Authorization header', () => {
  it('with an API key is read as one, whatever the case of the scheme', () => {
    const { key, keyHash } = newApiKey()
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) expect(apiKeyHash(`${scheme} ${key}`)).toBe(keyHash)
  })

  it('without an API key is left to others', () => {
    for (const header of [null, 'Bearer eyJhbGciOi.eyJ.x', `Basic ${newApiKey().key}`, 'Bearer oct'])
      expect(apiKeyHash(header)).toBeUndefined()
  })

  it('with a mistyped API key says so', () => {
    expect(() => apiKeyHash(`Bearer ${newApiKey().key.slice(0, -1)}`)).toThrow(/mistyped/)
  })
})
