import { formatLine } from './format-line.ts'
import { settingIssues } from './setting-issues.ts'

/**
 * What every program that serves the functions begins with: otherwise the first caller would find out.
 * @throws Error in the words of `npm run doctor`, a line for each setting
 */
export function requireSettings(given: Readonly<Record<string, string | undefined>>): void {
  const issues = settingIssues(given)
  if (issues.length === 0) return
  const lines = issues.map(({ name, issue, fix }) =>
    formatLine({ status: 'fail', check: 'settings', what: `${name}: ${issue}`, fix }),
  )
  throw new Error([...lines, 'Not started. `npm run doctor` examines the rest of the set-up.'].join('\n'))
}
