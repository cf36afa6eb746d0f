/** Where a link may lead, seen from the page that it is on. */
export const LINK_HOSTS = ['any', 'same', 'other'] as const
