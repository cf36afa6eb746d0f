import type { Transitions } from './transitions.ts'

/**
 * `ACTIVE`: not connected to Google yet. `CONNECTED`: grant and container are chosen, syncs run. `ERROR`: grant or
 * container were lost, which the system sets and recovers from. `INACTIVE`: paused by a user, nothing is written at Google.
 */
export const CUSTOMER_STATUSES = ['ACTIVE', 'CONNECTED', 'ERROR', 'INACTIVE'] as const
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number]

export const CUSTOMER_TRANSITIONS: Transitions<CustomerStatus> = {
  ACTIVE: ['CONNECTED', 'ERROR', 'INACTIVE'],
  CONNECTED: ['ACTIVE', 'ERROR', 'INACTIVE'],
  ERROR: ['ACTIVE', 'CONNECTED', 'INACTIVE'],
  INACTIVE: ['ACTIVE', 'CONNECTED', 'ERROR'],
}
