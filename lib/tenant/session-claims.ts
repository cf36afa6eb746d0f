import { Prisma } from '../db/generated/client.ts'
import type { ParameterizedStatement } from '../db/instrumented-client.ts'
import type { NamedKeys } from '../settings/named-keys.ts'
import { currentTask } from '../telemetry/task.ts'
import { type Claims, signClaims } from './sign-claims.ts'
import type { Tenant } from './tenant.ts'

/** What a session says of itself; `app.enter` checks each claim before it opens the organization. */
export type SessionClaims = Extract<Claims, { organization: string; actor: string }>

/** The claims of a tenant. */
export function claimsOf(
  { organizationId, actor, requestId }: Tenant,
  { includeDeleted = false, readOnly = false }: { includeDeleted?: boolean; readOnly?: boolean } = {},
): SessionClaims {
  const operation = currentTask()?.operation
  const common = { organization: organizationId, request: requestId, operation, includeDeleted, readOnly }
  switch (actor.kind) {
    case 'user': {
      const { kind, userId, needs: role, authenticatedAt } = actor
      return { kind, actor: userId, role, authenticatedAt, ...common }
    }
    case 'key': {
      const { kind, keyId, needs: role } = actor
      return { kind, actor: keyId, role, ...common }
    }
    case 'run': {
      const { kind, syncRunId, leaseOwner, fence } = actor
      return { kind, actor: syncRunId, leaseOwner, fence, ...common }
    }
    case 'refresh': {
      const { kind, googleAccountId, leaseOwner, fence } = actor
      return { kind, actor: googleAccountId, leaseOwner, fence, ...common }
    }
    case 'collection': {
      const { kind, adsAccountId, leaseOwner, fence } = actor
      return { kind, actor: adsAccountId, leaseOwner, fence, ...common }
    }
    default:
      return actor satisfies never
  }
}

type SessionOptions = {
  /** Whether the session gets the name of its request. A pooler would have to pass that on. */
  namesSession?: boolean
  keys?: NamedKeys
}

/** Opens the session as the driver sends it, directly or through PgBouncer; sets a read's transaction read only. */
export function sessionStatement(
  claims: SessionClaims,
  { namesSession = false, keys }: SessionOptions = {},
): ParameterizedStatement {
  const from = claims.readOnly ? " from set_config('transaction_read_only', 'on', true)" : ''
  return { text: `select app.enter($1)${from}`, values: [signClaims({ ...claims, namesSession }, keys)] }
}

/** The same as tagged SQL for Accelerate; sets a read's transaction read only. */
export function sessionSql(claims: SessionClaims): Prisma.Sql {
  return Prisma.sql`select app.enter(${signClaims({ ...claims, namesSession: true })})::text
    from set_config('transaction_read_only', case when ${claims.readOnly}::boolean then 'on'
      else current_setting('transaction_read_only') end, true)`
}
