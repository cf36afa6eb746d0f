import type { Transitions } from './transitions.ts'

/** `ERROR`: Google has ended the grant. `DISCONNECTED`: an ADMIN has given it back. Both need a new consent. */
export const CONNECTION_STATUSES = ['ACTIVE', 'ERROR', 'DISCONNECTED'] as const
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number]

export const CONNECTION_TRANSITIONS: Transitions<ConnectionStatus> = {
  ACTIVE: ['ERROR', 'DISCONNECTED'],
  ERROR: ['ACTIVE', 'DISCONNECTED'],
  DISCONNECTED: ['ACTIVE'],
}
