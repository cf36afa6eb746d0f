import { matchesSelector } from '../matching/matches-selector.ts'
import { matchesText } from '../matching/matches-text.ts'
import { allMet, type Met, metIf } from '../matching/met.ts'
import { regexResults } from '../matching/regex-results.ts'
import { formOf, readSnippet, type Snippet } from '../matching/snippet.ts'
import type { ConditionVariable, TriggerCondition } from '../tracking-types/condition.ts'
import type { TargetFields, TriggerDeclaration, WakingEvent } from '../tracking-types/tracking-type.ts'
import { declaredTriggers, type TrackingType } from '../tracking-types/tracking-types.ts'
import type { Visit } from './match-input.ts'
import type { Match } from './match-view.ts'

/** What the expressions and the selectors of a request may take each; what is not judged by then is unknown. */
const BUDGET_MS = 2_000

/** What a visit does to a tracking. */
export type Verdict = {
  fires: Met
  /** The conditions of the trigger that decides, each with whether it is met. */
  because: () => Match['because']
}

/** What the conditions look at, as far as the visit tells of it. */
type Seen = {
  wakes: ReadonlySet<WakingEvent>
  texts: Readonly<Partial<Record<ConditionVariable, string | undefined>>>
  elements: Readonly<Partial<Record<ConditionVariable, Snippet | undefined>>>
}

/** Whether trackings would fire in a visit, in their order. */
export function judgeVisit(
  trackings: readonly (TargetFields & { type: TrackingType })[],
  visit: Visit,
): Verdict[] {
  const seen = whatIsSeen(visit)
  const triggers = trackings.map(triggersOf)
  const found = findExpressions(triggers.flat(), seen)
  const deadline = performance.now() + BUDGET_MS
  const meet = (condition: TriggerCondition) => meets(condition, seen, found)
  const meetInTime = (condition: TriggerCondition) =>
    performance.now() > deadline ? 'unknown' : meet(condition)
  return triggers.map((own) => {
    const judged = own.map((trigger) => ({ trigger, fires: firesBy(trigger, seen, meetInTime) }))
    const { fires, trigger } = judged.find((each) => each.fires === 'yes') ??
      judged.find((each) => each.fires === 'unknown') ??
      judged[0] ?? { fires: 'unknown' as const, trigger: undefined }
    return { fires, because: () => (trigger ? reasonsOf(trigger, seen, meet) : []) }
  })
}

/** None where something stored is not readable any more: nothing can be told of such a tracking. */
function triggersOf(tracking: TargetFields & { type: TrackingType }): readonly TriggerDeclaration[] {
  try {
    return declaredTriggers(tracking)
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function whatIsSeen({ url, navigation, event, clicked, submitted }: Visit): Seen {
  const page = url === undefined ? undefined : new URL(url)
  const form = snippetOf(submitted)
  return {
    wakes: new Set<WakingEvent>([
      ...(page ? [navigation === 'HISTORY' ? ('historyChange' as const) : ('pageview' as const)] : []),
      ...(event === undefined ? [] : ['customEvent' as const]),
      ...(clicked === undefined ? [] : ['click' as const]),
      ...(submitted === undefined ? [] : ['formSubmission' as const]),
    ]),
    texts: {
      pageUrl: page?.href.slice(0, page.href.length - page.hash.length).replace(/#$/, ''),
      urlFragment: page?.hash.slice(1),
      _event: event,
    },
    elements: { clickElement: snippetOf(clicked), formElement: form && formOf(form) },
  }
}

function snippetOf(html: string | undefined): Snippet | undefined {
  const snippet = html === undefined ? undefined : readSnippet(html)
  return typeof snippet === 'object' ? snippet : undefined
}

const keyOf = ({ variable, value, ignoreCase }: TriggerCondition) =>
  JSON.stringify([variable, value, ignoreCase])

/** All expressions at once, each a single time. */
function findExpressions(
  triggers: readonly TriggerDeclaration[],
  { wakes, texts }: Seen,
): ReadonlyMap<string, boolean | undefined> {
  const asked = new Map<string, { source: string; ignoreCase: boolean; text: string }>()
  for (const { type, conditions } of triggers) {
    if (!wakes.has(type)) continue
    for (const condition of conditions) {
      const text = texts[condition.variable]
      if (condition.type !== 'matchRegex' || text === undefined) continue
      asked.set(keyOf(condition), { source: condition.value, ignoreCase: condition.ignoreCase, text })
    }
  }
  const results = regexResults([...asked.values()], BUDGET_MS)
  return new Map([...asked.keys()].map((key, index) => [key, results[index]]))
}

type Meet = (condition: TriggerCondition) => Met

/** What costs little is looked at first: where a text decides, no selector is read. */
function firesBy({ type, event, conditions }: TriggerDeclaration, { wakes }: Seen, meet: Meet): Met {
  if (!wakes.has(type)) return 'no'
  const [selectors, texts] = [true, false].map((selector) =>
    [...event, ...conditions].filter((condition) => (condition.type === 'cssSelector') === selector),
  )
  return allMet([...(texts ?? []), ...(selectors ?? [])], meet)
}

/** Where nothing wakes a trigger, its conditions are never looked at. */
function reasonsOf({ type, event, conditions }: TriggerDeclaration, { wakes }: Seen, meet: Meet) {
  const woken = wakes.has(type)
  const happens = {
    variable: 'trigger',
    type: 'equals',
    value: type,
    ignoreCase: false,
    met: metIf(woken),
  }
  if (!woken) return [happens]
  return [happens, ...[...event, ...conditions].map((each) => ({ ...each, met: meet(each) }))]
}

function meets(
  condition: TriggerCondition,
  { texts, elements }: Seen,
  found: ReadonlyMap<string, boolean | undefined>,
): Met {
  const { type, variable } = condition
  if (type === 'cssSelector') {
    const element = elements[variable]
    return element ? matchesSelector(condition.value, element) : 'unknown'
  }
  const text = texts[variable]
  if (text === undefined) return 'unknown'
  if (type !== 'matchRegex') return metIf(matchesText({ ...condition, type }, text))
  const result = found.get(keyOf(condition))
  return result === undefined ? 'unknown' : metIf(result)
}
