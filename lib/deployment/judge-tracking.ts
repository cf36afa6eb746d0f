import { isException } from '../tracking-types/is-exception.ts'
import { variablesIn } from '../tracking-types/variables-in.ts'
import { comparedTagFields } from './compared-tag-fields.ts'
import type { ContainerContents } from './container-contents.ts'
import { cookiePrefix, firingLinkers } from './conversion-linker.ts'
import { exceptionsOf } from './exceptions.ts'
import type { FieldChange, Fields, FieldValue } from './fields.ts'
import type { Identified } from './identify.ts'
import { isKnown } from './is-known.ts'
import { parameterOf, tagFields } from './tag-fields.ts'
import { obstaclesOnEach } from './tag-obstacles.ts'
import { triggerFields } from './trigger-fields.ts'
import { type DeploymentReason, type Verdict, verdictOf } from './verdict.ts'

/** What is live of one tracking, and what is wanted of it. */
export type JudgedTracking = {
  identified: Identified
  /** Absent where the container was never published. */
  contents: ContainerContents | undefined
  wantedTriggers: ReadonlyMap<string, Fields>
  /** Without its triggers, whose ids are judged by role. */
  wantedTag: Fields
  /** As Google Ads has it; `undefined` where it is not there any more. */
  action: { status: string } | undefined
  now: Date
}

/**
 * Whether a tracking counts as things stand: everything in container and Ads account that decides about it. What other
 * people have added does not make it differ; what is wanted and is not there does.
 */
export function judgeTracking({ identified, contents, action, ...wanted }: JudgedTracking): Verdict {
  if (!contents) return verdictOf([{ code: 'never_published' }])
  const { tag, triggers } = identified
  if (!tag) return verdictOf([{ code: 'tag_missing' }, ...actionReasons(action)])
  const roles = [...wanted.wantedTriggers.keys()]
  const own = roles.filter((role) => !isException(role)).map((role) => triggers.get(role))
  const missing = own.some((trigger) => !trigger || !tag.firingTriggerId?.includes(trigger.triggerId))
  const ownIds = own.flatMap((trigger) => trigger?.triggerId ?? [])
  const isPaused = wanted.wantedTag['paused'] === true
  const obstacles = obstaclesOnEach(tag, ownIds, contents, wanted.now).map((reason) =>
    reason.code === 'paused' && isPaused ? ({ code: 'paused_as_wanted' } as const) : reason,
  )
  const ownExceptions = roles.filter(isException).map((role) => ({ role, trigger: triggers.get(role) }))
  const lost = ownExceptions.filter(
    ({ trigger }) => !trigger || !tag.blockingTriggerId?.includes(trigger.triggerId),
  )
  const fields = [
    ...lost.map(({ role }) => ({ field: role, before: true, after: undefined })),
    ...differences(wanted.wantedTag, sentFields(tag, contents, wanted.wantedTag)),
    ...[...wanted.wantedTriggers].flatMap(([role, fields]) => {
      const trigger = triggers.get(role)
      return trigger ? differences(fields, triggerFields(trigger)) : []
    }),
  ]
  return verdictOf([
    ...obstacles,
    ...(missing ? [{ code: 'trigger_missing' } as const] : []),
    ...(fields.length > 0 ? [{ code: 'changed', fields } as const] : []),
    ...linkerReasons(tag, contents, wanted.now),
    ...exceptionsOf(tag, contents)
      .filter(({ triggerId }) => !ownExceptions.some(({ trigger }) => trigger?.triggerId === triggerId))
      .filter(({ name }) => !obstacles.some((reason) => reason.code === 'blocked' && reason.trigger === name))
      .map(({ name }) => ({ code: 'exception', trigger: name }) as const),
    ...consentReasons(tag),
    ...actionReasons(action),
  ])
}

/** What is wanted and is not so; what is there besides is other people's. Names decide nothing. */
function differences(wanted: Fields, observed: Fields): FieldChange[] {
  return Object.entries(wanted)
    .filter(([field, value]) => field !== 'name' && observed[field] !== value)
    .map(([field, value]) => ({ field, before: value, after: observed[field] }))
}

/** What a tag sends, without what it reads from a variable that is gone or reads something else. */
function sentFields(
  tag: NonNullable<Identified['tag']>,
  contents: ContainerContents,
  wanted: Fields,
): Fields {
  const isThere = (value: FieldValue) => variablesIn(String(value)).every((name) => isKnown(name, contents))
  const asWritten = tagFields(tag, contents)
  const fields = Object.entries(comparedTagFields(tag, contents, wanted))
  return Object.fromEntries(fields.filter(([field]) => isThere(asWritten[field] ?? '')))
}

function linkerReasons(
  tag: NonNullable<Identified['tag']>,
  contents: ContainerContents,
  now: Date,
): DeploymentReason[] {
  if (parameterOf(tag, 'enableConversionLinker') === 'false') return []
  const [prefix, ...more] = firingLinkers(contents, now).map(cookiePrefix)
  if (prefix === undefined) return [{ code: 'linker_missing' }]
  const own = cookiePrefix(tag)
  return [prefix, ...more].includes(own) ? [] : [{ code: 'linker_prefix', linker: prefix, tag: own }]
}

/** Consent that a visitor has to have given: the tag counts for those who have. */
function consentReasons({ consentSettings }: NonNullable<Identified['tag']>): DeploymentReason[] {
  if (consentSettings?.consentStatus !== 'needed') return []
  const types = (consentSettings.consentType?.list ?? []).flatMap(({ value }) => value ?? [])
  return [{ code: 'consent_required', types }]
}

function actionReasons(action: JudgedTracking['action']): DeploymentReason[] {
  if (!action || action.status === 'REMOVED') return [{ code: 'action_missing' }]
  return action.status === 'HIDDEN' ? [{ code: 'action_hidden' }] : []
}
