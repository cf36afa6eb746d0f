import { AppError } from '../errors/app-error.ts'
import { BY_CREATED_AT, listPage } from '../paging/list-page.ts'
import type { Page, PageQuery } from '../paging/page.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { NO_SUCH_CUSTOMER } from './customer-problems.ts'
import { HISTORY_FIELDS, type HistoryEntry, historyEntryView } from './history-view.ts'

/**
 * What became live in the containers of a customer, and what was changed for it in Google Ads, newest first.
 * @throws AppError `not_found`
 */
export function listHistory(
  db: TenantDb,
  { organizationId }: { organizationId: string },
  customerId: string,
  query: PageQuery,
): Promise<Page<HistoryEntry>> {
  return listPage({
    list: 'customers.history',
    organizationId,
    query: { ...query, customerId },
    sort: BY_CREATED_AT,
    order: 'desc',
    async read({ where, orderBy, take }) {
      const customer = await db.customer.findUnique({
        where: { id: customerId },
        select: { historyEntries: { where, orderBy, take, select: HISTORY_FIELDS } },
      })
      if (!customer) throw AppError.of(NO_SUCH_CUSTOMER)
      return customer.historyEntries.map(historyEntryView)
    },
  })
}
