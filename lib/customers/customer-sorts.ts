import { BY_CREATED_AT, BY_NAME } from '../paging/list-page.ts'
import type { CustomerFilter } from './customer-input.ts'

/** By what customers are sorted, and the column as the search in the database knows it. */
export const CUSTOMER_SORTS = {
  createdAt: { sort: BY_CREATED_AT, column: 'created_at' },
  name: { sort: BY_NAME, column: 'name' },
  deployment: { sort: { column: 'deploymentRank', kind: 'number' }, column: 'deployment_rank' },
  evidence: { sort: { column: 'evidenceRank', kind: 'number' }, column: 'evidence_rank' },
  openFindings: { sort: { column: 'openFindings', kind: 'number' }, column: 'open_findings' },
} as const satisfies Record<CustomerFilter['sort'], object>
