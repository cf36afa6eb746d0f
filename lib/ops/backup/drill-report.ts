import type { Check } from './check-restored.ts'
import type { Phase } from './phases.ts'
import type { DrillReport } from './restore-drill.ts'

const UNITS = [
  { ms: 86_400_000, word: 'd' },
  { ms: 3_600_000, word: 'h' },
  { ms: 60_000, word: 'min' },
] as const

/** A length of time as a person says it: `340 ms`, `2.4 s`, `3.1 h`. */
export function duration(ms: number): string {
  const unit = UNITS.find((candidate) => ms >= candidate.ms)
  if (unit) return `${(ms / unit.ms).toFixed(1)} ${unit.word}`
  return ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms)} ms`
}

/** A line for each phase. */
export function formatPhases(phases: readonly Phase[]): string[] {
  return phases.map(({ name, ms }) => `    ${duration(ms).padStart(8)}  ${name}`)
}

/** A line for each check, and one for each of its faults. */
export function formatChecks(checks: readonly Check[]): string[] {
  return checks.flatMap(({ name, found, faults }) => [
    `    ${(faults.length === 0 ? 'ok' : 'FAULT').padStart(8)}  ${name}: ${found}`,
    ...faults.map((fault) => `              ${fault.replaceAll('\n', '\n              ')}`),
  ])
}

/** The report of a drill, to be read by whoever has to decide whether the backup can be relied on. */
export function formatReport({
  folder,
  ok,
  backup,
  phases,
  recoveryMs,
  checks,
  proofMs,
}: DrillReport): string {
  return [
    `Restore drill of ${folder}`,
    ...(backup
      ? [
          `  taken ${backup.takenAt}, migration ${backup.migrationHead}, PostgreSQL ${backup.serverVersion}`,
          `  data age (RPO): ${duration(backup.ageMs)} — what was written since then is not in it`,
          `  recovery (RTO): ${duration(recoveryMs)}`,
        ]
      : []),
    ...formatPhases(phases),
    `  proof: ${duration(proofMs)}`,
    ...formatChecks(checks),
    ok ? 'The backup can be restored, and holds what it was taken of.' : 'Do not rely on this backup.',
  ].join('\n')
}
