import { forgottenTimeZone } from '../organizations/organization-problems.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import type { ActivityReport } from './activity-report-view.ts'
import { type ActivityQuery, MAX_DAYS } from './report-input.ts'

type Row = Pick<ActivityReport, 'runs' | 'errors'> & {
  stored: string
  forgotten: boolean
  days: ActivityReport['days'] | null
}

/**
 * What happened on each day, as days are counted in the organization's time zone, how long runs took and why they
 * failed; one statement. A run counts on the day on which it was requested.
 * Whatever reads as a day in that zone is of that day: clocks that are put back over midnight begin a day twice, and others
 * have days without midnight. So the index is searched a day further on both sides.
 */
export async function getActivityReport(
  db: TenantDb,
  organizationId: string,
  { from, until }: Pick<ActivityQuery, 'from' | 'until'>,
): Promise<ActivityReport> {
  const [row] = await db.$queryRaw<Row[]>`
    with zone as (
      select stored_zone as stored, forgotten, time_zone as name, coalesce(${until ?? null}::date, today) as last_day
      from report_calendar where organization_id = ${organizationId}::uuid
    ), bounds as (
      select stored, forgotten, name, first_day, last_day, first_day::timestamp at time zone 'UTC' - interval '1 day' as begins,
        (last_day + 2)::timestamp at time zone 'UTC' as ends
      from zone, greatest(coalesce(${from ?? null}::date, last_day - 29), last_day - ${MAX_DAYS - 1}::integer) first_day
    ), made as (
      select (t.created_at at time zone b.name)::date as day, count(*)::int as n
      from bounds b, report_tracking_creation t
      where t.organization_id = ${organizationId}::uuid and t.created_at >= b.begins and t.created_at < b.ends
        and (t.created_at at time zone b.name)::date between b.first_day and b.last_day
      group by 1
    ), run as (
      select r.run_id, r.status, r.error_code, (r.created_at at time zone b.name)::date as day, r.seconds
      from bounds b, report_run r
      where r.organization_id = ${organizationId}::uuid and r.created_at >= b.begins and r.created_at < b.ends
        and (r.created_at at time zone b.name)::date between b.first_day and b.last_day
    ), job as (
      select run.day, j.status, j.error_code
      from run join report_job j on j.organization_id = ${organizationId}::uuid and j.run_id = run.run_id
    ), per_run_day as (
      select day, count(*) filter (where status = 'SUCCEEDED')::int as succeeded,
        count(*) filter (where status = 'FAILED')::int as failed
      from run group by day
    ), per_job_day as (
      select day, count(*) filter (where status = 'SUCCEEDED')::int as succeeded,
        count(*) filter (where status = 'FAILED')::int as failed
      from job group by day
    ), error as (
      select code, sum(runs)::int as runs, sum(trackings)::int as trackings from (
        select error_code as code, 1 as runs, 0 as trackings from run where status = 'FAILED'
        union all select error_code, 0, 1 from job where status = 'FAILED') e
      where code is not null group by code
    )
    select b.stored, b.forgotten,
      (select jsonb_agg(jsonb_build_object(
          'date', d.day::date, 'trackingsCreated', coalesce(m.n, 0),
          'runsSucceeded', coalesce(r.succeeded, 0), 'runsFailed', coalesce(r.failed, 0),
          'trackingsSynced', coalesce(j.succeeded, 0), 'trackingsFailed', coalesce(j.failed, 0)) order by d.day)
        from generate_series(b.first_day::timestamp, b.last_day::timestamp, interval '1 day') d (day)
        left join made m on m.day = d.day::date
        left join per_run_day r on r.day = d.day::date
        left join per_job_day j on j.day = d.day::date) as days,
      (select jsonb_build_object(
          'succeeded', count(*) filter (where status = 'SUCCEEDED'),
          'failed', count(*) filter (where status = 'FAILED'),
          'medianSeconds', round((percentile_cont(0.5) within group (order by seconds)
            filter (where status = 'SUCCEEDED'))::numeric, 1),
          'p95Seconds', round((percentile_cont(0.95) within group (order by seconds)
            filter (where status = 'SUCCEEDED'))::numeric, 1)) from run) as runs,
      (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'runs', runs, 'trackings', trackings)
          order by runs + trackings desc, code), '[]') from error) as errors
    from bounds b`
  if (!row) throw new Error('the session has no organization')
  const { stored, forgotten, days, ...report } = row
  return {
    ...report,
    timeZone: forgotten ? 'UTC' : stored,
    days: days ?? [],
    notice: forgotten ? forgottenTimeZone(stored) : null,
  }
}
