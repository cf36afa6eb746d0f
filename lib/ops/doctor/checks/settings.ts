import type { DoctorCheck, Found } from '../doctor-check.ts'
import type { SettingIssue } from '../setting-issues.ts'

/** Every setting of the functions is there and well-formed, and production's are production's. */
export function checkSettings(issues: readonly SettingIssue[]): DoctorCheck {
  const found = issues.map(
    ({ name, issue, fix }): Found => ({ status: 'fail', what: `${name}: ${issue}`, fix }),
  )
  const ok: Found = { status: 'ok', what: 'all that the functions need' }
  return { name: 'settings', settings: [], needs: [], find: async () => (found.length > 0 ? found : [ok]) }
}
