import { Prisma } from '../db/generated/client.ts'
import type { ParameterizedStatement } from '../db/instrumented-client.ts'
import type { Tenant } from './tenant.ts'

/** What a session says of itself; `app.enter` checks each claim before it opens the organization. */
export type SessionClaims = {
  organizationId: string
  kind: Tenant['actor']['kind']
  /** The user, the run, or the Google account whose tokens are refreshed. */
  actorId: string
  /** The role that the operation needs; users only. */
  needs: string | null
  /** When the user signed in; users only. */
  authenticatedAt: Date | null
  leaseOwner: string | null
  fence: number | null
  requestId: string
  includeDeleted: boolean
}

/** The claims of a tenant. */
export function claimsOf(
  { organizationId, actor, requestId }: Tenant,
  includeDeleted: boolean,
): SessionClaims {
  const common = { organizationId, kind: actor.kind, requestId, includeDeleted }
  switch (actor.kind) {
    case 'user': {
      const { userId: actorId, needs, authenticatedAt } = actor
      return { ...common, actorId, needs, authenticatedAt, leaseOwner: null, fence: null }
    }
    case 'run':
    case 'refresh': {
      const actorId = actor.kind === 'run' ? actor.syncRunId : actor.googleAccountId
      const { leaseOwner, fence } = actor
      return { ...common, actorId, needs: null, authenticatedAt: null, leaseOwner, fence }
    }
    default:
      return actor satisfies never
  }
}

/** Opens the session with parameters, as the driver sends them: directly or through PgBouncer. */
export function sessionStatement(claims: SessionClaims): ParameterizedStatement {
  const { organizationId, kind, actorId, needs, authenticatedAt, leaseOwner, fence, requestId } = claims
  return {
    text: 'select app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      organizationId,
      kind,
      actorId,
      needs,
      authenticatedAt,
      leaseOwner,
      fence,
      requestId,
      claims.includeDeleted,
    ],
  }
}

/** The same as tagged SQL for Accelerate, which does not know the parameters' types; sets a read's transaction read only. */
export function sessionSql(claims: SessionClaims, readOnly: boolean): Prisma.Sql {
  const { organizationId, kind, actorId, needs, authenticatedAt, leaseOwner, fence, requestId } = claims
  return Prisma.sql`select app.enter(${organizationId}::uuid, ${kind}, ${actorId}, ${needs},
      ${authenticatedAt}::timestamptz, ${leaseOwner}::uuid, ${fence}::integer, ${requestId},
      ${claims.includeDeleted}::boolean)::text
    from set_config('transaction_read_only', case when ${readOnly}::boolean then 'on'
      else current_setting('transaction_read_only') end, true)`
}
