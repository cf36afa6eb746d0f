-- Repairs: one waits for a customer at a time, it shows what it sets back and what it leaves, and who asked for it is on
-- record.

-- 1. `repair`: what is set back at Google, and what stays as people have arranged it.
alter table sync_run add column repair jsonb;
grant update (repair) on sync_run to oct_app;
create unique index sync_run_queued_repair_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'REPAIR';
call app.hide_from_planner('sync_run');

-- 2. Who asks for a repair writes over what others have changed: the request is an entry, and so is what is added to one
--    that waits.
drop trigger audit_update on sync_run;
create trigger audit_update after update on sync_run for each row
when (not new.background
  and (old.kind <> new.kind or old.status <> new.status and new.status not in ('QUEUED', 'RUNNING')
    or new.kind = 'REPAIR' and old.request <> new.request))
execute function app.audit_change('syncRun', 'id',
  '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background,repair}',
  '{}', '{}', 'f');
create trigger audit_request after insert on sync_run for each row
when (new.kind = 'REPAIR')
execute function app.audit_change('syncRun', 'id',
  '{container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background,repair}',
  '{}', '{}');
