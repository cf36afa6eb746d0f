import type { State } from '../state/state.ts'
import type { Faults, Service } from './faults.ts'
import type { Quota } from './request-quota.ts'

/** One request that reached the sandbox. */
export type Call = {
  service: Service
  operation: string
  method: string
  path: string
  at: Date
  /** The response's status, `lost` when the connection was broken, `pending` while there is no response. */
  status: number | 'lost' | 'pending'
  /** E-mail of the login whose access token came along. */
  tokenOf?: string
}

/** What every service of the sandbox works on. */
export type Core = {
  state: State
  calls: Call[]
  /** What Google accepts in silence although it does nothing: a test should end with none. */
  warnings: string[]
  faults: Faults
  quota: Quota
}
