import '../fixtures/settings.ts'
import { describe, expect, it, vi } from 'vitest'

const point = {
  organizationId: '018f0000-0000-7000-8000-000000000000',
  number: 2,
  sequence: 7,
  previous: Buffer.alloc(32, 3),
  hash: Buffer.alloc(32, 1),
  signedAt: new Date('2026-01-31T09:30:00Z'),
}
const OLD = 'the-secret-of-last-year-0000'
const NEW = 'the-secret-of-this-year-0000'

/** The code as a process with this setting runs it. */
async function withSecret(secret: string) {
  vi.stubEnv('SIGNING_SECRET', secret)
  vi.resetModules()
  return import('../../lib/audit/sign-checkpoint.ts')
}

describe('the signature of a checkpoint', () => {
  it('is valid for exactly this point of this chain', async () => {
    const { signCheckpoint, isSigned } = await withSecret(NEW)
    const signature = signCheckpoint(point)
    expect(isSigned({ ...point, signature })).toBe(true)
    for (const other of [
      { organizationId: '018f0000-0000-7000-8000-000000000001' },
      { number: 3 },
      { sequence: 8 },
      { previous: Buffer.alloc(32, 4) },
      { previous: null },
      { hash: Buffer.alloc(32, 2) },
      { signedAt: new Date('2026-01-31T09:30:00.001Z') },
    ]) {
      expect(isSigned({ ...point, ...other, signature })).toBe(false)
    }
    expect(isSigned({ ...point, signature: signature.subarray(1) })).toBe(false)
  })

  it('stays valid after a change of the secret, as long as the old one is still named', async () => {
    const signature = (await withSecret(OLD)).signCheckpoint(point)
    expect((await withSecret(`${NEW},${OLD}`)).isSigned({ ...point, signature })).toBe(true)
    expect((await withSecret(NEW)).isSigned({ ...point, signature })).toBe(false)
  })

  it('is made with the first secret', async () => {
    const signature = (await withSecret(`${NEW},${OLD}`)).signCheckpoint(point)
    expect((await withSecret(NEW)).isSigned({ ...point, signature })).toBe(true)
  })
})
