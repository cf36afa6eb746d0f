/** Where a finding is: a dismissed one comes back when its data change, a resolved one never. */
export const FINDING_STATUSES = ['open', 'dismissed', 'resolved'] as const
