import type { WorkItem } from '../plan/work-item.ts'

/** What a run has to do, for whom and in which container. */
export type Work = {
  runId: string
  organizationId: string
  attempts: number
  /** Whether it goes live by itself: the organization has chosen AUTO, or an ADMIN has said so for this run. */
  publishes: boolean
  customer: {
    id: string
    status: string
    containerPath: string
    googleAccountId: string
    googleAdsAccountId: string | null
    loginCustomerId: string | null
  }
  items: WorkItem[]
  /** Versions of this container that earlier runs made. */
  ownVersionIds: ReadonlySet<string>
}
