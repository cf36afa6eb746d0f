/** What happens to a version that a sync has made: an ADMIN publishes it, or it goes live at once. */
export const PUBLISH_MODES = ['MANUAL', 'AUTO'] as const
