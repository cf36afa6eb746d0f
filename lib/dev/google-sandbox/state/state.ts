import { createHash } from 'node:crypto'
import type { Contents } from './contents.ts'
import type { Kind } from './entity.ts'

/** What a Google login may do in one container; the order is from weak to strong. */
export const PERMISSIONS = ['noAccess', 'read', 'edit', 'approve', 'publish'] as const
export type Permission = (typeof PERMISSIONS)[number]

/** A Google login. `sub` is what an id token names it by. */
export type Person = { sub: string; email: string; name: string }

type AuthorizationCode = {
  sub: string
  scopes: string[]
  redirectUri: string
  codeChallenge: string
  offline: boolean
  expiresAt: Date
}
type AccessToken = { sub: string; scopes: string[]; expiresAt: Date }
type RefreshToken = { sub: string; scopes: string[]; expiresAt: Date | undefined }

export type Workspace = {
  workspaceId: string
  name: string
  description: string
  fingerprint: string
  /** What the container held when the workspace was made or last synchronized. */
  base: Contents
  baseVersionId: string | undefined
  contents: Contents
  /** Entities changed on both sides, as `kind/id`; they block a version until resolved. */
  conflicts: Set<string>
}

export type Version = {
  versionId: string
  name: string
  description: string
  fingerprint: string
  deleted: boolean
  contents: Contents
}

/**
 * How Google describes a container that never had a version. No document says it, so a client has to cope with each:
 * a 404 with any words, a header of id 0, an empty object.
 */
export type FreshForm = {
  latest: 'not_found' | 'header_zero' | 'empty'
  /** The words of the 404 of `version_headers:latest`, and of `versions:live`. */
  latestMessage: string
  liveMessage: string
}

export type Container = {
  accountId: string
  containerId: string
  publicId: string
  name: string
  fingerprint: string
  access: Map<string, Permission>
  workspaces: Map<string, Workspace>
  versions: Map<string, Version>
  liveVersionId: string | undefined
  latestVersionId: string | undefined
  /** Whether the pages of the site load it. */
  snippet: boolean
  /** What a workspace starts from while there is no version. */
  blank: Contents
  lastIds: Record<Kind | 'workspace' | 'version', number>
  fresh: FreshForm
  /** What Google makes of the contents of the next version that an app makes, in place of what was sent. */
  alterNextVersion?: ((contents: Contents) => Contents) | undefined
}

export type ConversionAction = {
  id: string
  name: string
  type: string
  category: string
  status: string
  countingType: string
  primaryForGoal: boolean
  clickThroughLookbackWindowDays: string
  viewThroughLookbackWindowDays: string
  valueSettings: { defaultValue: number; defaultCurrencyCode: string; alwaysUseDefaultValue: boolean }
  label: string
  /** Of one that was imported from Google Analytics 4: the key event that it counts. */
  googleAnalytics4Event?: string
}

/** Conversions of one action that an account has counted: ads clicked on one day, conversions of one day. */
export type Counted = { clickDay: string; day: string; count: number; value: number }

export type AdsCustomer = {
  id: string
  descriptiveName: string
  currencyCode: string
  timeZone: string
  manager: boolean
  status: 'ENABLED' | 'CANCELED' | 'SUSPENDED' | 'CLOSED'
  /** The manager account this one hangs under. */
  managerId: string | undefined
  /** `sub` of the logins with direct access. */
  users: Set<string>
  /** Where conversion actions live: the account itself or one of its managers. */
  conversionCustomerId: string
  /** The number behind `AW-` of this account's own conversion actions. */
  conversionTrackingId: string
  conversionActions: Map<string, ConversionAction>
  /** What people have agreed to and switched on in its own pages; whoever counts its conversions decides for it. */
  customerDataTerms: boolean
  enhancedConversions: 'ON' | 'OFF' | 'UNSPECIFIED'
  /** When a tag of one of its own actions was last seen, by the action's id. */
  received: Map<string, Date>
  /** Ids of its own actions of which nothing arrives any more, and of those that count twice. */
  stopped: Set<string>
  doubled: Set<string>
  /** Order ids that were counted of its own actions, by the action's id. */
  orderIds: Map<string, Set<string>>
  /** What came of clicks on this account's ads, by the id of the action, its own or its manager's. Days are its own. */
  counted: Map<string, Counted[]>
  /** How many days pass until a day's conversions are reported. */
  lagDays: number
}

export type IdentityUser = {
  localId: string
  email: string
  password: string | undefined
  emailVerified: boolean
  disabled: boolean
  /** Unix seconds; tokens of earlier sign-ins are revoked. */
  validSince: number
  createdAt: Date
}

/** Everything that the sandbox stores. Tests may read and change it. */
export type State = {
  now: () => Date
  /** Where Google Ads and the visitors have another time. */
  adsNow: Date | undefined
  sequence: number
  client: { id: string; secret: string; redirectUris: Set<string> }
  /** An OAuth app in "Testing": refresh tokens live for seven days. */
  testingMode: boolean
  projectNumber: string
  firebaseProjectId: string
  people: Map<string, Person>
  codes: Map<string, AuthorizationCode>
  accessTokens: Map<string, AccessToken>
  /** In the order of issue. */
  refreshTokens: Map<string, RefreshToken>
  /** Scopes that a login has granted to the client so far. */
  granted: Map<string, Set<string>>
  /** Scopes that the next consent leaves unticked. */
  untick: Set<string>
  accounts: Map<string, { accountId: string; name: string }>
  containers: Map<string, Container>
  /** Entries per page of Tag Manager's lists. */
  pageSize: number
  adsCustomers: Map<string, AdsCustomer>
  identityUsers: Map<string, IdentityUser>
}

export type StateOptions = {
  clock?: () => Date
  client?: { id?: string; secret?: string; redirectUris?: Iterable<string> }
  firebaseProjectId?: string
  testingMode?: boolean
  pageSize?: number
}

export function emptyState(options: StateOptions): State {
  return {
    now: options.clock ?? (() => new Date()),
    adsNow: undefined,
    sequence: 0,
    client: {
      id: options.client?.id ?? 'sandbox.apps.googleusercontent.com',
      secret: options.client?.secret ?? 'sandbox-client-secret',
      redirectUris: new Set(options.client?.redirectUris),
    },
    testingMode: options.testingMode ?? false,
    projectNumber: '700000000001',
    firebaseProjectId: options.firebaseProjectId ?? 'oneclicktag-sandbox',
    people: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    granted: new Map(),
    untick: new Set(),
    accounts: new Map(),
    containers: new Map(),
    pageSize: options.pageSize ?? 100,
    adsCustomers: new Map(),
    identityUsers: new Map(),
  }
}

/** The next number of the one sequence that makes every id and secret of a run the same each time. */
export function nextNumber(state: State): number {
  state.sequence += 1
  return state.sequence
}

/** An opaque string that is unique in this sandbox and the same in every run. */
export function nextSecret(state: State, prefix: string): string {
  return (
    prefix +
    createHash('sha256')
      .update(`${prefix}${nextNumber(state)}`)
      .digest('base64url')
  )
}

/** Google's fingerprints are times in milliseconds; all that matters is that each write makes a new one. */
export function nextFingerprint(state: State): string {
  return String(1_760_000_000_000 + nextNumber(state))
}
