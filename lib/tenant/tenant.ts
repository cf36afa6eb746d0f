import type { Role } from '../model/role.ts'

/** Who acts. `app.enter` checks each claim in the database before a tenant's first row is reached. */
export type Actor =
  | {
      kind: 'user'
      userId: string
      /** The role that the operation needs; the live row decides whether the user has it. */
      needs: Role
      /** When the user signed in (`auth_time` of the ID token), compared with `tokensValidAfter`. */
      authenticatedAt: Date
    }
  | {
      kind: 'key'
      keyId: string
      /** As for a user: the live rows of the key and its creator decide. */
      needs: Role
    }
  | { kind: 'run'; syncRunId: string; leaseOwner: string; fence: number }
  | { kind: 'refresh'; googleAccountId: string; leaseOwner: string; fence: number }
  | { kind: 'collection'; adsAccountId: string; leaseOwner: string; fence: number }

/** One organization, as one actor works in it for one request. */
export type Tenant = { organizationId: string; actor: Actor; requestId: string }
