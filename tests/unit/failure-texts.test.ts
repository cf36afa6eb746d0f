import { describe, expect, it } from 'vitest'
import { GoogleError } from '../../lib/google/google-error.ts'
import { GOOGLE_REASONS, isGoogleReason, runText } from '../../lib/google/google-reasons.ts'
import { appErrorOf } from '../../lib/http/app-error-of.ts'
import { failureOf } from '../../lib/sync/run/failure-of.ts'
import { SYNC_REASONS, SyncBlockedError, type SyncReason } from '../../lib/sync/run/sync-blocked-error.ts'
import { verdictOn } from '../../lib/sync/run/verdict-on.ts'

/** Words that promise that something goes on by itself. */
const PROMISE = /by (itself|ourselves)|\bwe (try|look|repeat|continue)|retr(y|ies)ing|the run continues/i
const LAST_TRY = 6

const reasons = Object.keys(GOOGLE_REASONS).filter(isGoogleReason)
const blocks = Object.keys(SYNC_REASONS).filter((name): name is SyncReason => name in SYNC_REASONS)
const google = (reason: (typeof reasons)[number]) =>
  new GoogleError(reason, { service: 'tagmanager', operation: 'bulk_update' })

describe('the words about an error of Google', () => {
  it.each(reasons)('promise nothing to a request that fails with %s', (reason) => {
    expect(appErrorOf(google(reason)).message).not.toMatch(PROMISE)
  })

  it.each(reasons)('promise nothing once a run has ended with %s', (reason) => {
    expect(failureOf(google(reason)).message).not.toMatch(PROMISE)
  })

  it.each(reasons)('promise another try exactly while a run waits for one after %s', (reason) => {
    const waits = verdictOn(google(reason), 1).kind === 'wait'
    const { message } = failureOf(google(reason), 'retrying')
    expect(message).toBe(runText(reason, 'retrying'))
    if (!waits) expect(message).not.toMatch(PROMISE)
    else if (reason !== 'container_not_found') expect(message).toMatch(PROMISE)
  })

  it.each(reasons)('that a run may end with at its last try tell what to do: %s', (reason) => {
    if (verdictOn(google(reason), LAST_TRY).kind === 'wait') return
    expect(failureOf(google(reason)).message).toBe(runText(reason, 'ended'))
  })
})

describe('the words about a blocked sync', () => {
  it.each(blocks)('promise another try exactly while the run waits for one after %s', (reason) => {
    const error = new SyncBlockedError(reason)
    expect(failureOf(error).message).not.toMatch(PROMISE)
    const waits = verdictOn(error, 1).kind === 'wait'
    expect(PROMISE.test(failureOf(error, 'retrying').message)).toBe(waits)
    expect(verdictOn(error, LAST_TRY).kind).toBe('fail')
  })
})

describe('the words about an error of our own', () => {
  it('promise another try while the run waits for one, and none afterwards', () => {
    const error = new Error('secret')
    expect(failureOf(error, 'retrying').message).toMatch(PROMISE)
    expect(failureOf(error).message).not.toMatch(PROMISE)
    expect(failureOf(error).message).not.toContain('secret')
  })
})
