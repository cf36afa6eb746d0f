import type { Identity } from '../model/identity.ts'
import type { Role } from '../model/role.ts'
import type { ApiKeyGrant } from '../tenant/find-api-key.ts'
import type { Membership } from '../tenant/membership.ts'
import type { Actor } from '../tenant/tenant.ts'

/** Who calls inside an organization: a member, or a script with one of its API keys. */
export type TenantCaller =
  | { kind: 'user'; identity: Identity; membership: Membership }
  | { kind: 'key'; keyHash: string; grant: ApiKeyGrant }

export function organizationOf(caller: TenantCaller): string {
  return caller.kind === 'user' ? caller.membership.organizationId : caller.grant.organizationId
}

/** The id of the user or of the key. */
export function callerId(caller: TenantCaller): string {
  return caller.kind === 'user' ? caller.membership.userId : caller.grant.keyId
}

/** What the database is told of the caller, and checks. */
export function actorOf(caller: TenantCaller, needs: Role): Actor {
  if (caller.kind === 'key') return { kind: 'key', keyId: caller.grant.keyId, needs }
  const { identity, membership } = caller
  return { kind: 'user', userId: membership.userId, needs, authenticatedAt: identity.authenticatedAt }
}
