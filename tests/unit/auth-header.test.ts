import '../fixtures/settings.ts'
import { describe, expect, it, vi } from 'vitest'
import { authenticate, bearerToken, challenge } from '../../lib/auth/authenticate.ts'
import { hasCronSecret, requireCronSecret } from '../../lib/auth/cron-secret.ts'
import { settings } from '../fixtures/settings.ts'

describe('a bearer token', () => {
  it.each([
    ['Bearer abc.DEF-_~+/==', 'abc.DEF-_~+/=='],
    ['bearer abc', 'abc'],
    ['BEARER   abc', 'abc'],
  ])('is read from %j', (header, token) => {
    expect(bearerToken(header)).toBe(token)
  })

  it.each([
    null,
    '',
    'Bearer',
    'Bearer ',
    'abc',
    'Basic abc',
    'Bearer a b',
    'Bearer a, Bearer b',
    'Bearer a=b',
    'Bearer é',
  ])('is not read from %j', (header) => {
    expect(bearerToken(header)).toBeUndefined()
  })

  it('is asked for where there is none', async () => {
    await expect(authenticate(null)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('Authorization: Bearer'),
    })
  })

  it('is called invalid only where one was sent', () => {
    expect(challenge(null)).toBe('Bearer')
    expect(challenge('Basic abc')).toBe('Bearer')
    expect(challenge('Bearer abc')).toBe('Bearer error="invalid_token"')
  })
})

describe('the cron secret', () => {
  it('opens', () => {
    expect(() => requireCronSecret(`Bearer ${settings.CRON_SECRET}`)).not.toThrow()
  })

  it.each([
    null,
    '',
    'Bearer ',
    'Bearer undefined',
    settings.CRON_SECRET,
    `Bearer ${settings.CRON_SECRET}x`,
    `Bearer ${settings.CRON_SECRET.slice(1)}`,
    `Basic ${settings.CRON_SECRET}`,
  ])('does not open for %j', (header) => {
    expect(() => requireCronSecret(header)).toThrow(expect.objectContaining({ code: 'unauthenticated' }))
  })

  it('may hold any visible characters', async () => {
    vi.stubEnv('CRON_SECRET', 'p%&$!?-0123456789')
    vi.resetModules()
    const fresh = await import('../../lib/auth/cron-secret.ts')
    expect(fresh.hasCronSecret('Bearer p%&$!?-0123456789')).toBe(true)
    vi.unstubAllEnvs()
  })

  it('rejects every caller where it is not set', async () => {
    vi.stubEnv('CRON_SECRET', undefined)
    vi.resetModules()
    const fresh = await import('../../lib/auth/cron-secret.ts')
    expect(fresh.hasCronSecret('Bearer undefined')).toBe(false)
    expect(fresh.hasCronSecret(`Bearer ${settings.CRON_SECRET}`)).toBe(false)
    vi.unstubAllEnvs()
    expect(hasCronSecret(`Bearer ${settings.CRON_SECRET}`)).toBe(true)
  })
})
