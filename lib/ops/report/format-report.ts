import type { Check } from './check.ts'
import type { Phase } from './timed.ts'

const UNITS = [
  { ms: 86_400_000, word: 'd' },
  { ms: 3_600_000, word: 'h' },
  { ms: 60_000, word: 'min' },
] as const

/** A duration for readers: `340 ms`, `2.4 s`, `3.1 h`. */
export function formatDuration(ms: number): string {
  const unit = UNITS.find((candidate) => ms >= candidate.ms)
  if (unit) return `${(ms / unit.ms).toFixed(1)} ${unit.word}`
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`
}

/** A line for each phase. */
export function formatPhases(phases: readonly Phase[]): string[] {
  return phases.map(({ name, ms }) => `    ${formatDuration(ms).padStart(8)}  ${name}`)
}

/** A line for each check, and one for each of its issues. */
export function formatChecks(checks: readonly Check[]): string[] {
  return checks.flatMap(({ name, found, issues }) => [
    `    ${(issues.length === 0 ? 'ok' : 'FAILED').padStart(8)}  ${name}: ${found}`,
    ...issues.map((issue) => `              ${issue.replaceAll('\n', '\n              ')}`),
  ])
}
