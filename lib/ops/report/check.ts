/** One property that a check has examined: what was found, and one line for each issue. */
export type Check = { name: string; found: string; issues: string[] }

export function hasNoIssues(checks: readonly Check[]): boolean {
  return checks.every(({ issues }) => issues.length === 0)
}
