import type { Prisma } from '../../db/generated/client.ts'
import { AppError } from '../../errors/app-error.ts'
import { CONNECTION_LOST, CUSTOMER_PAUSED, NOT_CONNECTED, SETUP_INCOMPLETE } from '../sync-problems.ts'

/** What {@link notReady} looks at. */
export const READINESS_FIELDS = {
  id: true,
  status: true,
  containerPath: true,
  googleAdsAccountId: true,
  googleConnection: { select: { status: true } },
} as const satisfies Prisma.CustomerSelect

type Customer = Prisma.CustomerGetPayload<{ select: typeof READINESS_FIELDS }>

/**
 * What has to happen before anything may be written at Google for the customer: `undefined` where nothing has to.
 * With a healthy connection, ERROR means that the container was lost: a run is how to see that it is back.
 */
export function notReady(customer: Customer): AppError | undefined {
  const customerId = customer.id
  const missing = [
    ...(customer.containerPath === null ? ['container'] : []),
    ...(customer.googleAdsAccountId === null ? ['Google Ads account'] : []),
  ]
  switch (customer.status) {
    case 'PAUSED':
      return AppError.of(CUSTOMER_PAUSED, { customerId })
    case 'NOT_CONNECTED':
      return AppError.of(NOT_CONNECTED, { customerId })
    case 'ERROR':
      if (customer.googleConnection?.status !== 'ACTIVE') return AppError.of(CONNECTION_LOST)
  }
  return missing.length > 0
    ? AppError.of(SETUP_INCOMPLETE, { customerId, missing: missing.join(' and no ') })
    : undefined
}
