/** What people may have arranged of our objects at Google, and no repair takes back. */
export const LEFT_ALONE = [
  'paused',
  'exception',
  'schedule',
  'consent',
  'live_only',
  'sequence',
  'priority',
  'folder',
  'notes',
  'name',
  'value',
  'triggers',
  'conditions',
  'primary_for_goal',
] as const
export type LeftAlone = (typeof LEFT_ALONE)[number]
