/** Where Google is reached. */
export const GOOGLE_URLS = [
  'GOOGLE_ACCOUNTS_URL',
  'GOOGLE_OAUTH_URL',
  'GOOGLE_TAG_MANAGER_URL',
  'GOOGLE_ADS_URL',
] as const

/** Where the functions reach the database. */
export const DATABASE_URLS = ['DATABASE_URL', 'SYSTEM_DATABASE_URL'] as const
