import { LruMap } from '../cache/lru-map.ts'
import type { Role } from '../model/role.ts'
import { callBeforeTenant } from './before-tenant.ts'
import { signClaims } from './sign-claims.ts'

export type Membership = { organizationId: string; userId: string; role: Role }

const remembered = new LruMap<string, Membership>(10_000)

/**
 * The organization that a Firebase uid belongs to. The result is remembered per instance, as a hint only: `app.enter`
 * checks the live row every time, and a caller that it denies looks again with `fresh`.
 */
export async function findMembership(
  firebaseUid: string,
  options: { fresh?: boolean } = {},
): Promise<Membership | undefined> {
  const hint = options.fresh ? undefined : remembered.get(firebaseUid)
  if (hint) return hint
  const [row] = await callBeforeTenant<{ organization_id: string; user_id: string; role: Role }>(
    'select organization_id, user_id, role from app.find_membership($1)',
    [signClaims({ kind: 'membership', firebaseUid })],
  )
  if (!row) {
    remembered.delete(firebaseUid)
    return undefined
  }
  const membership = { organizationId: row.organization_id, userId: row.user_id, role: row.role }
  remembered.set(firebaseUid, membership)
  return membership
}
