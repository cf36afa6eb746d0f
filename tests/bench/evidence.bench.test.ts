import { expect, it } from 'vitest'
import { judgeEvidence } from '../../lib/evidence/judge-evidence.ts'
import { simulate } from '../fixtures/evidence-simulation/simulate.ts'
import { GROUPS, type Group, type Summary, summary } from '../fixtures/evidence-simulation/summary.ts'

const TRACKINGS = 1_000
const SEEDS = [101, 102, 103, 104, 105]
const JUDGEMENTS = 20_000

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`

function rows(seed: number, result: Summary): string {
  const line = (group: Group) => {
    const { stops, inTime, medianDays, doublings, doublingsFound } = result[group]
    const { name, withinDays } = GROUPS[group]
    return `| ${seed} | ${name} | ${percent(inTime, stops)} of ${stops} in ${withinDays} days | ${medianDays} | ${result.falseStopsPerYear.toFixed(2)} | ${result.falseDoublingsPerYear.toFixed(2)} | ${percent(doublingsFound, doublings)} of ${doublings} |\n`
  }
  return line('often') + line('seldom')
}

const HEAD = `| seed | conversions before | stops found | median days | false STOPPED a year | false DOUBLED a year | doublings found |
|---|---|---|---|---|---|---|
`

it.each([
  { by: 'with the day of the last request', knowsRequests: true },
  { by: 'by conversions alone', knowsRequests: false },
])(
  'stops and doublings of simulated trackings, $by',
  ({ by, knowsRequests }) => {
    const results = SEEDS.map((seed) => rows(seed, summary(simulate(TRACKINGS, seed, knowsRequests))))
    process.stdout.write(`\n${TRACKINGS} trackings a seed, ${by}:\n\n${HEAD}${results.join('')}`)
    expect(results).toHaveLength(SEEDS.length)
  },
  1_800_000,
)

it('false verdicts by kind of website, with the day of the last request', () => {
  const byKind = Map.groupBy(simulate(TRACKINGS, SEEDS[0] ?? 0, true), ({ kind }) => kind)
  const lines = [...byKind].map(([kind, years]) => {
    const { falseStopsPerYear, falseDoublingsPerYear } = summary(years)
    return `| ${kind} | ${falseStopsPerYear.toFixed(2)} | ${falseDoublingsPerYear.toFixed(2)} |\n`
  })
  const head = '| kind | false STOPPED a year | false DOUBLED a year |\n|---|---|---|\n'
  process.stdout.write(`\n${TRACKINGS} trackings, seed ${SEEDS[0]}:\n\n${head}${lines.join('')}`)
  expect(lines).toHaveLength(7)
}, 1_800_000)

it('a tracking with two years of daily conversions is judged in microseconds', () => {
  const days = Array.from({ length: 790 }, (_, day) =>
    new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
  )
  const history = {
    from: days[0] ?? '',
    through: days.at(-1) ?? '',
    conversions: new Map(days.map((day, index) => [day, 1 + (index % 5)])),
    lastReceivedOn: days.at(-1) ?? null,
    liveTags: 1,
    liveSince: days[0] ?? null,
  }
  const startedAt = performance.now()
  for (let index = 0; index < JUDGEMENTS; index += 1) judgeEvidence(history)
  const microseconds = ((performance.now() - startedAt) / JUDGEMENTS) * 1_000
  process.stdout.write(`\none judgement of 26 months: ${microseconds.toFixed(0)} µs\n`)
  expect(judgeEvidence(history).state).toBe('COUNTING')
}, 300_000)
