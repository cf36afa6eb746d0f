/**
 * `ACTIVE`: not connected to Google yet. `CONNECTED`: grant and container are chosen, syncs run. `ERROR`: grant or
 * container were lost; set and recovered by the system. `INACTIVE`: paused by a user, nothing is written at Google.
 */
export const CUSTOMER_STATUSES = ['ACTIVE', 'CONNECTED', 'ERROR', 'INACTIVE'] as const
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number]
