import type { Transitions } from './transitions.ts'

/**
 * The first that holds, as the database derives it from `paused`, `googleAccess` and what is chosen.
 * `PAUSED`: by a user; syncing pauses, what is live goes on counting. `ERROR`: login or container were lost.
 * `NOT_CONNECTED`: no Google login. `SETUP_INCOMPLETE`: no container or no Google Ads account. `READY`: syncs run.
 */
export const CUSTOMER_STATUSES = ['PAUSED', 'ERROR', 'NOT_CONNECTED', 'SETUP_INCOMPLETE', 'READY'] as const
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number]

/** A pause hides what happens meanwhile, so that any status may follow any other. */
export const CUSTOMER_TRANSITIONS: Transitions<CustomerStatus> = {
  PAUSED: ['ERROR', 'NOT_CONNECTED', 'SETUP_INCOMPLETE', 'READY'],
  ERROR: ['PAUSED', 'NOT_CONNECTED', 'SETUP_INCOMPLETE', 'READY'],
  NOT_CONNECTED: ['PAUSED', 'ERROR', 'SETUP_INCOMPLETE', 'READY'],
  SETUP_INCOMPLETE: ['PAUSED', 'ERROR', 'NOT_CONNECTED', 'READY'],
  READY: ['PAUSED', 'ERROR', 'NOT_CONNECTED', 'SETUP_INCOMPLETE'],
}
