/** Whether a tracking counts as the container and the Ads account stand, from best to worst. */
export const DEPLOYMENT_STATES = ['LIVE', 'PAUSED', 'UNKNOWN', 'DIFFERS', 'NOT_LIVE', 'CANNOT_FIRE'] as const
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number]
