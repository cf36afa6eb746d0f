import { callSystem } from '../db/system-pool.ts'
import { AppError } from '../errors/app-error.ts'
import type { KnownProblem } from '../errors/known-problem.ts'
import { GoogleError } from '../google/google-error.ts'
import { requestText } from '../google/google-reasons.ts'
import { describeError, log } from '../telemetry/log.ts'
import { runTask } from '../telemetry/task.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { TenantAccessDeniedError } from '../tenant/tenant-access-denied-error.ts'
import { CHOICE_GIVEN_UP, CHOICE_WAITS, NO_LONGER_ALLOWED } from './customer-problems.ts'
import { RequestedChoice } from './requested-choice.ts'
import { updateCustomer } from './update-customer.ts'

/** When a choice is tried again after its process was killed, or while Google does not respond. */
const LEASE_MS = 120_000
/** How long one is tried. In milliseconds. */
const TRIED_FOR_MS = 24 * 3_600_000

/** How a requested choice has fared: `waiting` for Google or its quota, or changed by someone at the same moment. */
export type ChoiceOutcome = 'resolved' | 'failed' | 'waiting'

type Claimed = { organization_id: string; customer_id: string; version: number; requested_choice: unknown }

/**
 * Makes the choices that were requested and are due, of all organizations, until none is left or the deadline has come.
 * Any number of these may go on at once: what one does is bound to the version of the customer that it has taken.
 */
export async function resolveChoices(
  deadline: Date,
  now: () => Date = () => new Date(),
): Promise<Record<ChoiceOutcome, number>> {
  const tally = { resolved: 0, failed: 0, waiting: 0 }
  // One that waits for its share of the quota would wait again at each further choice, and the others with it.
  const waiting: string[] = []
  while (now() < deadline) {
    const [claimed] = await callSystem<Claimed>('select * from app.claim_choice($1, $2, $3)', [
      now(),
      `${LEASE_MS} milliseconds`,
      waiting,
    ])
    if (!claimed) break
    const outcome = await resolve(claimed, now())
    tally[outcome] += 1
    if (outcome === 'waiting') waiting.push(claimed.organization_id)
  }
  return tally
}

async function resolve(claimed: Claimed, now: Date): Promise<ChoiceOutcome> {
  const { organization_id: organizationId, customer_id: customerId, version } = claimed
  const requested = RequestedChoice.parse(claimed.requested_choice)
  const { requestId } = requested
  return runTask({ operation: 'customers.resolveChoice', requestId, organizationId }, async () => {
    try {
      const { googleContainerId, googleAdsAccountId } = requested
      const choice = {
        ...(googleContainerId && { googleContainerId }),
        ...(googleAdsAccountId && { googleAdsAccountId }),
      }
      await updateCustomer(tenantOf(organizationId, requested), customerId, choice, [version])
      return 'resolved'
    } catch (error) {
      const isOver = now.getTime() - Date.parse(requested.requestedAt) > TRIED_FOR_MS
      const failure = failureOf(error, isOver)
      if (!failure) {
        log.warn('customer.choice_waits', { organizationId, customerId, ...describeError(error) })
        if (error instanceof GoogleError) await postpone(claimed, error, now)
        return 'waiting'
      }
      await callSystem('select app.fail_choice($1, $2, $3, $4)', [
        organizationId,
        customerId,
        version,
        JSON.stringify(failure),
      ])
      log.info('customer.choice_failed', { organizationId, customerId, code: failure.code })
      return 'failed'
    }
  })
}

/** Where Google has named a time, it is tried again then; else when its lease ends. */
async function postpone(
  { organization_id, customer_id, version }: Claimed,
  { reason, retryAfterMs = LEASE_MS }: GoogleError,
  now: Date,
): Promise<void> {
  await callSystem('select app.postpone_choice($1, $2, $3, $4, $5)', [
    organization_id,
    customer_id,
    version,
    new Date(now.getTime() + retryAfterMs),
    JSON.stringify({ code: reason, nextStep: CHOICE_WAITS }),
  ])
}

/** Who asked, as an ADMIN, which the database checks again. */
function tenantOf(organizationId: string, { by, requestId }: RequestedChoice): Tenant {
  return { organizationId, actor: actorOf(by), requestId }
}

function actorOf(by: RequestedChoice['by']): Tenant['actor'] {
  switch (by.kind) {
    case 'user':
      return { ...by, needs: 'ADMIN', authenticatedAt: new Date(by.authenticatedAt) }
    case 'key':
      return { ...by, needs: 'ADMIN' }
    default:
      return by satisfies never
  }
}

/** Why a choice cannot be made; `undefined` where it may be made later. */
function failureOf(error: unknown, isOver: boolean): RequestedChoice['failure'] {
  if (error instanceof TenantAccessDeniedError) return failure(NO_LONGER_ALLOWED)
  if (error instanceof AppError && (error.code === 'invalid_request' || error.code === 'conflict')) {
    return { code: error.code, nextStep: error.message.replace(/^body\./, '') }
  }
  if (error instanceof GoogleError && (isOver || isFinal(error))) {
    return { code: error.reason, nextStep: requestText(error.reason) }
  }
  return isOver ? failure(CHOICE_GIVEN_UP) : undefined
}

function failure({ code, detail }: KnownProblem): RequestedChoice['failure'] {
  return { code, nextStep: detail }
}

function isFinal({ kind }: GoogleError): boolean {
  switch (kind) {
    case 'token':
    case 'user_action':
    case 'permanent':
      return true
    case 'quota':
    case 'transient':
    case 'conflict':
    case 'operator':
      return false
    default:
      return kind satisfies never
  }
}
