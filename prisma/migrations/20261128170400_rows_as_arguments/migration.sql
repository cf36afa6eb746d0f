-- A body in standard SQL that takes a row depends on the row type, and PostgreSQL (since 15.20) refuses whatever rewrites
-- the table: another type, a column with a default. As a string it does not.
create or replace function app.may_be_deployed(p_tracking public.tracking) returns boolean
language sql stable set search_path = '' as $$
select p_tracking.synced_version > 0
  or p_tracking.gtm_trigger_id is not null
  or p_tracking.gtm_tag_id is not null
  or p_tracking.conversion_action_resource_name is not null
  or exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id and j.run_id is not null)$$;
