import '../fixtures/settings.ts'
import { describe, expect, it } from 'vitest'
import { AppError, invalid } from '../../lib/errors/app-error.ts'
import { GoogleError } from '../../lib/google/google-error.ts'
import { GOOGLE_REASONS, type GoogleReason } from '../../lib/google/google-reasons.ts'
import { appErrorOf } from '../../lib/http/app-error-of.ts'
import { PROBLEMS, problemOf } from '../../lib/http/problem.ts'
import { ERROR_CODES } from '../../lib/model/error-code.ts'
import { TenantAccessDeniedError } from '../../lib/tenant/tenant-access-denied-error.ts'

const occurrence = { instance: '/api/v1/things', requestId: 'request-1', docsUrl: 'https://api.test/docs' }

describe('a problem', () => {
  it('has the members of RFC 9457, a code and the request id', () => {
    expect(problemOf(new AppError('conflict', 'Rename it first.'), occurrence)).toEqual({
      type: 'https://api.test/docs#conflict',
      title: 'Conflict',
      status: 409,
      detail: 'Rename it first.',
      instance: '/api/v1/things',
      code: 'conflict',
      requestId: 'request-1',
    })
  })

  it('names wrong inputs', () => {
    expect(problemOf(invalid('query.limit', 'must be at most 100'), occurrence)).toMatchObject({
      status: 400,
      detail: 'query.limit: must be at most 100',
      invalidParams: [{ name: 'query.limit', reason: 'must be at most 100' }],
    })
  })

  it('never shows a cause', () => {
    const error = new AppError('internal', 'Sorry.', { cause: new Error('password=hunter2') })
    expect(JSON.stringify(problemOf(error, occurrence))).not.toContain('hunter2')
  })

  it.each(ERROR_CODES)('of %s has a status of failure', (code) => {
    expect(PROBLEMS[code].status).toBeGreaterThanOrEqual(400)
  })
})

describe('a failure becomes a problem:', () => {
  it.each([
    [new Error('password=hunter2'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal'],
    [new TenantAccessDeniedError('not_a_member'), 'not_a_member'],
    [new TenantAccessDeniedError('role'), 'forbidden'],
    [new TenantAccessDeniedError('signed_out'), 'unauthenticated'],
    [new TenantAccessDeniedError('lease_lost'), 'internal'],
  ])('%s is %s', (failure, code) => {
    const error = appErrorOf(failure)
    expect(error.code).toBe(code)
    expect(error.message).not.toContain('hunter2')
  })

  it('an expected one stays what it is', () => {
    const error = new AppError('conflict', 'Rename it first.')
    expect(appErrorOf(error)).toBe(error)
  })

  it('a missing role is named', () => {
    expect(appErrorOf(new TenantAccessDeniedError('role')).message).toContain('ADMIN')
  })

  it('a caller without an organization learns how to get one', () => {
    expect(appErrorOf(new TenantAccessDeniedError('not_a_member')).message).toContain(
      'POST /api/v1/organization',
    )
  })
})

describe('a failure at Google', () => {
  const google = (reason: GoogleReason, details: { retryAfterMs?: number; googleMessage?: string } = {}) =>
    appErrorOf(new GoogleError(reason, { service: 'tagmanager', operation: 'bulk_update', ...details }))

  it.each<[GoogleReason, string, number]>([
    ['grant_revoked', 'google_rejected', 422],
    ['container_access_denied', 'google_rejected', 422],
    ['invalid_request', 'google_rejected', 422],
    ['fingerprint_conflict', 'conflict', 409],
    ['rate_limited', 'quota_exhausted', 503],
    ['server_error', 'google_unavailable', 502],
    ['client_rejected', 'unavailable', 503],
  ])('of %s is %s, %i', (reason, code, status) => {
    const error = google(reason)
    expect([error.code, PROBLEMS[error.code].status]).toEqual([code, status])
  })

  it('says the next step', () => {
    expect(google('grant_revoked').message).toBe(GOOGLE_REASONS.grant_revoked.nextStep)
    expect(google('timeout').message).toBe(GOOGLE_REASONS.timeout.forRequest)
  })

  it('says what Google said where that names the wrong value', () => {
    expect(google('invalid_request', { googleMessage: 'vtp.selector is bad' }).message).toMatch(
      /Google says: vtp\.selector is bad$/,
    )
  })

  it('says when to come back: as Google asks, rounded up to seconds', () => {
    expect(google('rate_limited', { retryAfterMs: 1_500 }).retryAfterSeconds).toBe(2)
    expect(google('rate_limited').retryAfterSeconds).toBe(30)
    expect(google('grant_revoked').retryAfterSeconds).toBeUndefined()
  })
})
