import type { Contents, Entity } from '../state/contents.ts'
import type { Condition, EntityBody } from '../state/entity.ts'
import { BUILT_IN_TRIGGERS } from '../tag-manager/built-ins.ts'
import { missingBuiltIns, referencesOf } from '../tag-manager/compile-errors.ts'
import { judgeCondition } from './condition.ts'
import { newPage, pushedBy } from './listeners.ts'
import type { Moment } from './moments.ts'
import { variableReader } from './variable-reader.ts'

/** What is wrong with a trigger: a condition at which a browser throws, or a built-in variable that is not enabled. */
export type TriggerProblem = {
  triggerId: string
  code: 'condition_throws' | 'built_in_disabled'
  detail: string
}

/** One moment with the triggers that fire at it. */
export type FiredTriggers = { moment: Moment; ids: ReadonlySet<string>; problems: TriggerProblem[] }

/** The triggers that fire on one page, moment by moment; trigger groups follow when their members have fired. */
export function firedTriggers(contents: Contents, moments: readonly Moment[]): FiredTriggers[] {
  const onPage = new Set<string>()
  const page = newPage()
  const pushed = moments.flatMap((moment) => pushedBy(contents, moment, page))
  return pushed.flatMap((moment) => {
    const fired = firedAt(contents, moment)
    for (const id of fired.ids) onPage.add(id)
    const groups = completedGroups(contents, onPage)
    for (const id of groups) onPage.add(id)
    if (groups.length === 0) return [fired]
    return [
      fired,
      { moment: { name: 'gtm.triggerGroup', url: moment.url }, ids: new Set(groups), problems: [] },
    ]
  })
}

function firedAt(contents: Contents, moment: Moment): FiredTriggers {
  const ids = Object.entries(BUILT_IN_TRIGGERS).flatMap(([id, type]) => (type === moment.trigger ? [id] : []))
  const problems: TriggerProblem[] = []
  for (const trigger of contents.trigger.values()) {
    if (!isWoken(trigger, moment)) continue
    const found = problemsOf(contents, trigger, moment)
    problems.push(...found.problems)
    if (found.fires) ids.push(trigger.id)
  }
  return { moment, ids: new Set(ids), problems }
}

/** A custom-event trigger looks at every event by its name, Tag Manager's own among them. */
function isWoken({ id, body: { type, checkValidation } }: Entity, moment: Moment): boolean {
  if (type === 'customEvent') return true
  if (type === undefined || type !== moment.trigger) return false
  if (moment.onlyFor !== undefined && moment.onlyFor !== id) return false
  return !(moment.prevented && checkValidation?.value === 'true')
}

function problemsOf(contents: Contents, { id: triggerId, body }: Entity, moment: Moment) {
  const reader = variableReader(contents, moment)
  const results = conditionsOf(body).map((condition) => judgeCondition(condition, reader))
  const disabled = missingBuiltIns(contents, body)
  const problems: TriggerProblem[] = [
    ...disabled.map((detail) => ({ triggerId, code: 'built_in_disabled' as const, detail })),
    ...results.flatMap(({ error: detail }) =>
      detail === undefined ? [] : [{ triggerId, code: 'condition_throws' as const, detail }],
    ),
  ]
  return { fires: disabled.length === 0 && results.every(({ holds }) => holds), problems }
}

function conditionsOf({
  filter = [],
  customEventFilter = [],
  autoEventFilter = [],
}: EntityBody): Condition[] {
  return [...customEventFilter, ...autoEventFilter, ...filter]
}

function completedGroups(contents: Contents, onPage: ReadonlySet<string>): string[] {
  return [...contents.trigger.values()].flatMap(({ id, body }) => {
    if (body.type !== 'triggerGroup' || onPage.has(id)) return []
    const members = referencesOf(body.parameter ?? [], 'triggerReference')
    return members.length > 0 && members.every((member) => onPage.has(member)) ? [id] : []
  })
}
