-- Rollbacks: on record who has asked for one, and each change of a hold and of the policy; what a hold sets free.

-- 1. The triggers look at the columns that a table has when they are made, so they are made again.
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.audit('customer', 'customer', p_ignored => '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at}');

-- 2. A rollback is on record from its request on, since what it was asked for decides what becomes of a website.
create trigger audit_rollback after insert on sync_run for each row
when (new.kind = 'ROLLBACK')
execute function app.audit_change('syncRun', 'id',
  '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background}',
  '{}', '{}');

-- 3. As before; and a run that waits for its next try gives its container up to the rollback that has put the customer on
--    hold. It is at rest when it is due later than it was claimed; one that is at work is let be.
create or replace function app.record_hold() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  if new.hold then
    update public.sync_run r set container_path = null
    where r.id in (
      select w.id from public.sync_run w
      where w.organization_id = new.organization_id and w.customer_id = new.id and w.status = 'RUNNING'
        and w.container_path is not null and w.run_at > w.claimed_at
      for no key update skip locked);
  end if;
  insert into app.queue_change (organization_id) values (new.organization_id);
  return null;
end $$;
