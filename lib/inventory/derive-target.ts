import { isAlwaysTrue } from '../deployment/condition-holds.ts'
import { differingFields } from '../deployment/fields.ts'
import { triggerFields, wantedTriggerFields } from '../deployment/trigger-fields.ts'
import type { Trigger } from '../google/tag-manager-schemas.ts'
import { urlPatternIssue } from '../matching/url-pattern.ts'
import { TrackingFields } from '../model/tracking-fields.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../model/tracking-type.ts'
import { changesByTrigger } from '../sync/plan/observed-changes.ts'
import type { TargetFields, TriggerDeclaration } from '../tracking-types/tracking-type.ts'
import { declarationOf, declaredTriggers, withDefaults } from '../tracking-types/tracking-types.ts'

/** A field in which a trigger is not as a tracking would ask for; `missing` where the tracking would ask for more. */
export type Misfit = { trigger: Trigger; field: string; missing: boolean }

/** What a tracking can ask for. Expressions are judged when it is made: that takes seconds. */
const Target = TrackingFields.omit({
  name: true,
  type: true,
  conversionCategory: true,
  conversionCounting: true,
  conversionValue: true,
  conversionCurrency: true,
  conversionEnhanced: true,
  paused: true,
}).refine(({ urlPattern }) => urlPattern === null || urlPatternIssue(urlPattern) === undefined)

export type DerivedTarget = {
  type: TrackingType
  fields: TargetFields
  /** The triggers by the role that each has for such a tracking. */
  triggers: ReadonlyMap<TriggerDeclaration['role'], Trigger>
  /** Empty where such a tracking asks for exactly these triggers. */
  misfits: readonly Misfit[]
}

const NO_FIELDS: TargetFields = {
  selector: null,
  urlPattern: null,
  urlRegex: null,
  ignoreCase: false,
  historyChanges: false,
  eventName: null,
  eventRegex: null,
  linkHost: null,
  fileExtensions: [],
  percent: null,
  seconds: null,
  videoUrl: null,
  waitForTags: null,
  waitForTagsTimeout: null,
  checkValidation: null,
  conditions: [],
  exceptions: [],
}

/** The tracking that asks for what triggers wait for, or the one that comes closest. */
export function deriveTarget(triggers: readonly Trigger[]): DerivedTarget {
  return TRACKING_TYPE_NAMES.map((type) => closestOfType(type, triggers)).reduce((best, next) =>
    next.misfits.length < best.misfits.length ? next : best,
  )
}

/** What may make a tracking want the triggers is tried one by one, and kept as soon as it leaves fewer differences. */
function closestOfType(type: TrackingType, triggers: readonly Trigger[]): DerivedTarget {
  let best = targetOf(type, emptyFields(type), triggers)
  for (let next: DerivedTarget | undefined = best; next; next = closer(best, triggers)) best = next
  return best
}

function closer(target: DerivedTarget, triggers: readonly Trigger[]): DerivedTarget | undefined {
  const { type, fields, misfits } = target
  const changes = triggers.flatMap((trigger) => changesByTrigger(trigger, { type, ...fields }))
  for (const change of [...changes, { historyChanges: true }]) {
    const changed = Target.safeParse({ ...fields, ...change })
    if (!changed.success) continue
    const next = targetOf(type, changed.data, triggers)
    if (next.misfits.length < misfits.length) return next
  }
  return undefined
}

/** What a type means where nothing is asked for; one that has to name its pages names all of them. */
function emptyFields(type: TrackingType): TargetFields {
  const namesPages = declarationOf(type).needsOneOf?.includes('urlPattern')
  return withDefaults(type, { ...NO_FIELDS, ...(namesPages && { urlPattern: '*' }) })
}

function targetOf(type: TrackingType, fields: TargetFields, triggers: readonly Trigger[]): DerivedTarget {
  const roles = new Map<TriggerDeclaration['role'], Trigger>()
  const misfits: Misfit[] = []
  let rest = triggers
  for (const declared of declaredTriggers({ type, ...fields })) {
    const trigger = rest.find((each) => each.type === declared.type) ?? rest[0]
    if (trigger) {
      rest = rest.filter((each) => each !== trigger)
      roles.set(declared.role, trigger)
      misfits.push(...misfitsOf(trigger, declared))
    } else misfits.push(...triggers.slice(0, 1).map(misfit('firingTriggerId', true)))
  }
  return {
    type,
    fields,
    triggers: roles,
    misfits: [...misfits, ...rest.map(misfit('firingTriggerId', false))],
  }
}

function misfitsOf(trigger: Trigger, declared: TriggerDeclaration): Misfit[] {
  const [wanted, observed] = [wantedTriggerFields(declared, ''), { ...triggerFields(trigger), name: '' }]
  return [
    ...differingFields(wanted, observed).map(({ field, after }) => ({
      trigger,
      field,
      missing: after === undefined,
    })),
    // It narrows the trigger down, and no tracking writes it.
    ...((trigger.autoEventFilter ?? []).every(isAlwaysTrue)
      ? []
      : [misfit('autoEventFilter', false)(trigger)]),
  ]
}

function misfit(field: string, missing: boolean) {
  return (trigger: Trigger): Misfit => ({ trigger, field, missing })
}
