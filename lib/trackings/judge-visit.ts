import { matchesSelector } from '../matching/matches-selector.ts'
import { matchesText } from '../matching/matches-text.ts'
import { allMet, type Met, metIf, notMet } from '../matching/met.ts'
import { regexResults } from '../matching/regex-results.ts'
import type { TriggerCondition } from '../tracking-types/condition.ts'
import type { ListenerCondition, TargetFields, TriggerDeclaration } from '../tracking-types/tracking-type.ts'
import { declaredExceptions, declaredTriggers, type TrackingType } from '../tracking-types/tracking-types.ts'
import type { Visit } from './match-input.ts'
import type { Match } from './match-view.ts'
import { type Seen, seenInVisit } from './seen-in-visit.ts'

/** What the expressions and the selectors of a request may take each; what is not judged by then is unknown. */
const BUDGET_MS = 2_000

/** What a visit does to a tracking. */
export type Verdict = {
  fires: Met
  /** The conditions of the trigger that decides, each with whether it is met. */
  because: () => Match['because']
}

type Tracking = TargetFields & { type: TrackingType }
type Triggers = { firing: readonly TriggerDeclaration[]; exceptions: readonly TriggerDeclaration[] }

/** Whether trackings would fire in a visit, in their order. */
export function judgeVisit(trackings: readonly Tracking[], visit: Visit): Verdict[] {
  const seen = seenInVisit(visit)
  const triggers = trackings.map(triggersOf)
  const found = findExpressions(triggers, seen)
  const deadline = performance.now() + BUDGET_MS
  const meet: Meet = (condition, trigger) => meets(condition, trigger, seen, found)
  const meetInTime: Meet = (condition, trigger) =>
    performance.now() > deadline ? 'unknown' : meet(condition, trigger)
  return triggers.map(({ firing, exceptions }) => {
    const judged = firing.map((trigger) => ({
      trigger,
      fires: firesBy(trigger, exceptions, seen, meetInTime),
    }))
    const { fires, trigger } = judged.find((each) => each.fires === 'yes') ??
      judged.find((each) => each.fires === 'unknown') ??
      judged[0] ?? { fires: 'unknown' as const, trigger: undefined }
    return { fires, because: () => (trigger ? reasonsOf(trigger, exceptions, seen, meet) : []) }
  })
}

/** None where something stored is not readable any more: nothing can be told of such a tracking. */
function triggersOf(tracking: Tracking): Triggers {
  try {
    return { firing: declaredTriggers(tracking), exceptions: declaredExceptions(tracking) }
  } catch (error) {
    if (error instanceof SyntaxError) return { firing: [], exceptions: [] }
    throw error
  }
}

const keyOf = ({ variable, value, ignoreCase }: TriggerCondition) =>
  JSON.stringify([variable, value, ignoreCase])

/** All expressions at once, each a single time. */
function findExpressions(
  trackings: readonly Triggers[],
  { wakes, text: textOf }: Seen,
): ReadonlyMap<string, boolean | undefined> {
  const asked = new Map<string, { source: string; ignoreCase: boolean; text: string }>()
  for (const { firing, exceptions } of trackings) {
    const woken = firing.filter(({ type }) => (wakes.get(type) ?? 'no') !== 'no')
    if (woken.length === 0) continue
    const conditions = [
      ...woken.flatMap(({ event, conditions }) => [...event, ...conditions]),
      ...exceptions.flatMap((each) => each.conditions),
    ]
    for (const condition of conditions) {
      const text = textOf(condition.variable)
      if (condition.type !== 'matchRegex' || text === undefined) continue
      asked.set(keyOf(condition), { source: condition.value, ignoreCase: condition.ignoreCase, text })
    }
  }
  const results = regexResults([...asked.values()], BUDGET_MS)
  return new Map([...asked.keys()].map((key, index) => [key, results[index]]))
}

type Meet = (condition: TriggerCondition | ListenerCondition, trigger: TriggerDeclaration) => Met

/** What costs little is looked at first: where a text decides, no selector is read. */
function firesBy(
  trigger: TriggerDeclaration,
  exceptions: readonly TriggerDeclaration[],
  { wakes }: Seen,
  meet: Meet,
): Met {
  const woken = wakes.get(trigger.type) ?? 'no'
  if (woken === 'no') return 'no'
  const all = conditionsOf(trigger)
  const [selectors, others] = [true, false].map((selector) =>
    all.filter((condition) => (condition.type === 'cssSelector') === selector),
  )
  const own = allMet([...(others ?? []), ...(selectors ?? [])], (condition) => meet(condition, trigger))
  const free = allMet(exceptions, (exception) =>
    notMet(allMet(exception.conditions, (condition) => meet(condition, exception))),
  )
  return allMet([woken, own, free], (met) => met)
}

function conditionsOf({ event, listens, conditions }: TriggerDeclaration) {
  return [...event, ...listens, ...conditions]
}

/** Where nothing wakes a trigger, its conditions are never looked at. */
function reasonsOf(
  trigger: TriggerDeclaration,
  exceptions: readonly TriggerDeclaration[],
  { wakes }: Seen,
  meet: Meet,
): Match['because'] {
  const plain = { ignoreCase: false, not: false, exception: false }
  const met = wakes.get(trigger.type) ?? 'no'
  const happens = { variable: 'trigger', type: 'equals', value: trigger.type, ...plain, met }
  if (met === 'no') return [happens]
  return [
    happens,
    ...conditionsOf(trigger).map((each) => ({ ...plain, ...each, met: meet(each, trigger) })),
    ...exceptions.flatMap((exception) =>
      exception.conditions.map((each) => ({
        ...plain,
        ...each,
        exception: true,
        met: meet(each, exception),
      })),
    ),
  ]
}

function meets(
  condition: TriggerCondition | ListenerCondition,
  trigger: TriggerDeclaration,
  seen: Seen,
  found: ReadonlyMap<string, boolean | undefined>,
): Met {
  switch (condition.variable) {
    case 'visibleElement':
      return seen.visible ? matchesSelector(condition.value, seen.visible) : 'unknown'
    case 'visiblePercent':
    case 'scrollPercent':
    case 'videoPercent':
    case 'pageSeconds': {
      const measured = seen.measured[condition.variable]
      return measured === undefined ? 'unknown' : metIf(measured >= Number(condition.value))
    }
    default: {
      const met = meetsPlainly(condition, trigger, seen, found)
      return condition.not ? notMet(met) : met
    }
  }
}

function meetsPlainly(
  condition: TriggerCondition,
  trigger: TriggerDeclaration,
  { text: textOf, element: elementOf }: Seen,
  found: ReadonlyMap<string, boolean | undefined>,
): Met {
  const { type, variable } = condition
  if (type === 'cssSelector') {
    const element = elementOf(variable, trigger.type)
    return element ? matchesSelector(condition.value, element) : 'unknown'
  }
  const text = textOf(variable)
  if (text === undefined) return 'unknown'
  if (type !== 'matchRegex') {
    const value = condition.value === PAGE_HOSTNAME ? textOf('pageHostname') : condition.value
    return value === undefined ? 'unknown' : metIf(matchesText({ ...condition, type, value }, text))
  }
  const result = found.get(keyOf(condition))
  return result === undefined ? 'unknown' : metIf(result)
}

/** The one reference that our conditions compare with. */
const PAGE_HOSTNAME = '{{Page Hostname}}'
