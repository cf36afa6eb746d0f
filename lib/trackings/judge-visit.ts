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

/** What all expressions and selectors of a request may take; what is not judged by then is unknown. */
const BUDGET_MS = 1_000

type Verdict = Pick<Match, 'fires' | 'because'>

/** What the conditions look at, as far as the visit tells of it. */
type Seen = {
  wakes: ReadonlySet<WakingEvent>
  texts: Readonly<Partial<Record<ConditionVariable, string | undefined>>>
  elements: Readonly<Partial<Record<ConditionVariable, Snippet | undefined>>>
}

/** Whether trackings would fire in a visit, in their order, each with the conditions of the trigger that decides. */
export function judgeVisit(
  trackings: readonly (TargetFields & { type: TrackingType })[],
  visit: Visit,
): Verdict[] {
  const seen = whatIsSeen(visit)
  const deadline = performance.now() + BUDGET_MS
  const triggers = trackings.map(triggersOf)
  const found = findExpressions(triggers.flat(), seen)
  return triggers.map((own) => {
    const verdicts = own.map((trigger) => judgeTrigger(trigger, seen, found, deadline))
    return (
      verdicts.find(({ fires }) => fires === 'yes') ??
      verdicts.find(({ fires }) => fires === 'unknown') ??
      verdicts[0] ?? { fires: 'unknown', because: [] }
    )
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
  const results = regexResults([...asked.values()], BUDGET_MS / 2)
  return new Map([...asked.keys()].map((key, index) => [key, results[index]]))
}

function judgeTrigger(
  { type, event, conditions }: TriggerDeclaration,
  seen: Seen,
  found: ReadonlyMap<string, boolean | undefined>,
  deadline: number,
): Verdict {
  const woken = seen.wakes.has(type)
  const happens = {
    variable: 'trigger',
    type: 'equals',
    value: type,
    ignoreCase: false,
    met: metIf(woken),
  }
  if (!woken) return { fires: 'no', because: [happens] }
  const judged = [...event, ...conditions].map((condition) => ({
    ...condition,
    met: performance.now() > deadline ? ('unknown' as const) : meets(condition, seen, found),
  }))
  const because = [happens, ...judged]
  return { fires: allMet(because, ({ met }) => met), because }
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
