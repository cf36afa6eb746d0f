-- Which organization's audit log is being exported or verified: one at a time for each, over all instances. Unlogged: a
-- crash of the server ends what it says. No row is needed where nothing is under way.
create unlogged table app.export_lease (
  organization_id uuid not null,
  owner uuid not null,
  until timestamptz(3) not null,
  constraint export_lease_pkey primary key (organization_id)
);
alter table app.export_lease enable row level security, force row level security;
create policy owner_all on app.export_lease for all to oct_owner using (true) with check (true);

-- Takes the lease of the caller's organization, unless another holds it. One whose holder was killed ends by itself.
create function app.claim_export(p_owner uuid, p_lease interval) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into app.export_lease as l (organization_id, owner, until)
  values (app.require_org_of_user(), p_owner, clock_timestamp() + least(p_lease, interval '5 minutes'))
  on conflict (organization_id) do update set owner = excluded.owner, until = excluded.until
  where l.until <= clock_timestamp();
  return found;
end $$;

-- Gives it back, if the caller still holds it.
create function app.release_export(p_owner uuid) returns void
language sql volatile security definer set search_path = ''
begin atomic
  delete from app.export_lease l where l.organization_id = app.require_org_of_user() and l.owner = p_owner;
end;

grant execute on function app.claim_export(uuid, interval), app.release_export(uuid) to oct_app;

call app.hide_from_planner('app.export_lease');
