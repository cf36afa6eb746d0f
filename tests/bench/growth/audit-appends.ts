import type { Client } from 'pg'

/** What it costs to append the audit entries of one transaction, without the rest of its COMMIT. */
export type AuditAppend = {
  database: string
  transactions: number
  meanUs: number
  pages: number
  walBytes: number
}

/** The statement of `app.append_audit_entries` that adds them, as the server has counted it. */
const APPENDS = `
  select right(d.datname, 1) as database, s.calls::int as transactions,
    round((s.mean_exec_time * 1000)::numeric)::float8 as "meanUs",
    round((s.shared_blks_hit + s.shared_blks_read)::numeric / s.calls, 1)::float8 as pages,
    round(s.wal_bytes / s.calls)::float8 as "walBytes"
  from pg_stat_statements s join pg_database d on d.oid = s.dbid
  where s.query like 'insert into public.audit_log%' and not s.toplevel and d.datname like 'growth_%'
  order by d.datname`

/** Reads what the writes before have cost. */
export async function auditAppends(observer: Client): Promise<AuditAppend[]> {
  const { rows } = await observer.query<AuditAppend>(APPENDS)
  return rows.map((row) => ({ ...row, database: row.database.toUpperCase() }))
}
