import type { PipelinedStatement } from '../db/round-trip.ts'
import { APPEND_AUDIT_ENTRIES } from './append-audit-entries.ts'
import { claimStatement, completeStatement } from './idempotency-claim.ts'
import { sessionStatement } from './session-claims.ts'
import type { TenantSession } from './tenant-session.ts'

/**
 * What goes in front of the first statement: nothing behind it runs where access was denied.
 * @param namesSession whether it gets the name of its request, too
 */
export function opening({ claims, claim }: TenantSession, namesSession: boolean): PipelinedStatement[] {
  return [sessionStatement(claims, { namesSession }), ...(claim ? [claimStatement(claim)] : [])]
}

/** What belongs to the COMMIT of a write and goes along with it, under the limits of statements. */
export function closing({
  claim,
  made,
  atCommit,
}: Pick<TenantSession, 'claim' | 'made' | 'atCommit'>): PipelinedStatement[] {
  return [
    ...atCommit.map(({ text, values }) => ({ text, values })),
    ...(claim ? [completeStatement(claim, made)] : []),
    { text: APPEND_AUDIT_ENTRIES },
  ]
}
