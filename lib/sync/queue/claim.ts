import { randomUUID } from 'node:crypto'
import { callSystem } from '../../db/system-pool.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import type { Failure } from './failure.ts'
import { mayWrite } from './write-switch.ts'

/** How long a claimed run is safe from others without being renewed: longer than its calls between two renewals. */
const LEASE = '120 seconds'

/** A run that this process holds: no other works on it, or on its container, while the lease lives. */
export type Claim = { organizationId: string; runId: string; leaseOwner: string; fence: number }

/** The lease ran out and another process may hold the run by now: stop, write nothing more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
  constructor() {
    super('the lease of the run was lost')
  }
}

/** Claims the next due run, or the named one if it is due; where nothing may be written at Google, one that only looks. */
export function claimRun(runId?: string): Promise<Claim | undefined> {
  return claimBy('select * from app.claim_run($1, $2, $3, $4)', [runId ?? null, mayWrite()])
}

/**
 * Claims the look of the watch that is due longest: one that is not done, or the next customer's. It holds its container
 * only until a run of people claims that.
 */
export function claimLook(): Promise<Claim | undefined> {
  return claimBy('select * from app.claim_look($1, $2)')
}

/** @param statement takes the owner and the length of the lease first, then `more` */
async function claimBy(statement: string, more: readonly unknown[] = []): Promise<Claim | undefined> {
  const leaseOwner = randomUUID()
  const [row] = await callSystem<{ organization_id: string; id: string; fence: number }>(statement, [
    leaseOwner,
    LEASE,
    ...more,
  ])
  return row && { organizationId: row.organization_id, runId: row.id, leaseOwner, fence: row.fence }
}

/** Prolongs the lease before the next step. @throws LeaseLostError */
export async function renewClaim(claim: Claim): Promise<void> {
  const [row] = await callSystem<{ renewed: boolean }>('select app.renew_run($1, $2, $3, $4) as renewed', [
    claim.runId,
    claim.leaseOwner,
    claim.fence,
    LEASE,
  ])
  if (!row?.renewed) throw new LeaseLostError()
}

/** Gives the run back, to be taken up after `waitMs`; meanwhile it says why. */
export async function postponeClaim(
  claim: Claim,
  waitMs: number,
  costsAttempt: boolean,
  why?: Failure,
): Promise<void> {
  await callSystem('select app.postpone_run($1, $2, $3, $4, $5, $6, $7)', [
    claim.runId,
    claim.leaseOwner,
    claim.fence,
    `${Math.ceil(waitMs)} milliseconds`,
    costsAttempt,
    why?.code ?? null,
    why?.message ?? null,
  ])
}

/** The tenant as this run enters it: the database checks the live lease in every transaction. */
export function tenantOf(claim: Claim): Tenant {
  return {
    organizationId: claim.organizationId,
    actor: { kind: 'run', syncRunId: claim.runId, leaseOwner: claim.leaseOwner, fence: claim.fence },
    requestId: `run-${claim.runId}`,
  }
}
