-- A tracking that takes over what is at Google has a new version, and nothing is pending of it.

create or replace function app.mark_sync_pending() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.synced_version <> new.version then
    new.sync_status := case old.sync_status when 'IN_PROGRESS' then 'IN_PROGRESS' else 'PENDING' end;
  end if;
  return new;
end $$;
