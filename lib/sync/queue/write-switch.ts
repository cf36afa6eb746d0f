import type { WriteSwitch } from '../../model/write-switch.ts'
import { env } from '../../settings/env.ts'

/** Whether the operator lets this instance write at Google. */
export function mayWrite(): boolean {
  return env().GOOGLE_WRITES === 'on'
}

/** The switch that holds up a run of this kind; those that only look go on. */
export function writeSwitch(kind: string, organization: { writesPaused: boolean }): WriteSwitch | undefined {
  if (kind === 'VERIFY') return undefined
  if (!mayWrite()) return 'google_writes_off'
  return organization.writesPaused ? 'writes_paused' : undefined
}
