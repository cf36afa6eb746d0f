import { withTenant } from '../../tenant/with-tenant.ts'

/** The service's own tenant and its only member, made by a migration; no sign-in leads to them. */
const ORGANIZATION_ID = 'ffffffff-ffff-7fff-bfff-fffffffffff1'
const USER_ID = 'ffffffff-ffff-7fff-bfff-fffffffffff2'

export type TenantRead = 'own' | 'others' | 'nothing'

/**
 * One real read, as a request makes it: session, role, policies. It asks for every organization, without a condition,
 * so that the policies alone decide, and settings of the login that make them fail show.
 */
export async function readAsTenant(requestId: string, now: Date): Promise<TenantRead> {
  const actor = { kind: 'user', userId: USER_ID, needs: 'MEMBER', authenticatedAt: now } as const
  const tenant = { organizationId: ORGANIZATION_ID, actor, requestId }
  const rows = await withTenant(
    tenant,
    { readOnly: true },
    (db) =>
      db.$queryRaw<{ own: boolean }[]>`select id = ${ORGANIZATION_ID}::uuid as own from organization limit 2`,
  )
  if (rows.some(({ own }) => !own)) return 'others'
  return rows.length === 1 ? 'own' : 'nothing'
}
