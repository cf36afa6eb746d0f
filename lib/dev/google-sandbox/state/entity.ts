import { z } from 'zod'

/** The kinds of entities that the sandbox keeps. */
export const KINDS = ['tag', 'trigger', 'variable', 'folder', 'customTemplate', 'zone'] as const
export type Kind = (typeof KINDS)[number]

/** How Google names a kind's id field, its collection in paths, and the key of a list. */
export const KIND_NAMES = {
  tag: { id: 'tagId', collection: 'tags', list: 'tag' },
  trigger: { id: 'triggerId', collection: 'triggers', list: 'trigger' },
  variable: { id: 'variableId', collection: 'variables', list: 'variable' },
  folder: { id: 'folderId', collection: 'folders', list: 'folder' },
  customTemplate: { id: 'templateId', collection: 'templates', list: 'template' },
  zone: { id: 'zoneId', collection: 'zones', list: 'zone' },
} as const satisfies Record<Kind, { id: string; collection: string; list: string }>

const PARAMETER_TYPES = [
  'template',
  'integer',
  'boolean',
  'list',
  'map',
  'triggerReference',
  'tagReference',
] as const
const CONDITION_TYPES = [
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  'matchRegex',
  'greater',
  'greaterOrEquals',
  'less',
  'lessOrEquals',
  'cssSelector',
  'urlMatches',
] as const
const TRIGGER_TYPES = [
  'pageview',
  'domReady',
  'windowLoaded',
  'customEvent',
  'triggerGroup',
  'init',
  'consentInit',
  'serverPageview',
  'always',
  'formSubmission',
  'click',
  'linkClick',
  'jsError',
  'historyChange',
  'timer',
  'ampClick',
  'ampTimer',
  'ampScroll',
  'ampVisibility',
  'youTubeVideo',
  'scrollDepth',
  'elementVisibility',
] as const

export type Parameter = {
  type: (typeof PARAMETER_TYPES)[number]
  key?: string | undefined
  value?: string | undefined
  list?: Parameter[] | undefined
  map?: Parameter[] | undefined
  isWeakReference?: boolean | undefined
}
const Parameter: z.ZodType<Parameter> = z.strictObject({
  type: z.enum(PARAMETER_TYPES),
  key: z.string().optional(),
  value: z.string().optional(),
  get list() {
    return z.array(Parameter).optional()
  },
  get map() {
    return z.array(Parameter).optional()
  },
  isWeakReference: z.boolean().optional(),
})

const Condition = z.strictObject({ type: z.enum(CONDITION_TYPES), parameter: z.array(Parameter).default([]) })
export type Condition = z.infer<typeof Condition>

/** Output-only and identifying fields: taken from the path, ignored in a body. */
const ignored = {
  path: z.string().optional(),
  accountId: z.string().optional(),
  containerId: z.string().optional(),
  workspaceId: z.string().optional(),
  tagManagerUrl: z.string().optional(),
}
const common = {
  ...ignored,
  name: z.string(),
  notes: z.string().max(512_000).optional(),
  fingerprint: z.string().optional(),
  parentFolderId: z.string().optional(),
}
const ids = z.array(z.string()).optional()
const int64 = z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).optional()
const parameters = z.array(Parameter).optional()
const conditions = z.array(Condition).optional()
const setup = z
  .array(z.strictObject({ tagName: z.string(), stopOnSetupFailure: z.boolean().optional() }))
  .max(1)
  .optional()

const Tag = z.strictObject({
  ...common,
  tagId: z.string().optional(),
  type: z.string(),
  parameter: parameters,
  firingTriggerId: ids,
  blockingTriggerId: ids,
  tagFiringOption: z.enum(['unlimited', 'oncePerEvent', 'oncePerLoad']).optional(),
  priority: Parameter.optional(),
  paused: z.boolean().optional(),
  liveOnly: z.boolean().optional(),
  scheduleStartMs: int64,
  scheduleEndMs: int64,
  setupTag: setup,
  teardownTag: z
    .array(z.strictObject({ tagName: z.string(), stopTeardownOnFailure: z.boolean().optional() }))
    .max(1)
    .optional(),
  monitoringMetadata: Parameter.optional(),
  monitoringMetadataTagNameKey: z.string().optional(),
  consentSettings: z
    .strictObject({
      consentStatus: z.enum(['notSet', 'notNeeded', 'needed']).optional(),
      consentType: Parameter.optional(),
    })
    .optional(),
})

