-- What reports read: a view for each question, with the rights and the policies of its reader (security_invoker), so of one
-- organization. What has a parameter before it can be counted (days, one customer) is here in its finer grain, and counted
-- by the statement. Live rows only, also in a session that sees deleted ones.

-- 1. Of the organization: which day is it there? A zone that the database does not know any more counts as UTC.
create view report_calendar with (security_invoker = true) as
select o.id as organization_id, o.time_zone as stored_zone, u.name is null as forgotten, z.name as time_zone,
  (now() at time zone z.name)::date as today
from organization o, app.usable_time_zone(o.time_zone) u (name), lateral (select coalesce(u.name, 'UTC') as name) z;

-- 2. How many customers are in each status, and trackings in each sync status?
create view report_customer_status with (security_invoker = true) as
select organization_id, status, count(*)::int as customers
from customer where deleted_at is null
group by organization_id, status;

create view report_sync_status with (security_invoker = true) as
select organization_id, sync_status, count(*)::int as trackings
from tracking where deleted_at is null
group by organization_id, sync_status;

-- 3. Which customers have most trackings, which most failed ones, and how far are the trackings of each?
create view report_customer_size with (security_invoker = true) as
select organization_id, id as customer_id, name, tracking_count
from customer where deleted_at is null;

create view report_customer_failures with (security_invoker = true) as
select organization_id, customer_id, count(*)::int as failed
from tracking where deleted_at is null and sync_status = 'FAILED'
group by organization_id, customer_id;

create view report_customer_progress with (security_invoker = true) as
select c.organization_id, c.id as customer_id, c.name, c.status, t.*
from customer c, lateral (
  select count(*)::int as total,
    count(*) filter (where sync_status = 'SUCCESS')::int as succeeded,
    count(*) filter (where sync_status = 'FAILED')::int as failed,
    count(*) filter (where sync_status = 'PENDING')::int as pending,
    count(*) filter (where sync_status = 'IN_PROGRESS')::int as in_progress,
    count(*) filter (where sync_status = 'AWAITING_PUBLISH')::int as awaiting_publish,
    max(last_synced_at) as last_synced_at
  from tracking where organization_id = c.organization_id and customer_id = c.id and deleted_at is null) t
where c.deleted_at is null;

-- 4. When were trackings created, how did runs and their jobs end, and how long did they take?
create view report_tracking_creation with (security_invoker = true) as
select organization_id, id as tracking_id, created_at
from tracking where deleted_at is null;

create view report_run with (security_invoker = true) as
select organization_id, id as run_id, status, error_code, created_at, extract(epoch from finished_at - created_at) as seconds
from sync_run where status in ('SUCCEEDED', 'FAILED');

create view report_job with (security_invoker = true) as
select organization_id, run_id, status, error_code
from sync_job where status in ('SUCCEEDED', 'FAILED');

-- 5. What has Google Ads received: of each tracking, of how many trackings of a customer, and how far are their accounts read?
create view report_tracking_evidence with (security_invoker = true) as
select organization_id, id as tracking_id, customer_id, name, evidence_state, evidence, evidence_checked_at, last_received_at,
  created_at
from tracking where deleted_at is null;

create view report_evidence_state with (security_invoker = true) as
select organization_id, customer_id, evidence_state, count(*)::int as trackings
from tracking where deleted_at is null
group by organization_id, customer_id, evidence_state;

create view report_customer_evidence with (security_invoker = true) as
select organization_id, id as customer_id, name, evidence_worst, google_ads_account_id as ads_account_id, created_at
from customer where deleted_at is null;

create view report_evidence_account with (security_invoker = true) as
select organization_id, ads_account_id, time_zone, currency, collected_from, collected_through, collected_at, due_at, error_code
from evidence_account;

-- 6. How much was counted on which day? What a tracking has counted is in no report while it is deleted, nor is what Google has
--    taken back.
create view report_conversion_day with (security_invoker = true) as
select t.organization_id, t.customer_id, t.id as tracking_id, d.day, d.conversions, d.value, d.currency
from tracking t join conversion_day d on d.organization_id = t.organization_id and d.tracking_id = t.id
where t.deleted_at is null and d.conversions > 0;

grant select on report_calendar, report_customer_status, report_sync_status, report_customer_size, report_customer_failures,
  report_customer_progress, report_tracking_creation, report_run, report_job, report_tracking_evidence, report_evidence_state,
  report_customer_evidence, report_evidence_account, report_conversion_day
to oct_app;
