/** An id as Google writes it. */
export function id(value: unknown): string {
  return typeof value === 'string' ? value : '(unknown)'
}

/** A name in quotes; data that lack it are told without one. */
export function named(value: unknown): string {
  return typeof value === 'string' && value !== '' ? `“${value}”` : '(unnamed)'
}

/** A moment of a schedule, in UTC. */
export function moment(value: unknown): string {
  return typeof value === 'string'
    ? value.replace(/:\d\d\.\d+Z$/, ' UTC').replace('T', ' ')
    : 'an unknown time'
}

/** The texts of a list; empty where there are none. */
export function listed(value: unknown): string {
  const texts: unknown[] = Array.isArray(value) ? value : []
  return texts.filter((text) => typeof text === 'string').join(', ')
}

const FIELDS_SHOWN = 3

/** Which fields were changed: the first by name, the rest counted; all are in the data. */
export function changedFields(value: unknown): string {
  const changes: unknown[] = Array.isArray(value) ? value : []
  const names = changes.map((change) => String(Reflect.get(Object(change), 'field')).replace(/^\w+:/, ''))
  const more = names.length - FIELDS_SHOWN
  return names.slice(0, FIELDS_SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** The object that a subject names, at the beginning of a sentence. */
export function place(subject: string): string {
  const [kind = ''] = subject.split(':')
  return PLACES[kind] ?? 'Something of this tracking'
}

const PLACES: Readonly<Record<string, string>> = {
  tag: 'The tag in Tag Manager',
  trigger: 'The trigger in Tag Manager',
  action: 'The conversion action in Google Ads',
  live: 'What is live of this tracking in Tag Manager',
}
