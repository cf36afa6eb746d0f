import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeEvidence } from '../../lib/evidence/describe-evidence.ts'
import { Evidence } from '../../lib/evidence/evidence.ts'
import type { EvidenceHistory } from '../../lib/evidence/evidence-history.ts'
import { EVIDENCE_RULES, type EvidenceRule, UNKNOWN_REASONS } from '../../lib/evidence/evidence-rule.ts'
import { judgeEvidence } from '../../lib/evidence/judge-evidence.ts'
import { EVIDENCE_STATES } from '../../lib/model/evidence-state.ts'

/** A leap year, and 2024-02-29 is in all histories of more than two months. */
const FIRST_DAY = '2024-01-01'

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Counts from 2024-01-01 on, the last of them on the last complete day. */
function history(counts: readonly number[], more: Partial<EvidenceHistory> = {}): EvidenceHistory {
  const days = counts.map((count, index) => [dayAfter(FIRST_DAY, index), count] as const)
  return {
    from: FIRST_DAY,
    through: dayAfter(FIRST_DAY, counts.length - 1),
    conversions: new Map(days.filter(([, count]) => count > 0)),
    lastReceivedOn: undefined,
    liveTags: 1,
    liveSince: FIRST_DAY,
    ...more,
  }
}

const repeated = (week: readonly number[], days: number) =>
  Array.from({ length: days }, (_, day) => week[day % week.length] ?? 0)
const silent = (days: number) => repeated([0], days)
const daily = (count: number, days: number) => repeated([count], days)

/** By rule: a history that comes to it. */
const BY_RULE: Readonly<Record<Exclude<EvidenceRule, (typeof UNKNOWN_REASONS)[number]>, EvidenceHistory>> = {
  no_request_ever: history(silent(20), { lastReceivedOn: null }),
  no_conversion_yet: history(silent(20)),
  request_without_conversion: history(silent(20), { lastReceivedOn: '2024-01-19' }),
  fewer_than_one_a_week: history(repeated([1, ...silent(9)], 101)),
  silent_longer_than_expected: history([...daily(3, 90), ...silent(8)]),
  silent_while_requests_arrive: history([...daily(3, 90), ...silent(8)], { lastReceivedOn: '2024-04-07' }),
  silent_for_now: history([...repeated([1, 0, 0, 0, 0, 0, 0], 92), ...silent(14)]),
  two_live_tags: history(daily(3, 90), { liveTags: 2 }),
  ratio_over_14_days: history([...daily(10, 90), ...daily(20, 14)]),
  first_two_weeks: history([...silent(20), 1, 0, 2]),
  as_before: history(daily(3, 90)),
}

describe('every rule', () => {
  it.each(Object.entries(BY_RULE))('%s is what its history comes to, in whole words', (rule, example) => {
    const evidence = judgeEvidence(example)
    expect(evidence.rule).toBe(rule)
    expect(Evidence.parse(evidence)).toEqual(evidence)
    expect(describeEvidence(evidence)).not.toMatch(/[{}]|undefined|NaN/)
  })

  it.each(UNKNOWN_REASONS)('%s makes a tracking UNKNOWN, whatever its counts are', (unknown) => {
    const evidence = judgeEvidence(history(daily(3, 90), { unknown, liveTags: 3 }))
    expect(evidence).toMatchObject({ state: 'UNKNOWN', rule: unknown, numbers: {} })
    expect(describeEvidence(evidence)).not.toMatch(/[{}]/)
  })

  it('together they come to every state', () => {
    const examples = [...Object.values(BY_RULE), history([], { unknown: 'stale' })]
    expect(new Set(examples.map((each) => judgeEvidence(each).state))).toEqual(new Set(EVIDENCE_STATES))
    expect(new Set([...Object.keys(BY_RULE), ...UNKNOWN_REASONS])).toEqual(new Set(EVIDENCE_RULES))
  })
})