const Trigger = z.strictObject({
  ...common,
  triggerId: z.string().optional(),
  type: z.enum(TRIGGER_TYPES),
  parameter: parameters,
  filter: conditions,
  autoEventFilter: conditions,
  customEventFilter: conditions,
  waitForTags: Parameter.optional(),
  checkValidation: Parameter.optional(),
  waitForTagsTimeout: Parameter.optional(),
  uniqueTriggerId: Parameter.optional(),
  eventName: Parameter.optional(),
  interval: Parameter.optional(),
  intervalSeconds: Parameter.optional(),
  limit: Parameter.optional(),
  maxTimerLengthSeconds: Parameter.optional(),
  selector: Parameter.optional(),
  verticalScrollPercentageList: Parameter.optional(),
  horizontalScrollPercentageList: Parameter.optional(),
  visibilitySelector: Parameter.optional(),
  visiblePercentageMin: Parameter.optional(),
  visiblePercentageMax: Parameter.optional(),
  continuousTimeMinMilliseconds: Parameter.optional(),
  totalTimeMinMilliseconds: Parameter.optional(),
})

const Variable = z.strictObject({
  ...common,
  variableId: z.string().optional(),
  type: z.string(),
  parameter: parameters,
  enablingTriggerId: ids,
  disablingTriggerId: ids,
  scheduleStartMs: int64,
  scheduleEndMs: int64,
  formatValue: z.record(z.string(), z.unknown()).optional(),
})

const Folder = z.strictObject({ ...common, folderId: z.string().optional() }).omit({ parentFolderId: true })

const CustomTemplate = z.strictObject({
  ...common,
  templateId: z.string().optional(),
  templateData: z.string().optional(),
  galleryReference: z.unknown().optional(),
})

const Zone = z.strictObject({
  ...common,
  zoneId: z.string().optional(),
  boundary: z.unknown().optional(),
  childContainer: z.unknown().optional(),
  typeRestriction: z.unknown().optional(),
})

const ENTITY_SCHEMAS = {
  tag: Tag,
  trigger: Trigger,
  variable: Variable,
  folder: Folder,
  customTemplate: CustomTemplate,
  zone: Zone,
}

/** The managed part of an entity, whatever its kind; which fields a kind has is the business of its schema. */
export type EntityBody = { name: string; type?: string } & Partial<
  Omit<z.infer<typeof Tag>, 'name' | 'type' | 'tagId' | 'fingerprint' | keyof typeof ignored> &
    Omit<z.infer<typeof Trigger>, 'name' | 'type' | 'triggerId' | 'fingerprint' | keyof typeof ignored> &
    Pick<z.infer<typeof Variable>, 'enablingTriggerId' | 'disablingTriggerId' | 'formatValue'>
>

/** What a caller sent: the id and fingerprint it claims, and the managed part. */
export type ParsedEntity = { id: string | undefined; fingerprint: string | undefined; body: EntityBody }

/**
 * Reads an entity as strictly as Google's JSON parser. Its fields keep the order in which they were sent.
 * @param unknownFields of an export, which may be newer than this sandbox, are kept
 */
export function parseEntity(
  kind: Kind,
  value: unknown,
  unknownFields: 'rejected' | 'kept' = 'rejected',
): ParsedEntity | { error: string } {
  const schema = ENTITY_SCHEMAS[kind]
  const parsed = (unknownFields === 'kept' ? schema.loose() : schema).safeParse(value)
  if (!parsed.success) return { error: parseErrorText(kind, parsed.error) }
  const { path, accountId, containerId, workspaceId, tagManagerUrl, fingerprint, ...rest } = parsed.data
  const body: EntityBody & Record<string, unknown> = inSentOrder(rest, value)
  const idName = KIND_NAMES[kind].id
  const id = body[idName]
  delete body[idName]
  return { id: typeof id === 'string' ? id : undefined, fingerprint, body }
}

function parseErrorText(kind: Kind, error: z.ZodError): string {
  const [issue] = error.issues
  const at = [kind, ...(issue?.path ?? [])].join('.')
  if (issue?.code === 'unrecognized_keys') {
    return `Invalid JSON payload received. Unknown name "${issue.keys[0]}" at '${at}': Cannot find field.`
  }
  if (issue?.code === 'invalid_type' && issue.message.includes('undefined')) {
    return `${at}: The value must not be empty.`
  }
  return `Invalid value at '${at}': ${issue?.message}`
}

/** The parsed value with its keys in the order of the value that was sent. */
function inSentOrder<T>(parsed: T, sent: unknown): T {
  return ordered(parsed, sent) as T
}

function ordered(parsed: unknown, sent: unknown): unknown {
  if (Array.isArray(parsed) && Array.isArray(sent)) return parsed.map((one, at) => ordered(one, sent[at]))
  if (!isRecord(parsed) || !isRecord(sent)) return parsed
  const keys = new Set([...Object.keys(sent), ...Object.keys(parsed)])
  return Object.fromEntries(
    [...keys].filter((key) => key in parsed).map((key) => [key, ordered(parsed[key], sent[key])]),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
