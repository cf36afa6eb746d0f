import { formatChecks, formatDuration, formatPhases } from '../report/format-report.ts'
import type { DrillReport } from './restore-drill.ts'

/** The report of a restore drill, for the operator who has to decide whether the backup is usable. */
export function formatDrillReport({
  folder,
  ok,
  backup,
  phases,
  recoveryMs,
  checks,
  checksMs,
}: DrillReport): string {
  return [
    `Restore drill of ${folder}`,
    ...(backup
      ? [
          `  taken ${backup.takenAt}, migration ${backup.migrationHead}, PostgreSQL ${backup.serverVersion}`,
          `  data age (RPO): ${formatDuration(backup.ageMs)} — later writes are not in the backup`,
          `  recovery (RTO): ${formatDuration(recoveryMs)}`,
        ]
      : []),
    ...formatPhases(phases),
    `  checks: ${formatDuration(checksMs)}`,
    ...formatChecks(checks),
    ok ? 'The backup can be restored, and holds what the database held.' : 'Do not rely on this backup.',
  ].join('\n')
}
