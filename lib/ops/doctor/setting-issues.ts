import { parseEnv, SettingsError } from '../../settings/env.ts'
import { SETTING_FIXES } from './setting-fixes.ts'

/** A setting that is missing or malformed: by name and reason, never by value. */
export type SettingIssue = { name: string; issue: string; fix: string }

/** Every setting with which the functions would not start; none where they would. */
export function settingIssues(given: Readonly<Record<string, string | undefined>>): SettingIssue[] {
  try {
    parseEnv(given)
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.issues.flatMap((text) => {
      const [names = '', ...issue] = text.split(': ')
      return names.split(', ').map((name) => ({
        name,
        issue: issue.join(': '),
        fix: SETTING_FIXES[name] ?? 'see .env.example',
      }))
    })
  }
}
