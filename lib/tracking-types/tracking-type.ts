import type { z } from 'zod'
import type { ConversionCategory } from '../model/conversion-category.ts'
import type { TargetColumns } from '../model/tracking-fields.ts'
import type { TriggerCondition } from './condition.ts'

/** The fields by which a tracking says what it waits for. */
export type TargetFields = z.infer<typeof TargetColumns>
export type TargetField = keyof TargetFields

/** Whether a type wants a field, can do with it, or has no use for it. */
export type FieldUse = 'required' | 'optional' | 'unused'

/** The kinds of event that wake a trigger, as Tag Manager calls its types. */
export type WakingEvent =
  | 'click'
  | 'linkClick'
  | 'formSubmission'
  | 'pageview'
  | 'historyChange'
  | 'elementVisibility'
  | 'scrollDepth'
  | 'youTubeVideo'
  | 'timer'
  | 'customEvent'

/** What a listener of Tag Manager waits for by its own parameters, before any condition is looked at. */
export type ListenerCondition =
  | { variable: 'visibleElement'; type: 'cssSelector'; value: string }
  | {
      variable: 'visiblePercent' | 'scrollPercent' | 'videoPercent' | 'pageSeconds'
      type: 'greaterOrEquals'
      value: string
    }

/** Tells the triggers of one tracking apart, in what is stored of them. */
export type TriggerRole = 'main' | 'history' | `exception-${number}`

/** One trigger of a tracking. A tracking may need several: its tag fires on each of them, or is kept from it by some. */
export type TriggerDeclaration = {
  role: TriggerRole
  type: WakingEvent
  /** Which event of the data layer it waits for (`customEvent` only). */
  event: readonly TriggerCondition[]
  conditions: readonly TriggerCondition[]
  /** Options that Tag Manager keeps beside the list of parameters, by their names there. */
  options: Readonly<Record<string, string>>
  /** Entries of the list of parameters. */
  parameters: Readonly<Record<string, string>>
  /** What the parameters stand for. */
  listens: readonly ListenerCondition[]
  /** On which pages its listener starts, which Tag Manager wants to be told of some. */
  startsOn: readonly TriggerCondition[]
}

/** What a type of tracking cannot see, by code, in words for the reference and for a finding. */
export type BlindSpot = { code: string; summary: string; nextStep: string }

/** A type of tracking: everything that differs between types. */
export type TrackingTypeDeclaration = {
  summary: string
  fields: Readonly<Record<TargetField, FieldUse>>
  /** What is meant where a caller names nothing. */
  defaults?: Partial<TargetFields>
  /** Of these, each of them optional, at least one is needed. */
  needsOneOf?: readonly TargetField[]
  /** Of these no two may be given. */
  onlyOneOf?: readonly TargetField[]
  /** The category of the conversion action where the caller names none. */
  category: ConversionCategory
  triggers: (fields: TargetFields) => readonly TriggerDeclaration[]
  cannotSee: readonly BlindSpot[]
  /** What a visitor does for it to fire, for the sandbox and for tests. */
  visitor: 'click' | 'form' | 'pageview' | 'custom' | 'visible' | 'scroll' | 'video' | 'wait'
}
