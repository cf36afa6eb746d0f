/** What an entry of the audit log can be about. Rows of tables are recorded by the triggers of `app.audit`. */
export const AUDIT_TARGET_TYPES = [
  'organization',
  'member',
  'invitation',
  'apiKey',
  'customer',
  'tracking',
  'connection',
  'syncRun',
  'finding',
  'operation',
  'auditLog',
] as const
export type AuditTargetType = (typeof AUDIT_TARGET_TYPES)[number]
