import { actionFields, actionUpdate, wantedActionFields } from '../../deployment/action-fields.ts'
import { addedFields } from '../../deployment/added-fields.ts'
import type { LookbackWindows } from '../../deployment/applied.ts'
import type { FieldChange, Fields } from '../../deployment/fields.ts'
import { mergeFields } from '../../deployment/merge-fields.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import type { ConversionAction, ConversionActionOperation } from '../../google/google-ads.ts'
import type { FindingCode } from '../../model/finding-code.ts'
import type { PlanMode } from '../../model/plan-mode.ts'
import { issues } from './arranged-findings.ts'
import { conversionName } from './google-names.ts'
import { modeFor, type PlanScope } from './plan-scope.ts'
import type { PlannedTracking } from './planned-tracking.ts'
import type { RepairedObject } from './repaired-object.ts'

/** One change in Google Ads, with the tracking that it is for. */
export type ActionChange = { trackingId: string; operation: ConversionActionOperation }

export type ActionsPlan = {
  changes: readonly ActionChange[]
  findings: readonly FoundIssue[]
  overwritten: readonly FoundIssue[]
  /** What a repair sets back or makes again. */
  repaired: readonly RepairedObject[]
}

/** A tracking's conversion action: by its resource name where one is known, else by the name that we gave it. */
export function findAction(
  tracking: PlannedTracking,
  observed: readonly ConversionAction[],
): ConversionAction | undefined {
  const alive = observed.filter(({ status }) => status !== 'REMOVED')
  const stored = tracking.conversionActionResourceName
  return (
    alive.find(({ resourceName }) => resourceName === stored) ??
    alive.find(({ name }) => name === conversionName(tracking))
  )
}

/** What a tracking wants of its conversion action. */
export function wantedAction(tracking: PlannedTracking): Fields {
  const { conversionValue: amount, conversionCurrency: currency } = tracking
  const fixed = amount !== null && currency !== null ? { amount, currency } : undefined
  return wantedActionFields({
    name: conversionName(tracking),
    category: tracking.conversionCategory,
    counting: tracking.conversionCounting,
    value: tracking.conversionValueKey === null ? fixed : 'fromTag',
    primary: tracking.conversionPrimary,
    windows: {
      click: tracking.conversionClickThroughLookbackWindowDays,
      view: tracking.conversionViewThroughLookbackWindowDays,
    },
    hidden: tracking.deleted,
  })
}

/**
 * The changes that bring the conversion actions to what the trackings want, field by field. Look-back
 * windows, and names and goals that people set, are not written after creation unless the tracking asks for it.
 */
export function planActionChanges(
  trackings: readonly PlannedTracking[],
  observed: readonly ConversionAction[],
  scope: PlanScope,
): ActionsPlan {
  const plans = trackings.map((tracking) =>
    planAction(tracking, findAction(tracking, observed), modeFor(tracking.trackingId, scope)),
  )
  return {
    changes: plans.flatMap(({ changes }) => changes),
    findings: plans.flatMap(({ findings }) => findings),
    overwritten: plans.flatMap(({ overwritten }) => overwritten),
    repaired: plans.flatMap(({ repaired }) => repaired),
  }
}

function planAction(
  tracking: PlannedTracking,
  action: ConversionAction | undefined,
  mode: PlanMode,
): ActionsPlan {
  const { trackingId, deleted, pending, applied } = tracking
  const wanted = wantedAction(tracking)
  if (!action) {
    if (deleted) return NOTHING
    if (!pending && mode === 'edit')
      return { ...NOTHING, findings: applied ? [issueOf('drift.missing', trackingId, 'action')] : [] }
    return {
      ...NOTHING,
      changes: [{ trackingId, operation: { create: created(tracking, wanted) } }],
      repaired: mode === 'repair' && applied ? [{ trackingId, object: 'action', fields: [] }] : [],
    }
  }
  const observed = actionFields(action, applied?.action['defaultValue'] !== undefined)
  const merge = mergeFields({
    wanted,
    applied: applied && withoutLetGo(applied.action, wanted),
    observed,
    mode,
  })
  const { fields, updateMask } = actionUpdate(merge.changes)
  return {
    changes: updateMask
      ? [{ trackingId, operation: { update: { resourceName: action.resourceName, ...fields }, updateMask } }]
      : [],
    findings: deleted
      ? []
      : [
          ...changedByOthers('drift.changed', trackingId, merge.drifted),
          ...issues(trackingId, 'action', {
            settings: [
              ...merge.arranged.filter(({ field }) => field !== 'name'),
              ...changedWindows(action, applied?.windows).filter(({ field }) => !(field in wanted)),
            ],
            looks: merge.arranged.filter(({ field }) => field === 'name'),
          }),
        ],
    overwritten: changedByOthers('drift.overwritten', trackingId, merge.overwritten),
    repaired: merge.repaired.length > 0 ? [{ trackingId, object: 'action', fields: merge.repaired }] : [],
  }
}

/** What was set once and is not asked for any more stays as it is: there is nothing that it could be set back to. */
function withoutLetGo(applied: Fields, wanted: Fields): Fields {
  return Object.fromEntries(
    Object.entries(applied).filter(([field]) => field in wanted || !NEVER_CLEARED.has(field)),
  )
}

const NEVER_CLEARED: ReadonlySet<string> = new Set([
  'alwaysUseDefaultValue',
  'clickThroughLookbackWindowDays',
  'viewThroughLookbackWindowDays',
])

/** Look-back windows that people have changed since the action was made. */
function changedWindows(action: ConversionAction, made: LookbackWindows | undefined): FieldChange[] {
  const pairs: [string, number | undefined, number | undefined][] = [
    ['clickThroughLookbackWindowDays', made?.click, action.clickThroughLookbackWindowDays],
    ['viewThroughLookbackWindowDays', made?.view, action.viewThroughLookbackWindowDays],
  ]
  return pairs.flatMap(([field, before, after]) =>
    before === undefined || after === undefined || before === after ? [] : [{ field, before, after }],
  )
}

const NOTHING: ActionsPlan = { changes: [], findings: [], overwritten: [], repaired: [] }

function created(tracking: PlannedTracking, wanted: Fields) {
  const { fields } = actionUpdate(addedFields(wanted))
  // Google takes the default where a tag sends no value, or none that it can read: such a conversion is worth nothing.
  const valueSettings = {
    ...(tracking.conversionValueKey !== null && { defaultValue: 0 }),
    ...fields.valueSettings,
    alwaysUseDefaultValue: false,
  }
  return { ...fields, valueSettings, name: conversionName(tracking), type: 'WEBPAGE' } as const
}

/** Whether an action is enabled is judged, and told by the judge. */
function changedByOthers(
  code: FindingCode,
  trackingId: string,
  changes: readonly FieldChange[],
): FoundIssue[] {
  const fields = changes.filter(({ field }) => field !== 'status')
  return fields.length === 0 ? [] : [issueOf(code, trackingId, 'action', { fields })]
}
