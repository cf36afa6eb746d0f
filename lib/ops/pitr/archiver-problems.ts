import type pg from 'pg'

/** The number of a segment by its file name (timeline, then two halves of 8 hex digits), for segments of any size. */
const SEGMENT = (name: string) =>
  `(('x' || substr(${name}, 9, 8))::bit(32)::bigint * (4294967296 / pg_size_bytes(current_setting('wal_segment_size')))
    + ('x' || substr(${name}, 17, 8))::bit(32)::bigint)`

const STATE = `
  select a.*, current_setting('archive_mode') <> 'off' as on,
    case when a.last_archived_wal ~ '^[0-9A-F]{24}'
      then ${SEGMENT('pg_walfile_name(pg_current_wal_lsn())')} - ${SEGMENT('a.last_archived_wal')} - 1
    end as waiting
  from pg_stat_archiver a`

/**
 * Why the archive is not up to date. The server reports nothing by itself until its disk is full.
 * @param client any login of the primary: everyone may read `pg_stat_archiver`
 * @param maxDelay how long a segment may wait, as a PostgreSQL interval
 */
export async function archiverProblems(client: pg.Client, maxDelay = '5 minutes'): Promise<string[]> {
  const { rows } = await client.query<{ problem: string }>(
    `select p.problem from (${STATE}) s, lateral (values
       (not s.on, 'archive_mode is off: nothing is archived'),
       (s.on and current_setting('archive_timeout') = '0',
         'archive_timeout is 0: the last changes of an idle database are not archived for hours'),
       (s.on and s.last_failed_time > coalesce(s.last_archived_time, '-infinity'),
         format('archiving fails: %s at %s UTC, %s failures in total, last archived %s', s.last_failed_wal,
           to_char(s.last_failed_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS'), s.failed_count,
           coalesce(s.last_archived_wal, 'nothing'))),
       (s.on and s.last_archived_wal is null and s.stats_reset < clock_timestamp() - $1::interval,
         'nothing was ever archived: check archive_command and the server''s log'),
       (s.on and (s.waiting > 8 or s.waiting > 0 and s.last_archived_time < clock_timestamp() - $1::interval),
         format('the archive lags: %s segments wait since %s UTC', s.waiting,
           to_char(s.last_archived_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')))
     ) p (applies, problem) where p.applies`,
    [maxDelay],
  )
  return rows.map((row) => row.problem)
}
