import type { AuditTargetType } from './audit-target-type.ts'
import { SYNC_RUN_KINDS } from './sync-run-kind.ts'
import { SYNC_RUN_STATUSES } from './sync-run-status.ts'

/** What can be done to a row, by the service or past it. */
const TO_ROWS = ['create', 'update', 'delete', 'restore', 'purge'] as const

/** The verbs of each kind of target, by the first word of the action. */
const VERBS: Readonly<Record<Exclude<AuditTargetType, 'operation'> | 'access', readonly string[]>> = {
  organization: TO_ROWS,
  member: TO_ROWS,
  invitation: TO_ROWS,
  apiKey: [...TO_ROWS, 'revoke'],
  customer: [...TO_ROWS, 'detach'],
  tracking: [...TO_ROWS, 'release', 'move'],
  connection: TO_ROWS,
  syncRun: [...TO_ROWS, ...[...SYNC_RUN_STATUSES, ...SYNC_RUN_KINDS].map((name) => name.toLowerCase())],
  finding: [...TO_ROWS, 'dismiss', 'reopen'],
  auditLog: ['export'],
  access: ['deny'],
}

/** Everything that an entry of the audit log can say was done: `customer.update`. */
export const AUDIT_ACTIONS: readonly string[] = Object.entries(VERBS).flatMap(([type, verbs]) =>
  verbs.map((verb) => `${type}.${verb}`),
)
