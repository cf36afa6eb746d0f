import type { AppliedGoogleAds } from '../../deployment/applied.ts'
import type { Fields } from '../../deployment/fields.ts'
import type { Identified, Known } from '../../deployment/identify.ts'
import { isMarkedAs, mark } from '../../deployment/mark.ts'
import { userDataVariable } from '../../deployment/own-variable.ts'
import { type TriggerIds, wantedTagFields } from '../../deployment/tag-fields.ts'
import { wantedTriggerFields } from '../../deployment/trigger-fields.ts'
import type { EnhancedConversions } from '../../model/enhanced-conversions.ts'
import type { SyncJobAction } from '../../model/sync-job-action.ts'
import { isException } from '../../tracking-types/is-exception.ts'
import type { TargetFields, TriggerDeclaration } from '../../tracking-types/tracking-type.ts'
import {
  declaredExceptions,
  declaredTriggers,
  type TrackingType,
} from '../../tracking-types/tracking-types.ts'
import { containerName, firstNamePattern, type Naming, namePatternOf } from './google-names.ts'
import type { TrackingSnapshot } from './work-item.ts'

/** A tracking as a plan sees it: what is wanted, and what was applied. */
export type PlannedTracking = TargetFields & {
  trackingId: string
  name: string
  /** By which its tag and triggers are named: `{name}` stands for the name. */
  namePattern: string
  type: TrackingType
  deleted: boolean
  /** A job waits for it: what is missing is made again. */
  pending: boolean
  conversionCategory: string
  conversionCounting: string
  conversionValue: number | null
  conversionCurrency: string | null
  conversionEnhanced: EnhancedConversions
  paused: boolean
  applied: AppliedGoogleAds | undefined
  /** Of its conversion action, in the Google Ads account that the customer has chosen. */
  conversionActionResourceName: string | null
}

/** A tracking of a run as its plan sees it. */
export function plannedTracking(
  snapshot: TrackingSnapshot & { action?: SyncJobAction },
  naming: Naming,
): PlannedTracking {
  const { applied, action, ...tracking } = snapshot
  return {
    ...tracking,
    deleted: action === 'DELETE',
    pending: action !== undefined,
    applied: applied.googleAds,
    namePattern: keptNamePattern(snapshot) ?? namePatternOf(snapshot, naming),
  }
}

/** The pattern of objects that are there; what is made new is named by the one of today. */
function keptNamePattern(snapshot: TrackingSnapshot): string | undefined {
  const { tag, triggers, namePattern } = snapshot.applied.googleAds ?? {}
  const isThere = tag !== undefined || Object.keys(triggers ?? {}).length > 0
  return isThere ? (namePattern ?? firstNamePattern(snapshot)) : undefined
}

/** The label under which a tracking's conversion action counts. */
export type ConversionLabel = AppliedGoogleAds['conversion']

/** By what a tracking's triggers are decided, however they are called. */
type Waiting = TargetFields & Pick<PlannedTracking, 'type'>

/** All triggers of a tracking: those on which its tag fires, and its exceptions. */
export function allTriggers(tracking: Waiting): readonly TriggerDeclaration[] {
  return [...declaredTriggers(tracking), ...declaredExceptions(tracking)]
}

/** A tracking's triggers by role, as it wants them. */
export function wantedTriggers(tracking: PlannedTracking): ReadonlyMap<string, Fields> {
  const name = containerName(tracking)
  return new Map(
    allTriggers(tracking).map((declared) => [
      declared.role,
      wantedTriggerFields(
        declared,
        declared.role === 'main' ? name : `${name} - ${declared.role.replace('-', ' ')}`,
      ),
    ]),
  )
}

/** The ids of a tracking's triggers, by what each does to its tag. */
export function triggerIds(ids: Iterable<readonly [role: string, id: string]>): TriggerIds {
  const all = [...ids]
  return {
    firing: all.filter(([role]) => !isException(role)).map(([, id]) => id),
    blocking: all.filter(([role]) => isException(role)).map(([, id]) => id),
  }
}

/** The same of what was found for these roles: for all of them, where none are named. */
export function foundTriggerIds(
  triggers: Identified['triggers'],
  roles: Iterable<string> = triggers.keys(),
): TriggerIds {
  return triggerIds(
    [...roles].flatMap((role): [string, string][] => {
      const found = triggers.get(role)
      return found ? [[role, found.triggerId]] : []
    }),
  )
}

/** Where it is of no interest which triggers a tag has. */
export const ANY_TRIGGERS: TriggerIds = { firing: [], blocking: [] }

/** A tracking's tag as it wants it, with these triggers. */
export function wantedTag(tracking: PlannedTracking, conversion: ConversionLabel, ids: TriggerIds): Fields {
  const { conversionValue: amount, conversionCurrency: currency } = tracking
  return wantedTagFields({
    name: containerName(tracking),
    conversionId: conversion.conversionId,
    label: conversion.label,
    value: amount !== null && currency !== null ? { amount, currency } : undefined,
    userData: userDataVariable(tracking.conversionEnhanced)?.name,
    triggerIds: ids,
    paused: tracking.paused,
  })
}

/** Whether the pause of its tag is ours to set, or to take back. */
export function decidesPause({ paused, applied }: PlannedTracking): boolean {
  return paused || applied?.tag?.fields['paused'] === true
}

/** By what a tracking's objects are found. */
export function knownOf(
  tracking: Waiting & Pick<PlannedTracking, 'trackingId' | 'applied'>,
  conversion: ConversionLabel | undefined,
): Known {
  const { applied, trackingId } = tracking
  const labels = [applied?.conversion, conversion].filter((label) => label !== undefined)
  const declared = allTriggers(tracking).map(({ role, type }) => [role, type] as const)
  const before = Object.entries(applied?.triggers ?? {}).map(
    ([role, { fields }]) => [role, String(fields['type'])] as const,
  )
  return {
    trackingId,
    labels,
    tagId: applied?.tag?.id,
    triggers: [...new Map([...before, ...declared])].map(([role, type]) => ({
      role,
      type,
      id: applied?.triggers[role]?.id,
    })),
  }
}

/** Notes with our mark, kept with whatever people have written there. */
export function withMark(notes: string | null | undefined, trackingId: string, role?: string): string {
  if (notes && isMarkedAs(notes, trackingId, role ?? 'main')) return notes
  return notes ? `${notes}\n${mark(trackingId, role)}` : mark(trackingId, role)
}
