import { evidenceView } from '../evidence/evidence-view.ts'
import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { collectionErrorText } from './collection-error-text.ts'
import type { CustomerConversionsQuery } from './conversions-input.ts'
import { type CustomerConversionsRow, readCustomerConversions } from './read-customer-conversions.ts'

/**
 * What each tracking of a customer has counted on the last days that are over, oldest tracking first, and how far its Ads
 * account is read; one statement.
 * @throws AppError `not_found`
 */
export async function getCustomerConversions(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  customerId: string,
  { format: _format, ...query }: CustomerConversionsQuery,
) {
  let head: Head | undefined
  const page = await listPage({
    list: 'customers.conversions',
    organizationId,
    query: { ...query, customerId },
    sort: BY_CREATED_AT,
    order: 'asc',
    async read({ after, take }) {
      const part = { customerId, days: query.days, after, take }
      const { trackings, ...rest } = await readCustomerConversions(db, organizationId, part)
      head = rest
      return trackings.map(trackingView)
    },
  })
  if (!head) throw new Error('listPage has not read')
  return { ...head, account: head.account && accountView(head.account), ...page }
}

type Head = Omit<CustomerConversionsRow, 'trackings'>

function accountView(account: NonNullable<CustomerConversionsRow['account']>) {
  const { collectedAt, nextCollectionAt, errorCode } = account
  return {
    ...account,
    collectedAt: timeOf(collectedAt),
    nextCollectionAt: timeOf(nextCollectionAt),
    errorMessage: errorCode === null ? null : collectionErrorText(errorCode),
  }
}

function trackingView(row: CustomerConversionsRow['trackings'][number]) {
  const { createdAt, evidenceCheckedAt, lastReceivedAt } = row
  return {
    ...row,
    createdAt: new Date(createdAt),
    evidence: evidenceView(row.evidence),
    evidenceCheckedAt: timeOf(evidenceCheckedAt),
    lastReceivedAt: timeOf(lastReceivedAt),
  }
}

function timeOf(text: string): Date
function timeOf(text: string | null): Date | null
function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
