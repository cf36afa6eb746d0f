/**
 * Appends what the transaction has put on record, as its last statement: in front of COMMIT, because during COMMIT no
 * time limit holds. Without it (in psql) the entries are appended by the COMMIT itself.
 */
export const APPEND_AUDIT_ENTRIES = 'set constraints app.append_audit_entries immediate'
