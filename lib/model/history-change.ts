/** What can become of an object from one version to the next. `reset`: set back to what was wanted. */
export const HISTORY_CHANGES = [
  'added',
  'added_back',
  'removed',
  'replaced',
  'paused',
  'resumed',
  'changed',
  'reset',
  'hidden',
  'shown',
] as const

/** What a history tells of. */
export const HISTORY_OBJECTS = ['tag', 'trigger', 'variable', 'builtInVariable', 'conversionAction'] as const
