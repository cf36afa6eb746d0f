import type { LogEntry } from '../telemetry/log.ts'

/**
 * Whether a line of the log only says that the schedule, which comes every 15 seconds, has come and that all was well:
 * its request, or a chain of the audit log that was signed or holds.
 */
export function isQuietVisit({ event, level, operation, status }: LogEntry): boolean {
  if (level === 'info' && (event === 'audit.signed' || event === 'audit.checked')) return true
  return event === 'request' && String(operation).startsWith('cron.') && status === 200
}
