import { onlyLooks } from '../../model/sync-run-kind.ts'
import type { WriteSwitch } from '../../model/write-switch.ts'
import { env } from '../../settings/env.ts'

/** Whether the operator lets this instance write at Google. */
export function mayWrite(): boolean {
  return env().GOOGLE_WRITES === 'on'
}

/** The switch that holds up a run of this kind; those that only look go on. */
export function writeSwitch(
  kind: string,
  organization: { writesPaused: boolean },
  customer: { hold: boolean },
): WriteSwitch | undefined {
  if (onlyLooks(kind)) return undefined
  if (!mayWrite()) return 'google_writes_off'
  if (organization.writesPaused) return 'writes_paused'
  return customer.hold && kind !== 'ROLLBACK' ? 'on_hold' : undefined
}
