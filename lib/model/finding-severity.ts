/** How urgent a finding is: `hint` tells a limit, `warning` wants a look, `error` says that something does not count. */
export const FINDING_SEVERITIES = ['hint', 'warning', 'error'] as const
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number]