describe('a stop', () => {
  it('is stated with what was to be expected and since when', () => {
    const evidence = judgeEvidence(BY_RULE.silent_longer_than_expected)
    expect(evidence).toMatchObject({ state: 'STOPPED', since: '2024-03-31', lastConversionOn: '2024-03-30' })
    expect(evidence.numbers).toMatchObject({ days: 8, observed: 0, perWeek: 21 })
    expect(evidence.numbers.expected).toBeGreaterThan(10)
  })

  it('is found sooner where the day of the last request is known', () => {
    const found = (lastReceivedOn: string | undefined) =>
      [1, 2, 3, 4, 5, 6, 7, 8, 9].find(
        (days) =>
          judgeEvidence(history([...daily(3, 90), ...silent(days)], { lastReceivedOn })).state === 'STOPPED',
      )
    expect(found('2024-03-30')).toBeLessThan(found(undefined) ?? 0)
  })

  it('stays one for two years, until something arrives', () => {
    for (const days of [10, 100, 300, 700]) {
      const stopped = [...daily(3, 90), ...silent(days)]
      expect(judgeEvidence(history(stopped)).state).toBe('STOPPED')
      expect(judgeEvidence(history([...stopped, 1])).state).not.toBe('STOPPED')
    }
  })

  it('ends with a request, which may still be no conversion', () => {
    const stopped = history([...daily(3, 90), ...silent(40)], { lastReceivedOn: '2024-03-30' })
    expect(judgeEvidence(stopped).state).toBe('STOPPED')
    expect(judgeEvidence({ ...stopped, lastReceivedOn: stopped.through })).toMatchObject({ state: 'QUIET' })
  })

  it('is not hidden by two live tags', () => {
    expect(judgeEvidence({ ...BY_RULE.silent_longer_than_expected, liveTags: 2 }).state).toBe('STOPPED')
  })

  it('is not seen in the days on which a weekday-only or a weekend-only website is closed', () => {
    const weekdays = repeated([6, 6, 6, 6, 6, 0, 0], 120)
    const weekends = repeated([0, 0, 0, 0, 0, 15, 15], 120)
    for (let days = 80; days <= 120; days += 1)
      for (const counts of [weekdays, weekends])
        expect(judgeEvidence(history(counts.slice(0, days))).state).toBe('COUNTING')
  })

  it('is judged by the level before a campaign, once that is over', () => {
    const before = repeated([1, 0, 0], 60)
    const counts = [...before, ...daily(12, 21), ...silent(6)]
    expect(judgeEvidence(history(counts)).state).not.toBe('STOPPED')
    expect(judgeEvidence(history([...daily(12, 81), ...silent(6)])).state).toBe('STOPPED')
  })
})

describe('a doubling', () => {
  it('lasts as long as the level does, and ends with it', () => {
    const doubled = [...daily(10, 90), ...daily(20, 100)]
    expect(judgeEvidence(history(doubled)).rule).toBe('ratio_over_14_days')
    expect(judgeEvidence(history([...doubled, ...daily(10, 14)])).rule).toBe('as_before')
  })

  it('is none below 1.8, above 2.4, or in a week', () => {
    const counts = [daily(17, 14), daily(30, 14), daily(20, 7)]
    for (const after of counts)
      expect(judgeEvidence(history([...daily(10, 90), ...after])).rule).toBe('as_before')
  })

  it('is not seen in a day that is corrected late, to however much', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 119 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (day, count) => {
          const counts = daily(10, 120).with(day, count)
          expect(judgeEvidence(history(counts)).state).toBe('COUNTING')
        },
      ),
    )
  })

  it('is not seen after an outage', () => {
    for (let days = 1; days <= 60; days += 1) {
      const counts = [...daily(10, 90), ...silent(30), ...daily(10, days)]
      expect(judgeEvidence(history(counts)).state).toBe('COUNTING')
    }
  })
})

const anyCounts = fc.array(
  fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 9, noNaN: true })),
  {
    minLength: 1,
    maxLength: 200,
  },
)

