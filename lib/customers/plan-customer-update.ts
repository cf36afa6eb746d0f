import { AppError } from '../errors/app-error.ts'
import type { CustomerStatus } from '../model/customer-status.ts'
import type { UpdateCustomer } from './customer-input.ts'
import type { CustomerView } from './customer-view.ts'

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
  status: CustomerStatus
  googleContainerId?: string
  containerPath?: string
  googleAdsAccountId?: string
  loginCustomerId?: string | null
}

/**
 * What a change comes to, given the customer as it is now.
 * @param choice what Google confirmed, where container or Google Ads account are chosen
 * @throws AppError `conflict` when the customer has been connected to another login meanwhile
 */
export function planUpdate(
  current: CustomerView,
  changes: UpdateCustomer,
  choice?: GoogleChoice,
): CustomerUpdate {
  if (choice && choice.googleAccountId !== current.googleAccountId) {
    throw new AppError(
      'conflict',
      'The customer was connected to another Google login meanwhile; choose again.',
    )
  }
  const { name, websiteUrl } = changes
  return {
    ...(name !== undefined && { name }),
    ...(websiteUrl !== undefined && { websiteUrl }),
    ...choice?.container,
    ...choice?.ads,
    status: nextStatus(current, changes, choice),
  }
}

/** A user pauses and resumes; the other statuses are facts about the connection, which only the system states. */
function nextStatus(
  current: CustomerView,
  { status: wish }: UpdateCustomer,
  choice: GoogleChoice | undefined,
): CustomerStatus {
  const paused = current.status === 'INACTIVE'
  if (wish === 'INACTIVE' || (paused && wish === undefined)) return 'INACTIVE'
  if (!paused && !choice?.container) return current.status
  if (!choice?.container && current.googleContainerId === null) return 'ACTIVE'
  // As it would be had it never been paused: a lost login is an ERROR, one that was disconnected is none.
  switch (current.connection?.status) {
    case 'ACTIVE':
      return 'CONNECTED'
    case 'ERROR':
      return 'ERROR'
    default:
      return 'ACTIVE'
  }
}

/** Whether the change leads elsewhere than where the customer's trackings have been written so far. */
export function movesElsewhere(current: CustomerView, changes: UpdateCustomer): boolean {
  const { googleContainerId = current.googleContainerId, googleAdsAccountId = current.googleAdsAccountId } =
    changes
  return googleContainerId !== current.googleContainerId || googleAdsAccountId !== current.googleAdsAccountId
}
