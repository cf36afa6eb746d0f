/** What every contestant does. */
export const WORKS = ['list', 'get', 'report', 'create'] as const
export type Work = (typeof WORKS)[number]

/** In the order of the table. */
export const CONTESTANTS = [
  'pg',
  'pg-rls',
  'drizzle-rls',
  'kysely-rls',
  'prisma-rls',
  'zenstack',
  'with-tenant',
  'http',
] as const
export type ContestantName = (typeof CONTESTANTS)[number]

/** A user, and the rows that this user asks for: there are as many as organizations. */
export type Caller = {
  organizationId: string
  userId: string
  firebaseUid: string
  /** Has more trackings than one page. */
  customerId: string
  trackingId: string
}

/** How many trackings `list` returns; one more is read, to know whether there is a next page. */
export const PAGE = 20

/** What `create` writes, besides its name. */
export const NEW_TRACKING = {
  type: 'BUTTON_CLICK',
  selector: '#buy',
  conversionCategory: 'PURCHASE',
  conversionCounting: 'ONE_PER_CLICK',
} as const

export type Contestant = {
  /** A page of the trackings of a customer, newest first. */
  list(caller: Caller): Promise<unknown>
  get(caller: Caller): Promise<unknown>
  /** The overview of the organization. */
  report(caller: Caller): Promise<unknown>
  /** A tracking, its job, the count of the customer and an entry of the audit log. */
  create(caller: Caller, name: string): Promise<unknown>
}

/** Makes a contestant with a pool of its own, which connects at the first work. */
export type Connect = (pool: { connectionString: string; max: number }) => Promise<Contestant>
