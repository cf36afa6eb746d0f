import { describe, expect, it } from 'vitest'
import { Deployment } from '../../lib/deployment/deployment.ts'
import { findingsOf, VERDICT_CODES } from '../../lib/deployment/findings-of.ts'
import {
  type DeploymentReason,
  REASON_STATES,
  type ReasonCode,
  verdictOf,
} from '../../lib/deployment/verdict.ts'
import { FINDING_TEXTS } from '../../lib/findings/finding-texts.ts'
import { FINDING_CODES } from '../../lib/model/finding-code.ts'
import { TRACKING_TYPES } from '../../lib/tracking-types/tracking-types.ts'

const TRACKING = '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'

/** One reason of each code that is a finding, so that a new one is not forgotten. */
const REASONS: Readonly<Record<Exclude<ReasonCode, 'paused_as_wanted'>, DeploymentReason>> = {
  never_published: { code: 'never_published' },
  tag_missing: { code: 'tag_missing' },
  trigger_missing: { code: 'trigger_missing' },
  paused: { code: 'paused' },
  no_firing_trigger: { code: 'no_firing_trigger' },
  schedule_not_started: { code: 'schedule_not_started', at: '2027-01-02T03:04:05.000Z' },
  schedule_ended: { code: 'schedule_ended', at: '2026-01-02T03:04:05.000Z' },
  blocked: { code: 'blocked', trigger: 'Staff' },
  exception: { code: 'exception', trigger: 'Staff' },
  variable_missing: { code: 'variable_missing', variable: 'Page Kind' },
  consent_required: { code: 'consent_required', types: ['ad_storage', 'ad_user_data'] },
  linker_missing: { code: 'linker_missing' },
  linker_prefix: { code: 'linker_prefix', linker: '_gcl', tag: '_own' },
  action_missing: { code: 'action_missing' },
  action_hidden: { code: 'action_hidden' },
  changed: {
    code: 'changed',
    fields: ['type', 'parameter:conversionValue', 'filter:x', 'name'].map((field) => ({
      field,
      before: 'a',
      after: undefined,
    })),
  },
  setup_tag_paused: { code: 'setup_tag_paused', tag: 'Consent' },
}

const found = () => findingsOf(TRACKING, verdictOf(Object.values(REASONS)))

describe('the texts of findings', () => {
  it.each(FINDING_CODES)('%s says what was found and what to do, with and without data', (code) => {
    const { summary, nextStep } = FINDING_TEXTS[code]
    for (const text of [summary({ data: {}, subject: 'tag' }), nextStep]) {
      expect(text).toMatch(/^[A-Z].*\.$/s)
      expect(text).not.toMatch(/undefined|null|NaN|\[object|try again|retry/i)
    }
  })

  it('hints are those of the types of tracking, in their words', () => {
    const declared = Object.values(TRACKING_TYPES).flatMap(({ cannotSee }) =>
      [...cannotSee].map(({ code }) => code),
    )
    expect(FINDING_CODES.filter((code) => code.startsWith('hint.'))).toEqual([...new Set(declared)])
    expect(FINDING_TEXTS['hint.form_in_frame'].summary({ data: {}, subject: '' })).toBe(
      'A form inside of an iframe, as embedded forms often are, is not seen.',
    )
  })

  it('name what the data name', () => {
    const summaries = found().map(({ code, data, subject }) => {
      const known = FINDING_CODES.find((each) => each === code)
      return known && FINDING_TEXTS[known].summary({ data, subject })
    })
    expect(summaries).toContain('The tag is scheduled and does not fire before 2027-01-02 03:04 UTC.')
    expect(summaries).toContain(
      'The tag fires only for visitors who have consented to ad_storage, ad_user_data.',
    )
    expect(summaries).toContain(
      'What is live of this tracking in Tag Manager was changed outside of OneClickTag (type, conversionValue, x and 1 more) and was left so.',
    )
    expect(summaries).toContain('The exception “Staff” holds whenever the tag would fire: it never does.')
  })
})

describe('a verdict', () => {
  it('is stored and read again as it was, whatever its reasons', () => {
    const { state, reasons } = verdictOf(Object.values(REASONS))
    const googleAds: Deployment['googleAds'] = { state, reasons, checkedAt: '2026-11-29T12:00:00.000Z' }
    const stored: unknown = JSON.parse(JSON.stringify({ googleAds }))
    expect(Deployment.parse(stored)).toEqual(stored)
  })
})

describe('the findings of a verdict', () => {
  it('are one for each reason but a pause that was asked for, told apart by code and subject', () => {
    const issues = found()
    expect([...Object.keys(REASONS), 'paused_as_wanted'].sort()).toEqual(Object.keys(REASON_STATES).sort())
    expect(issues.map(({ code }) => code)).toHaveLength(Object.keys(REASONS).length)
    expect(new Set(issues.map(({ code, subject }) => `${code} ${subject}`)).size).toBe(issues.length)
    expect(issues.every(({ trackingId }) => trackingId === TRACKING)).toBe(true)
    expect(issues.every(({ data }) => !('code' in data))).toBe(true)
  })

  it('have the codes by which a later verdict resolves them', () => {
    expect([...new Set(found().map(({ code }) => code))].sort()).toEqual([...VERDICT_CODES].sort())
  })

  it('that fail a tracking are errors but for drift, the others are warnings', () => {
    const severities = Object.fromEntries(found().map(({ code, severity }) => [code, severity]))
    expect(Object.entries(severities).filter(([, severity]) => severity !== 'error')).toEqual([
      ['exception', 'warning'],
      ['consent_required', 'warning'],
      ['drift.changed', 'warning'],
    ])
  })
})
