import '../fixtures/settings.ts'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  DecryptionError,
  decrypt,
  type EncryptionContext,
  encrypt,
  needsRotation,
} from '../../lib/secrets/token-cipher.ts'

const old = { id: 'k1', key: randomBytes(32) }
const current = { id: 'k2', key: randomBytes(32) }
const context: EncryptionContext = {
  purpose: 'refresh_token',
  organizationId: 'organization-1',
  row: 'account-1',
}

function failureOf(work: () => unknown): DecryptionError {
  try {
    work()
  } catch (error) {
    if (error instanceof DecryptionError) return error
    throw error
  }
  throw new Error('expected a failure')
}

describe('an encrypted secret', () => {
  it.each(['1//refresh-token', '', 'ü€😀', 'x'.repeat(10_000)])(
    'an encrypted secret decrypts in its own context',
    (secret) => {
      const encrypted = encrypt(secret, context, [current])
      expect(encrypted).toMatch(/^v1\.k2\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/)
      expect(decrypt(encrypted, context, [current])).toBe(secret)
    },
  )

  it('a secret encrypts to another text each time', () => {
    expect(encrypt('secret', context, [current])).not.toBe(encrypt('secret', context, [current]))
  })

  it.each<[string, Partial<EncryptionContext>]>([
    ['another organization', { organizationId: 'organization-2' }],
    ['another row', { row: 'account-2' }],
    ['another column', { purpose: 'access_token' }],
    ['a place whose parts join to the same text', { organizationId: 'organization-1","account-1', row: '' }],
  ])('an encrypted secret does not decrypt after being moved to %s', (_where, moved) => {
    const encrypted = encrypt('secret', context, [current])
    expect(failureOf(() => decrypt(encrypted, { ...context, ...moved }, [current])).code).toBe(
      'not_authentic',
    )
  })

  it('an encrypted secret does not decrypt when any character of it was changed', () => {
    const encrypted = encrypt('secret', context, [current])
    const start = encrypted.indexOf('.', 3) + 1
    for (let index = start; index < encrypted.length; index += 1) {
      if (encrypted[index] === '.') continue
      // The last character of a part may carry bits that decode to nothing; 8 steps on always changes others.
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      const other = letters[(letters.indexOf(encrypted.charAt(index)) + 32) % 64]
      const changed = encrypted.slice(0, index) + other + encrypted.slice(index + 1)
      expect(failureOf(() => decrypt(changed, context, [current])).code).toBe('not_authentic')
    }
  })

  it('an encrypted secret does not decrypt with a shortened tag', () => {
    const encrypted = encrypt('secret', context, [current])
    expect(failureOf(() => decrypt(encrypted.slice(0, -6), context, [current])).code).toBe('malformed')
  })

  it.each(['', 'secret', 'v2.k2.a.b.c', 'v1.k2'])(
    'a text that was not encrypted here is malformed: %j',
    (text) => {
      expect(failureOf(() => decrypt(text, context, [current])).code).toBe('malformed')
    },
  )

  it('a decryption error names neither value nor key', () => {
    const encrypted = encrypt('the secret', context, [old])
    const failure = failureOf(() => decrypt(encrypted, context, [current]))
    expect(failure.code).toBe('unknown_key')
    const shown = `${failure.message} ${JSON.stringify(failure)}`
    expect(shown).not.toContain(encrypted.slice(10))
    expect(shown).not.toContain('the secret')
  })
})

describe('a rotation of keys', () => {
  it('a rotation of keys decrypts with any key and encrypts with the first', () => {
    const encrypted = encrypt('secret', context, [old])
    expect(decrypt(encrypted, context, [current, old])).toBe('secret')
    expect(encrypt('secret', context, [current, old])).toMatch(/^v1\.k2\./)
  })

  it('needsRotation finds what still has to be encrypted again', () => {
    const encrypted = encrypt('secret', context, [old])
    expect(needsRotation(encrypted, [current, old])).toBe(true)
    expect(needsRotation(encrypted, [old, current])).toBe(false)
  })
})
