/** Our workspace in every container. Never the default one: publishing ships whatever anyone has drafted there. */
export const WORKSPACE_NAME = 'OneClickTag'

/** The tail of an id: UUID version 7 keeps its randomness there, so two trackings of one name differ. */
function tail(id: string): string {
  return id.slice(-8)
}

/** The name of a tracking's trigger and tag. Tag Manager wants names unique per kind and rejects colons. */
export function containerName(tracking: { trackingId: string; name: string }): string {
  return `OCT - ${tracking.name} - ${tail(tracking.trackingId)}`
}

/** The name of a tracking's conversion action, unique in its Google Ads account. */
export function conversionName(tracking: { trackingId: string; name: string }): string {
  return `${tracking.name} (OCT ${tail(tracking.trackingId)})`
}

/** The name of the version that a run makes; a version found under it was made by this very run. */
export function versionName(runId: string): string {
  return `OneClickTag ${runId}`
}
