import type { ConversionCategory } from '../model/conversion-category.ts'
import type { TriggerCondition } from './condition.ts'

/** The fields by which a tracking says what it waits for. */
export type TargetFields = {
  selector: string | null
  urlPattern: string | null
  urlRegex: string | null
  ignoreCase: boolean
  historyChanges: boolean
  eventName: string | null
}
export type TargetField = keyof TargetFields

/** Whether a type wants a field, can do with it, or has no use for it. */
export type FieldUse = 'required' | 'optional' | 'unused'

/** The kinds of event that wake a trigger, as Tag Manager calls its types. */
export type WakingEvent = 'click' | 'formSubmission' | 'pageview' | 'historyChange' | 'customEvent'

/** One trigger of a tracking. A tracking may need several: its tag fires on each of them. */
export type TriggerDeclaration = {
  /** Tells the triggers of one tracking apart, in what is stored of them. */
  role: 'main' | 'history'
  type: WakingEvent
  /** Which event of the data layer it waits for (`customEvent` only). */
  event: readonly TriggerCondition[]
  conditions: readonly TriggerCondition[]
  /** Options of the trigger that Tag Manager keeps as parameters of their own. */
  flags: Readonly<Record<string, 'true' | 'false'>>
}

/** What a type of tracking cannot see, by code, in words for the reference and for a finding. */
export type BlindSpot = { code: string; summary: string; nextStep: string }

/** A type of tracking: everything that differs between types. */
export type TrackingTypeDeclaration = {
  summary: string
  fields: Readonly<Record<TargetField, FieldUse>>
  /** Of these, each of them optional, at least one is needed. */
  needsOneOf?: readonly TargetField[]
  /** The category of the conversion action where the caller names none. */
  category: ConversionCategory
  triggers: (fields: TargetFields) => readonly TriggerDeclaration[]
  cannotSee: readonly BlindSpot[]
  /** What a visitor does for it to fire, for the sandbox and for tests. */
  visitor: 'click' | 'form' | 'pageview' | 'custom'
}