describe('of any history', () => {
  it('the verdict has the form that is stored, a rule of its state, finite numbers and whole sentences', () => {
    const lastReceived = fc.option(fc.integer({ min: 0, max: 199 }), { nil: undefined })
    fc.assert(
      fc.property(anyCounts, lastReceived, fc.integer({ min: 0, max: 3 }), (counts, received, liveTags) => {
        const lastReceivedOn = received === undefined ? undefined : dayAfter(FIRST_DAY, received)
        const evidence = judgeEvidence(history(counts, { lastReceivedOn, liveTags }))
        expect(Evidence.parse(evidence)).toEqual(evidence)
        expect(describeEvidence(evidence)).not.toMatch(/[{}]|NaN/)
      }),
    )
  })

  it('late conversions of the last three days alone never make it STOPPED', () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 1, max: 5_000 }), (counts, last) => {
        expect(judgeEvidence(history([...counts, last, ...silent(3)])).state).not.toBe('STOPPED')
      }),
    )
  })

  it('a request on the last day or the day before rules a stop out', () => {
    fc.assert(
      fc.property(
        anyCounts,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 1 }),
        (counts, days, ago) => {
          const all = history([...counts, ...silent(days)])
          const lastReceivedOn = dayAfter(all.through, -ago)
          expect(judgeEvidence({ ...all, lastReceivedOn }).state).not.toBe('STOPPED')
        },
      ),
    )
  })

  it('without a conversion in two weeks it is never COUNTING', () => {
    fc.assert(
      fc.property(anyCounts, fc.integer({ min: 14, max: 90 }), (counts, days) => {
        expect(judgeEvidence(history([...counts, ...silent(days)])).state).not.toBe('COUNTING')
      }),
    )
  })

  it('a silence that is a stop is one on every later day', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const states = Array.from(
          { length: 60 },
          (_, days) => judgeEvidence(history([...counts, ...silent(days)])).state,
        )
        const first = states.indexOf('STOPPED')
        if (first >= 0) expect(new Set(states.slice(first))).toEqual(new Set(['STOPPED']))
      }),
    )
  })

  it('days before and after it, zeros and downward corrections make no difference', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const plain = history(counts)
        const conversions = new Map([
          ...plain.conversions,
          ['2023-12-31', 99],
          [dayAfter(plain.through, 1), 99],
        ])
        for (const [index, count] of counts.entries())
          if (count === 0) conversions.set(dayAfter(FIRST_DAY, index), -0)
        expect(judgeEvidence({ ...plain, conversions })).toEqual(judgeEvidence(plain))
      }),
    )
  })
})

describe('at the edges', () => {
  it('an empty history is waited for, and is never COUNTING', () => {
    const empty = history([])
    expect(judgeEvidence(empty)).toMatchObject({ state: 'AWAITING_FIRST', numbers: { days: 0, observed: 0 } })
  })

  it('on the day after creation a first conversion is COUNTING, and none is AWAITING_FIRST', () => {
    expect(judgeEvidence(history([0, 1])).rule).toBe('first_two_weeks')
    expect(judgeEvidence(history([0, 0])).rule).toBe('no_conversion_yet')
  })

  it('a million conversions a day are judged like ten', () => {
    expect(judgeEvidence(history(daily(1e6, 90))).state).toBe('COUNTING')
    expect(judgeEvidence(history([...daily(1e6, 90), ...silent(5)])).state).toBe('STOPPED')
  })

  it('parts of conversions count as what they are', () => {
    expect(judgeEvidence(history(daily(0.1, 90))).rule).toBe('fewer_than_one_a_week')
    expect(judgeEvidence(history(daily(0.5, 90))).state).toBe('COUNTING')
  })

  it('a leap day is a day like others', () => {
    expect(judgeEvidence(history(daily(3, 60)))).toMatchObject({
      state: 'COUNTING',
      lastConversionOn: '2024-02-29',
    })
    const { numbers } = judgeEvidence(history([...daily(3, 58), ...silent(8)]))
    expect(numbers.days).toBe(8)
  })
})
