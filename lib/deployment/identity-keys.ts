/** What Google says of an object besides what it holds: where it is, and as of which change. */
export const IDENTITY_KEYS: ReadonlySet<string> = new Set([
  'path',
  'accountId',
  'containerId',
  'workspaceId',
  'fingerprint',
  'tagManagerUrl',
])
