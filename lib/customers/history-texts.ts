import type { HistoryChange } from '../deployment/history-change.ts'
import type { HistoryKind } from '../model/history-kind.ts'
import type { HistoryOrigin } from '../model/history-origin.ts'

/** What an entry tells of itself. */
export type HistoryFacts = {
  kind: HistoryKind
  origin: HistoryOrigin
  /** A run of ours has made the version, whoever put it live. */
  isOurs: boolean
  versionId: string | null
  previousVersionId: string | null
}

/** What an entry tells, in words that a client of the agency understands. */
export function historySummary({ kind, origin, isOurs, versionId, previousVersionId }: HistoryFacts): string {
  const version = `Version ${versionId}${isOurs && origin === 'TAG_MANAGER' ? ', made by OneClickTag,' : ''}`
  const where = BY[origin]
  switch (kind) {
    case 'FIRST_SEEN':
      return `${version} was live when the container was first looked at.`
    case 'PUBLISHED':
      return `${version} was published ${where}.`
    case 'ROLLED_BACK':
      return `${version} was put back live ${where}, in place of version ${previousVersionId}.`
    case 'ACTIONS_CHANGED':
      return 'OneClickTag changed conversion actions in Google Ads.'
    default:
      return kind satisfies never
  }
}

const BY: Readonly<Record<HistoryOrigin, string>> = { OURS: 'by OneClickTag', TAG_MANAGER: 'in Tag Manager' }

/** Why an entry has no changes; `null` where they are known. */
export function historyNotice(changes: readonly HistoryChange[] | null, kind: HistoryKind): string | null {
  if (changes && changes.length === 0) return 'Nothing that counts was changed in it.'
  if (changes) return null
  return kind === 'FIRST_SEEN'
    ? 'What was live before it is not known.'
    : 'What was changed in it is not known: the version before it was not looked at, or before such details were kept.'
}

/** One change as a sentence. */
export function changeSummary(
  { change, object, owner, name, count = 1, fields = [] }: HistoryChange,
  origin: HistoryOrigin,
): string {
  const place =
    object === 'conversionAction' ? ' in Google Ads' : origin === 'TAG_MANAGER' ? ' in Tag Manager' : ''
  if (owner === 'others') {
    const [one, many] = OBJECTS[object]
    const whose = object === 'builtInVariable' ? '' : 'other '
    return `${count} ${whose}${count === 1 ? one : many} ${count === 1 ? 'was' : 'were'} ${VERBS[change]}${place}.`
  }
  const what = owner === 'shared' ? SHARED[object] : `The ${OBJECTS[object][0]} of “${name ?? '(unnamed)'}”`
  const details = fields.slice(0, FIELDS_SHOWN).map(fieldSummary)
  const more = fields.length > FIELDS_SHOWN ? [`${fields.length - FIELDS_SHOWN} more`] : []
  const shown = [...new Set(details), ...more].join(', ')
  return `${what} was ${VERBS[change]}${place}${shown ? `: ${shown}` : ''}.`
}

const FIELDS_SHOWN = 3

type Change = HistoryChange['change']
type ObjectKind = HistoryChange['object']

const VERBS: Readonly<Record<Change, string>> = {
  added: 'added',
  added_back: 'added back',
  removed: 'removed',
  replaced: 'made again',
  paused: 'paused',
  resumed: 'resumed',
  changed: 'changed',
  reset: 'set back to what was wanted',
  hidden: 'hidden',
  shown: 'shown again',
}

const OBJECTS: Readonly<Record<ObjectKind, readonly [one: string, many: string]>> = {
  tag: ['tag', 'tags'],
  trigger: ['trigger', 'triggers'],
  variable: ['variable', 'variables'],
  builtInVariable: ['built-in variable', 'built-in variables'],
  conversionAction: ['conversion action', 'conversion actions'],
}

/** What OneClickTag makes for all trackings of a container. */
const SHARED: Readonly<Record<ObjectKind, string>> = {
  tag: 'The Conversion Linker of OneClickTag',
  trigger: 'A trigger of OneClickTag',
  variable: 'A variable of OneClickTag',
  builtInVariable: 'A built-in variable',
  conversionAction: 'A conversion action of OneClickTag',
}

type Field = NonNullable<HistoryChange['fields']>[number]

/** Of which both sides mean something to people as they stand. */
const SHOWN_IN_FULL: Readonly<Record<string, string>> = {
  name: 'name',
  conversionValue: 'value',
  defaultValue: 'value',
  currencyCode: 'currency',
  currency: 'currency',
  orderId: 'order id',
  awNewCustomer: 'new customer',
  clickThroughLookbackWindowDays: 'look-back window after a click',
  viewThroughLookbackWindowDays: 'look-back window after a view',
  category: 'category',
  countingType: 'counting',
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  type: 'type',
  conversionId: 'conversion ID',
  conversionLabel: 'conversion label',
  firesOn: 'the triggers on which it fires',
  blockedBy: 'the exceptions of the tracking',
  addedTriggers: 'triggers that others have added',
  exceptions: 'exceptions',
  scheduled: 'schedule',
  filter: 'conditions',
  addedConditions: 'conditions that others have added',
  event: 'event',
  elementSelector: 'selector',
  onScreenRatio: 'how much is in view',
  verticalThresholdsPercent: 'how far is scrolled',
  progressThresholdsPercent: 'how much is watched',
  interval: 'how long is stayed',
  waitForTags: 'whether it waits for tags',
  waitForTagsTimeout: 'how long it waits for tags',
  checkValidation: 'whether only valid forms count',
  enableNewCustomerReporting: 'reporting of new customers',
  newCustomerReportingDataSource: 'source of new customers',
  alwaysUseDefaultValue: 'whether the default value always counts',
  primaryForGoal: 'goals',
  status: 'status',
}

function fieldSummary({ field, before, after }: Field): string {
  const [prefix = '', rest] = field.split(':')
  const plain = prefix === 'parameter' ? (rest ?? '') : prefix
  const label = SHOWN_IN_FULL[plain]
  if (label === undefined) return FIELD_NAMES[plain] ?? plain
  if (before === undefined) return `${label} ${after}`
  return after === undefined ? `${label} ${before} taken out` : `${label} from ${before} to ${after}`
}
