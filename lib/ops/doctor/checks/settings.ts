import { existsSync } from 'node:fs'
import type { DoctorCheck, Found } from '../doctor-check.ts'
import type { SettingIssue } from '../setting-issues.ts'

/** Every setting of the functions is there and well-formed, and production's are production's. */
export function checkSettings(issues: readonly SettingIssue[]): DoctorCheck {
  const noFile: Found[] = existsSync('.env') ? [] : [NO_FILE]
  const found = issues.map(
    ({ name, issue, fix }): Found => ({ status: 'fail', what: `${name}: ${issue}`, fix }),
  )
  const ok: Found = { status: 'ok', what: 'all that the functions need' }
  return {
    name: 'settings',
    settings: [],
    needs: [],
    find: async () => (found.length > 0 ? [...noFile, ...found] : [ok]),
  }
}

const NO_FILE: Found = {
  status: 'warn',
  what: 'no file .env is here, so only the environment has settings',
  fix: 'copy .env.example to .env and set what it says, or set the environment',
}
