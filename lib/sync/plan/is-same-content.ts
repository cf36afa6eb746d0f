/** What Google says of an object besides what it holds. */
const IDENTITY = new Set(['path', 'accountId', 'containerId', 'workspaceId', 'fingerprint', 'tagManagerUrl'])

/** Whether two readings of an object hold the same, wherever each was read. */
export function isSameContent(one: object, other: object): boolean {
  return contentOf(one) === contentOf(other)
}

function contentOf(object: object): string {
  const entries = Object.entries(object).filter(([key, value]) => !IDENTITY.has(key) && !isEmpty(value))
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
