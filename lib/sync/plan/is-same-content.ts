import { IDENTITY_KEYS } from '../../deployment/identity-keys.ts'

/** Whether two readings of an object hold the same, wherever each was read. */
export function isSameContent(one: object, other: object): boolean {
  return contentOf(one) === contentOf(other)
}

function contentOf(object: object): string {
  const entries = Object.entries(object).filter(([key, value]) => !IDENTITY_KEYS.has(key) && !isEmpty(value))
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
