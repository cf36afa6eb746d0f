/** Our workspace in every container. Never the default one: publishing ships whatever anyone has drafted there. */
export const WORKSPACE_NAME = 'OneClickTag'

/** The tail of an id: UUID version 7 keeps its randomness there, so two trackings of one name differ. */
function tail(id: string): string {
  return id.slice(-8)
}

/** How an organization names what is new in Tag Manager, and where it puts it. */
export type Naming = {
  /** With the placeholders of `NAME_PLACEHOLDERS`. */
  pattern: string
  /** Of the customer. */
  customer: string
  /** The folder of the container, by name. */
  folder: string | null
}

type Named = { trackingId: string; name: string }

/**
 * The pattern of one tracking: all but `{name}` is filled in, and stays so for as long as its objects are there, whatever
 * the organization and the customer are called by then.
 */
export function namePatternOf({ trackingId, type }: Named & { type: string }, naming: Naming): string {
  return naming.pattern
    .replaceAll('{type}', inWords(type))
    .replaceAll('{customer}', plain(naming.customer))
    .replaceAll('{id}', tail(trackingId))
}

/** Of objects that were made before organizations had patterns. */
export function firstNamePattern({ trackingId }: Named): string {
  return `OCT - {name} - ${tail(trackingId)}`
}

/** The pattern with the tail of the id, which no other tracking has. */
export function withId(pattern: string, trackingId: string): string {
  return pattern.includes(tail(trackingId)) ? pattern : `${pattern} - ${tail(trackingId)}`
}

/** Google names no limit; with what a trigger's role adds, no name is longer than 200 characters. */
const MAX_LENGTH = 180

/** The name of a tracking's trigger and tag. Tag Manager wants names unique per kind and rejects colons. */
export function containerName({ name, namePattern }: { name: string; namePattern: string }): string {
  const room = MAX_LENGTH - namePattern.replaceAll('{name}', '').length
  return namePattern.replaceAll('{name}', () => cut(name, room)).trim()
}

/** `BUTTON_CLICK` as people write it. */
function inWords(type: string): string {
  const words = type.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Without what Tag Manager, or a pattern, reads as something else. */
function plain(text: string): string {
  return cut(text.replaceAll(/[:{}]/g, ' ').replaceAll(/ +/g, ' ').trim(), 60)
}

/** At most `length` UTF-16 code units, with no half of a character at the end. */
function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : text
        .slice(0, length)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()
}

/** The name of a tracking's conversion action, unique in its Google Ads account. */
export function conversionName(tracking: { trackingId: string; name: string }): string {
  return `${tracking.name} (OCT ${tail(tracking.trackingId)})`
}

/** The name of the version that a run makes; a version found under it was made by this very run. */
export function versionName(runId: string): string {
  return `OneClickTag ${runId}`
}
