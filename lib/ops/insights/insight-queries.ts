import { LATE_AFTER_MINUTES } from '../../model/cron-job.ts'

/** One query of the server's statistics; its columns are those of the printed table. */
export type InsightQuery = {
  title: string
  /** What to do where there are rows. */
  advice: string
  sql: string
  /** Of its placeholders, read when it is asked. */
  values?: () => unknown[]
  /** Extensions that it requires. */
  needs?: 'pg_stat_statements'
  /** Its rows are something that is wrong now, and the command ends with a status that says so. */
  alert?: true
}

/** Tables with fewer rows are ignored. */
const BIG = 10_000

const MB = 1024 * 1024
const GB = 1024 * MB

/**
 * Every query, safe in production: each reads statistics and catalogs only. Thresholds follow PgHero
 * (https://github.com/ankane/pghero) where it has one.
 */
export const INSIGHT_QUERIES = {
  connections: {
    title: 'Connections',
    advice:
      'many idle in transaction: functions end inside of transactions; near max: lower DATABASE_POOL_MAX',
    sql: `select usename as login, coalesce(state, 'background') as state, count(*)::int as connections,
        current_setting('max_connections')::int as max
      from pg_stat_activity where datname = current_database() group by 1, 2 order by 3 desc, 1, 2`,
  },
  longTransactions: {
    title: 'Transactions open for over a minute',
    advice: 'they hold locks and keep vacuum from cleaning up; find out which client runs them',
    sql: `select pid, usename as login, state, coalesce(wait_event_type, '–') as waits_for,
        extract(epoch from now() - xact_start)::int as seconds, left(query, 60) as statement
      from pg_stat_activity
      where datname = current_database() and xact_start < now() - interval '60 seconds' and pid <> pg_backend_pid()
      order by xact_start`,
  },
  waitingLocks: {
    title: 'Sessions that wait for a lock',
    advice: 'the last session of the chain blocks all others',
    sql: `select w.pid, w.usename as login, extract(epoch from now() - w.query_start)::int as seconds,
        b.pid as held_by, b.usename as held_by_login, b.state as held_by_state
      from pg_stat_activity w cross join unnest(pg_blocking_pids(w.pid)) h (pid)
      join pg_stat_activity b on b.pid = h.pid
      where w.datname = current_database() order by seconds desc`,
  },
  queue: {
    title: 'The queue of runs',
    advice:
      'due and old: the cron job does not run, or the quota is used up; running for too long: see its error_code',
    sql: `select status, count(*)::int as runs,
        count(*) filter (where status = 'QUEUED' and run_at <= now()
          or status = 'RUNNING' and lease_until <= now())::int as due,
        extract(epoch from now() - min(case when run_at <= now() then run_at end))::int as oldest_due_seconds
      from sync_run where status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH') group by 1 order by 1`,
  },
  connectionsToGoogle: {
    title: 'Google logins',
    advice: 'ERROR: their owners have to connect again; due: cron/refresh-tokens does not run',
    sql: `select status, count(*)::int as logins, count(*) filter (where refresh_due_at <= now())::int as due
      from google_connection where deleted_at is null group by 1 order by 1`,
  },
  failedRuns: {
    title: 'Runs that failed within a day',
    advice:
      'by reason: what each means and whose turn it is stands in /docs; internal: look for sync.run.lost in the log',
    alert: true,
    sql: `select coalesce(error_code, '–') as reason, count(*)::int as runs,
        count(distinct organization_id)::int as organizations,
        to_char(max(finished_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as last
      from sync_run where status = 'FAILED' and finished_at > now() - interval '1 day' group by 1 order by 2 desc, 1`,
  },
  overdueRuns: {
    title: 'Runs that nothing takes up',
    advice: 'cron/run-sync does not come, ends early, or cannot keep up; or GOOGLE_WRITES is off',
    alert: true,
    sql: `select r.status, count(*)::int as runs,
        extract(epoch from now() - min(case r.status when 'QUEUED' then r.run_at else r.lease_until end))::int as oldest_seconds
      from sync_run r
      join organization o on o.id = r.organization_id
      join customer c on c.organization_id = r.organization_id and c.id = r.customer_id
      join google_connection g
        on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id and g.status = 'ACTIVE'
      where (c.status in ('READY', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
        and (app.only_looks(r.kind) or not o.writes_paused and (r.kind = 'ROLLBACK' or not c.hold))
        and (r.status = 'QUEUED' and r.run_at < now() - interval '15 minutes'
          or r.status = 'RUNNING' and r.lease_until < now() - interval '15 minutes') group by 1 order by 1`,
  },
  lostLogins: {
    title: 'Google logins that are lost',
    advice:
      'their owners have to connect again; many at once with one reason: the OAuth client or its consent screen',
    alert: true,
    sql: `select coalesce(error_code, '–') as reason, count(*)::int as logins,
        count(distinct organization_id)::int as organizations
      from google_connection where status = 'ERROR' and deleted_at is null group by 1 order by 2 desc, 1`,
  },
  cronVisits: {
    title: 'Cron jobs that do not come, or fail',
    advice: 'late: is it scheduled, with CRON_SECRET? failures: its response says what failed, the log why',
    alert: true,
    sql: `select visitor as job, extract(epoch from now() - coalesce(ended_at, created_at))::int as seconds, failures
      from app.last_visit
      where visitor <> 'health' and (failures > 0
        or coalesce(ended_at, created_at) < now() - make_interval(mins => ($1::jsonb ->> visitor)::integer))
      order by 1`,
    values: () => [JSON.stringify(LATE_AFTER_MINUTES)],
  },
  auditChains: {
    title: 'Audit chains that do not hold',
    advice: 'see audit.broken in the log and the handbook: find out who had the rights of the owner',
    alert: true,
    sql: `select organization_id, broken_at, reason from app.audit_check where broken_at is not null order by 1`,
  },
  quota: {
    title: 'The Tag Manager quota of today is used up by 80 %',
    advice: 'syncs wait until midnight in Los Angeles; ask Google for more quota for this Cloud project',
    alert: true,
    sql: `select to_char(day, 'YYYY-MM-DD') as day, used from quota_day
      where day = (now() at time zone 'America/Los_Angeles')::date
        and used >= 0.8 * $1::integer`,
    values: () => [Number(process.env['QUOTA_PER_DAY']) || 10_000],
  },
  collationVersions: {
    title: 'Collations whose rules have changed below the data',
    advice:
      'indexes on text may miss rows: reindex database concurrently, then alter database (collation) … refresh (collation) version',
    alert: true,
    sql: `select 'database ' || datname as collation, datcollversion as recorded,
        coalesce(pg_database_collation_actual_version(oid), 'none') as actual
      from pg_database
      where datname = current_database() and datcollversion is distinct from pg_database_collation_actual_version(oid)
        and datcollversion is not null
      union all
      select format('collation %I.%I', collnamespace::regnamespace, collname), collversion,
        coalesce(pg_collation_actual_version(oid), 'none')
      from pg_collation
      where collversion is not null and collversion is distinct from pg_collation_actual_version(oid)
      order by 1 limit 20`,
  },
  replicationSlots: {
    title: 'Replication slots that keep WAL',
    advice:
      'not active: its reader is gone, and the disk fills up; pg_drop_replication_slot, or start the reader',
    alert: true,
    sql: `select s.slot_name as slot, coalesce(s.plugin, s.slot_type) as kind, s.active, s.wal_status,
        (pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
          s.restart_lsn))::float as kept_bytes
      from pg_replication_slots s
      where not s.temporary and (not s.active or s.wal_status in ('unreserved', 'lost') or pg_wal_lsn_diff(
        case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, s.restart_lsn)
          > ${10 * GB}) order by 5 desc nulls last`,
  },
  preparedTransactions: {
    title: 'Prepared transactions',
    advice:
      'the service prepares none: they hold locks and keep vacuum from cleaning up; commit or roll back prepared',
    alert: true,
    sql: `select gid as transaction, owner as login, extract(epoch from now() - prepared)::int as seconds
      from pg_prepared_xacts where database = current_database() order by prepared`,
  },
  slowStatements: {
    title: 'Statements by total time',
    advice: 'high mean: check its plan; many calls: can it run less often?',
    needs: 'pg_stat_statements',
    sql: `select queryid::text as id, calls::int, round(total_exec_time)::int as total_ms,
        round(mean_exec_time::numeric, 2)::float as mean_ms, round(stddev_exec_time::numeric, 2)::float as stddev_ms,
        round(rows::numeric / greatest(calls, 1), 1)::float as rows_each,
        round(100.0 * shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, 0), 1)::float as hit_percent,
        (temp_blks_read + temp_blks_written)::int as temp_blocks, wal_bytes::float as wal_bytes,
        case when queryid is null then '(hidden until npm run db:roles has opened the statistics)'
          else left(regexp_replace(query, '\\s+', ' ', 'g'), 100) end as statement
      from pg_stat_statements s
      where dbid = (select oid from pg_database where datname = current_database()) and toplevel
      order by total_exec_time desc limit 20`,
  },
  cache: {
    title: 'Read from memory',
    advice: 'below 99 % under load: more memory, or fewer rows read',
    sql: `select 'tables' as what, round(100.0 * sum(heap_blks_hit) / nullif(sum(heap_blks_hit + heap_blks_read), 0), 2)::float as percent
      from pg_statio_user_tables
      union all
      select 'indexes', round(100.0 * sum(idx_blks_hit) / nullif(sum(idx_blks_hit + idx_blks_read), 0), 2)::float
      from pg_statio_user_indexes`,
  },
  missingIndexes: {
    title: 'Large tables read by full scans',
    advice: 'less than 95 % of the reads use an index: find the statement and create one',
    sql: `select relname as table, n_live_tup::int as rows, seq_scan::int as full_reads, idx_scan::int as index_reads,
        round(100.0 * idx_scan / (idx_scan + seq_scan), 1)::float as index_percent
      from pg_stat_user_tables
      where n_live_tup >= ${BIG} and idx_scan + seq_scan > 0 and 100.0 * idx_scan / (idx_scan + seq_scan) < 95
      order by n_live_tup desc`,
  },
  foreignKeysWithoutIndex: {
    title: 'Foreign keys without an index',
    advice: 'PostgreSQL creates none by itself: every delete of the parent reads the whole child',
    sql: `select f.conrelid::regclass::text as table, f.conname as foreign_key from pg_constraint f
      where f.contype = 'f' and not exists (
        select from pg_index x where x.indrelid = f.conrelid and x.indpred is null and x.indisvalid
          and (x.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey) order by 1, 2`,
  },
  unusedIndexes: {
    title: 'Unused indexes',
    advice:
      'only after a week or more of usual traffic (see since), on every replica too; not those of a foreign key',
    sql: `select s.relname as table, s.indexrelname as index, s.idx_scan::int as reads,
        pg_relation_size(s.indexrelid)::float as bytes,
        to_char(d.stats_reset at time zone 'UTC', 'YYYY-MM-DD') as since
      from pg_stat_user_indexes s join pg_index x on x.indexrelid = s.indexrelid
      join pg_stat_database d on d.datname = current_database()
      join pg_stat_user_tables t on t.relid = s.relid
      where not x.indisunique and s.idx_scan <= 50 and t.n_live_tup >= ${BIG} and not exists (
        select from pg_constraint f where f.contype = 'f' and f.conrelid = s.relid and x.indpred is null
          and (x.indkey::int2[])[0:cardinality(f.conkey) - 1] @> f.conkey)
      order by pg_relation_size(s.indexrelid) desc`,
  },
  duplicateIndexes: {
    title: 'Indexes that another one covers',
    advice: 'the shorter one can go: the other begins with the same columns and the same condition',
    sql: `select a.indrelid::regclass::text as table, a.indexrelid::regclass::text as index,
        b.indexrelid::regclass::text as covered_by, pg_relation_size(a.indexrelid)::float as bytes
      from pg_index a join pg_index b on a.indrelid = b.indrelid and a.indexrelid <> b.indexrelid
      join pg_class ca on ca.oid = a.indexrelid join pg_class cb on cb.oid = b.indexrelid and cb.relam = ca.relam
      where not a.indisunique and a.indexprs is null and b.indexprs is null
        and a.indpred::text is not distinct from b.indpred::text
        and (b.indkey::int2[])[0:a.indnkeyatts - 1] = (a.indkey::int2[])[0:a.indnkeyatts - 1]
        and (a.indnkeyatts < b.indnkeyatts or a.indexrelid > b.indexrelid)
        and a.indrelid in (select oid from pg_class where relnamespace in ('public'::regnamespace, 'app'::regnamespace))
      order by 1, 2`,
  },
  invalidIndexes: {
    title: 'Invalid indexes',
    alert: true,
    advice: 'left by a CREATE INDEX CONCURRENTLY that failed: drop index concurrently, then create it again',
    sql: `select indrelid::regclass::text as table, indexrelid::regclass::text as index, indisready as written_to
      from pg_index where not indisvalid order by 1, 2`,
  },
  bloatedIndexes: {
    title: 'Indexes over twice their size',
    advice: 'estimated from the width of the columns; reindex index concurrently',
    sql: `with size as (
        select x.indexrelid, x.indrelid, pg_relation_size(x.indexrelid) as bytes,
          c.reltuples * (16 + coalesce((
            select sum(s.avg_width) from pg_attribute a
            join pg_stats s on s.schemaname = 'public' and s.tablename = t.relname and s.attname = a.attname
            where a.attrelid = x.indrelid and a.attnum = any (x.indkey)), 8)) / 0.9 as expected
        from pg_index x join pg_class c on c.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
        join pg_am m on m.oid = c.relam
        where m.amname = 'btree' and t.relnamespace = 'public'::regnamespace and c.reltuples > 0)
      select indrelid::regclass::text as table, indexrelid::regclass::text as index, bytes::float as bytes,
        round(bytes / expected)::int as times_expected
      from size where bytes > ${10 * MB} and bytes > 2 * expected order by bytes desc`,
  },
  deadRows: {
    title: 'Dead rows that wait for vacuum',
    advice: 'over a tenth dead: is autovacuum blocked by a long transaction, or set too low for this table?',
    sql: `select relname as table, n_live_tup::int as live, n_dead_tup::int as dead,
        round(100.0 * n_dead_tup / (n_live_tup + n_dead_tup), 1)::float as dead_percent,
        to_char(greatest(last_vacuum, last_autovacuum) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as last_vacuum
      from pg_stat_user_tables
      where n_dead_tup >= ${BIG} and n_dead_tup > (n_live_tup + n_dead_tup) / 10.0 order by n_dead_tup desc`,
  },
  wraparound: {
    title: 'Transaction id wraparound',
    advice: 'autovacuum prevents it; over 50 %: find out why it does not',
    sql: `select datname as database, age(datfrozenxid)::int as age,
        round(100.0 * age(datfrozenxid) / 2147483647, 2)::float as percent
      from pg_database where datname = current_database()`,
  },
  sizes: {
    title: 'The largest tables',
    advice: 'with their indexes',
    sql: `select c.relname as table, nullif(c.reltuples, -1)::float as rows, pg_table_size(c.oid)::float as table_bytes,
        pg_indexes_size(c.oid)::float as index_bytes
      from pg_class c where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace) and c.relkind = 'r'
      order by pg_total_relation_size(c.oid) desc limit 10`,
  },
} as const satisfies Record<string, InsightQuery>

export type InsightName = keyof typeof INSIGHT_QUERIES
