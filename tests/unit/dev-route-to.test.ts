import { describe, expect, it } from 'vitest'
import { readRewrites, routeTo } from '../../lib/dev/route-to.ts'

const FUNCTIONS = new Set(['/api/cron', '/api/health', '/api/v1/customers', '/api/v1/reports'])

describe('the local router', async () => {
  const rewrites = await readRewrites()

  it.each([
    ['/api/health', '/api/health', '/api/health'],
    ['/api/v1/customers?limit=5', '/api/v1/customers', '/api/v1/customers?limit=5'],
    ['/api/v1/customers/7/sync?a=1', '/api/v1/customers', '/api/v1/customers/7/sync?a=1'],
    ['/api/v1/findings?limit=5', '/api/v1/reports', '/api/v1/findings?limit=5'],
    ['/api/v1/findings/7/dismiss', '/api/v1/reports', '/api/v1/findings/7/dismiss?path=7%2Fdismiss'],
    ['/api/cron/run-sync', '/api/cron', '/api/cron/run-sync?path=run-sync'],
    ['/api/cron/a/b?c=1', '/api/cron', '/api/cron/a/b?c=1&path=a%2Fb'],
  ])('routes %s to %s, which receives %s', (url, name, seen) => {
    expect(routeTo(FUNCTIONS, rewrites, url)).toEqual({ name, url: seen })
  })

  it.each([
    '/api',
    '/api/',
    '/api?a=1',
    '/api/v1',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v1/nothing/7?a=1',
    '/api/v1/customers/',
    '/api/v1/customers/7/',
    '/api/v1//customers',
    '/api/v1/%E4',
    '/api/health/deep',
    '/api/cron/',
    '/api/V1/customers',
  ])('routes %s, which is nowhere, to the function that says so', (url) => {
    expect(routeTo(FUNCTIONS, rewrites, url)).toEqual({ name: '/api/health', url })
  })

  it.each(['/', '/apix', '/apix/v1', '/API', '/lib/env.ts'])('routes %s to no function', (url) => {
    expect(routeTo(FUNCTIONS, rewrites, url)).toBeUndefined()
  })
})
