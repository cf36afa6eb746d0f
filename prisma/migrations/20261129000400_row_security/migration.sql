-- Isolates the tenants of a table from each other: forced row-level security, policies, column grants, updated_at.
--   p_insert, p_update: the columns that oct_app may write (none: no grant). It can never delete, move a row to
--   another organization, or set deleted_at: soft delete goes through functions.
-- The explicit (select …) makes PostgreSQL evaluate the functions once a statement, not once a row.
create procedure app.protect(p_table regclass, p_insert text[] default '{}', p_update text[] default '{}')
language plpgsql set search_path = '' as $$
declare
  v_key text := case when p_table = 'public.organization'::regclass then 'id' else 'organization_id' end;
  v_soft boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'deleted_at' and not attisdropped);
  v_touched boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'updated_at' and not attisdropped);
  v_mine text := format('%I = (select app.require_org())', v_key);
  v_live text := v_mine || case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end;
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy owner_all on %s for all to oct_owner using (true) with check (true)', p_table);
  execute format('create policy tenant_select on %s for select to oct_app using (%s)', p_table, v_live);
  execute format('create policy tenant_insert on %s for insert to oct_app with check (%s%s)', p_table, v_mine,
    case when v_soft then ' and deleted_at is null' else '' end);
  execute format('create policy tenant_update on %s for update to oct_app using (%s) with check (%s)',
    p_table, v_live, v_live);
  execute format('create policy tenant_delete on %s for delete to oct_app using (false)', p_table);
  execute format('grant select on %s to oct_app', p_table);
  if p_insert <> '{}' then
    execute format('grant insert (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_insert) c), p_table);
  end if;
  if p_update <> '{}' then
    execute format('grant update (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_update) c), p_table);
  end if;
  if v_touched then
    execute format('create trigger set_updated_at before update on %s for each row execute function app.set_updated_at()', p_table);
  end if;
end $$;

-- Prisma writes a column's static default itself, so those columns are in the lists of insert too. A member's role is
-- changed by functions only.
call app.protect('organization',
  p_update => '{name,time_zone,publish_mode,version}');
call app.protect('user_account',
  p_update => '{tokens_valid_after}');
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
