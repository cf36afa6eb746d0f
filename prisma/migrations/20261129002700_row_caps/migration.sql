-- Caps on what an organization may hold: 10,000 customers, 100,000 trackings, 20,000 of one customer. Nothing is counted at
-- a write: the numbers are kept, and a writer locks the row of its organization as it changes them, so that concurrent
-- ones cannot pass a cap together.

-- Live customers of an organization, and their trackings.
create table app.organization_size (
  organization_id uuid not null,
  customers integer not null default 0,
  trackings integer not null default 0,
  constraint organization_size_pkey primary key (organization_id)
);
alter table app.organization_size enable row level security, force row level security;
create policy owner_all on app.organization_size for all to oct_owner using (true) with check (true);

-- What others change meanwhile waits, or it would be counted twice or never.
lock table customer in share row exclusive mode;
insert into app.organization_size (organization_id, customers, trackings)
select c.organization_id, count(*), sum(c.tracking_count) from customer c where c.deleted_at is null group by 1;

-- Caps are for everybody but the owner at work. The login decides and not the session, which a statement could end.
create function app.is_capped() returns boolean
language sql stable set search_path = ''
return not pg_has_role(session_user, 'oct_owner', 'member');

-- Changes the numbers of an organization. What grows beyond a cap is rejected; what is beyond it already may shrink.
create function app.resize_organization(p_organization uuid, p_customers bigint, p_trackings bigint) returns void
language plpgsql volatile set search_path = '' as $$
declare
  v_size app.organization_size;
begin
  insert into app.organization_size as s (organization_id, customers, trackings)
  values (p_organization, p_customers, p_trackings)
  on conflict (organization_id) do update
  set customers = s.customers + excluded.customers, trackings = s.trackings + excluded.trackings
  returning s.* into v_size;
  if p_customers > 0 and v_size.customers > 10000 and app.is_capped() then
    raise exception 'too many customers' using errcode = 'OC021';
  elsif p_trackings > 0 and v_size.trackings > 100000 and app.is_capped() then
    raise exception 'too many trackings' using errcode = 'OC022';
  end if;
end $$;

-- After a statement on customers. Their counts of trackings are kept by app.count_trackings, whose updates come here too.
create function app.count_customers() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform app.resize_organization(a.organization_id, count(*), sum(a.tracking_count))
    from added a where a.deleted_at is null group by a.organization_id;
  elsif tg_op = 'DELETE' then
    perform app.resize_organization(b.organization_id, - count(*), - sum(b.tracking_count))
    from removed b where b.deleted_at is null group by b.organization_id;
  else
    perform app.resize_organization(change.organization_id, sum(change.customers), sum(change.trackings))
    from (
      select a.organization_id, (a.deleted_at is null)::int - (b.deleted_at is null)::int as customers,
        case when a.deleted_at is null then a.tracking_count else 0 end
          - case when b.deleted_at is null then b.tracking_count else 0 end as trackings
      from added a join removed b using (organization_id, id)) change
    group by change.organization_id
    having sum(change.customers) <> 0 or sum(change.trackings) <> 0;
    perform from added a join removed b using (organization_id, id)
    where a.tracking_count > 20000 and a.tracking_count > b.tracking_count and app.is_capped();
    if found then
      raise exception 'too many trackings of a customer' using errcode = 'OC023';
    end if;
  end if;
  return null;
end $$;

create trigger count_customers_inserted after insert on customer referencing new table as added
  for each statement execute function app.count_customers();
create trigger count_customers_updated after update on customer
  referencing old table as removed new table as added
  for each statement execute function app.count_customers();
create trigger count_customers_deleted after delete on customer referencing old table as removed
  for each statement execute function app.count_customers();

call app.hide_from_planner('app.organization_size');
