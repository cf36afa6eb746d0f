-- Prisma writes a column's static default itself, so those columns stand in the lists of insert too.
call app.protect('organization',
  p_update => '{name,time_zone,publish_mode}');
call app.protect('user_account',
  p_update => '{role,tokens_valid_after}');
call app.protect('customer',
  p_insert => '{name,website_url,status,version,created_at,updated_at}',
  p_update => '{name,website_url,google_account_id,google_container_id,container_path,google_ads_account_id,login_customer_id,status,version}');
call app.protect('google_connection',
  p_insert => '{google_account_id,email,scopes,access_token,refresh_token,token_expires_at,token_version,status,refresh_failures,refresh_due_at,fence,created_at,updated_at}',
  p_update => '{email,scopes,access_token,refresh_token,token_expires_at,token_version,status,error_code,last_refreshed_at,refresh_failures,refresh_due_at}');
call app.protect('oauth_state',
  p_insert => '{user_id,customer_id,state_hash,code_verifier,expires_at,created_at}',
  p_update => '{pending_grant,completed_at}');
call app.protect('tracking',
  p_insert => '{customer_id,name,type,selector,url_pattern,event_name,conversion_category,conversion_counting,conversion_value,conversion_currency,version,synced_version,sync_status,created_at,updated_at}',
  p_update => '{name,type,selector,url_pattern,event_name,conversion_category,conversion_counting,conversion_value,conversion_currency,gtm_trigger_id,gtm_tag_id,google_ads_conversion_id,conversion_label,conversion_action_resource_name,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at}');
call app.protect('sync_job',
  p_insert => '{customer_id,tracking_id,action,status,created_at,updated_at}',
  p_update => '{action,run_id,status,error_code,error_message,finished_at}');
call app.protect('sync_run',
  p_insert => '{customer_id,kind,status,checkpoint,container_path,version_id,previous_live_id,attempts,run_at,fence,created_at,updated_at}',
  p_update => '{kind,status,checkpoint,workspace_path,version_id,previous_live_id,error_code,error_message,run_at,finished_at}');

-- Not tenant tables: only functions reach them.
alter table quota_slot enable row level security, force row level security;
alter table quota_day enable row level security, force row level security;
create policy owner_all on quota_slot for all to oct_owner using (true) with check (true);
create policy owner_all on quota_day for all to oct_owner using (true) with check (true);

-- Keeps customer.tracking_count right in the same statement and refuses a live tracking under a deleted customer
-- (foreign keys are checked past row-level security and would accept it). The update of the customer row also makes
-- writers of one customer's trackings wait for each other, so that no run reads past an uncommitted wish. A deleted
-- customer keeps the count with which it comes back.
create function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_customers integer;
  v_counted integer;
begin
  if tg_op = 'INSERT' then
    with change as (
      select organization_id, customer_id, count(*) as delta
      from added where deleted_at is null group by 1, 2
    ), counted as (
      update public.customer c set tracking_count = c.tracking_count + change.delta
      from change
      where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null
      returning 1
    )
    select (select count(*) from change), (select count(*) from counted) into v_customers, v_counted;
    if v_counted < v_customers then
      raise exception 'the customer of a live tracking must be live'
        using errcode = '23503', constraint = 'tracking_organization_id_customer_id_fkey';
    end if;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $$;

create trigger count_inserted after insert on tracking
  referencing new table as added for each statement execute function app.count_trackings();
create trigger count_updated after update on tracking
  referencing old table as removed new table as added for each statement execute function app.count_trackings();
