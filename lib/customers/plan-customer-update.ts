import { AppError } from '../errors/app-error.ts'
import type { UpdateCustomer } from './customer-input.ts'
import { CONNECTED_MEANWHILE } from './customer-problems.ts'
import type { Customer } from './customer-view.ts'

/** What a change depends on. */
type Current = Pick<Customer, 'googleAccountId' | 'googleContainerId' | 'googleAdsAccountId'> & {
  connection: { status: string } | null
}

/** A container and a Google Ads account that Google has confirmed for one login. */
export type GoogleChoice = {
  googleAccountId: string
  container?: { googleContainerId: string; containerPath: string }
  ads?: { googleAdsAccountId: string; loginCustomerId: string | null }
}

/** The columns to write. */
type CustomerUpdate = {
  name?: string
  websiteUrl?: string
  paused?: boolean
  publishMode?: string | null
  frozenUntil?: string | null
  googleAccess?: 'GRANTED'
  googleContainerId?: string
  containerPath?: string
  googleAdsAccountId?: string
  loginCustomerId?: string | null
}

/**
 * The columns that a change leads to, given the customer as it is now.
 * @param choice what Google confirmed, where container or Google Ads account are chosen
 * @throws AppError `conflict` when the customer has been connected to another login meanwhile
 */
export function planCustomerUpdate(
  current: Current,
  changes: UpdateCustomer,
  choice?: GoogleChoice,
): CustomerUpdate {
  if (choice && choice.googleAccountId !== current.googleAccountId) {
    throw AppError.of(CONNECTED_MEANWHILE)
  }
  const { name, websiteUrl, paused, publishMode, frozenUntil } = changes
  // Google has confirmed the container; the login may have been lost since.
  const isReached = choice?.container !== undefined && current.connection?.status === 'ACTIVE'
  return {
    ...(name !== undefined && { name }),
    ...(websiteUrl !== undefined && { websiteUrl }),
    ...(paused !== undefined && { paused }),
    ...(publishMode !== undefined && { publishMode }),
    ...(frozenUntil !== undefined && { frozenUntil }),
    ...choice?.container,
    ...choice?.ads,
    ...(isReached && { googleAccess: 'GRANTED' }),
  }
}

/** Whether the change gives up a container or Google Ads account that the customer has at present. */
export function leavesPresent(current: Current, changes: UpdateCustomer): boolean {
  const leaves = (present: string | null, chosen: string | undefined) =>
    present !== null && chosen !== undefined && chosen !== present
  return (
    leaves(current.googleContainerId, changes.googleContainerId) ||
    leaves(current.googleAdsAccountId, changes.googleAdsAccountId)
  )
}

/** Whether the change leads to another container or Google Ads account than the customer's trackings are synced to. */
export function movesElsewhere(current: Current, changes: UpdateCustomer): boolean {
  const { googleContainerId = current.googleContainerId, googleAdsAccountId = current.googleAdsAccountId } =
    changes
  return googleContainerId !== current.googleContainerId || googleAdsAccountId !== current.googleAdsAccountId
}
