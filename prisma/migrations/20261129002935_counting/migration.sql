-- Counting trackings and customers takes fewer statements.

-- A new tracking locks its customer before its name is in the unique index, as deletions and restores do: a restore
-- that meets the name then waits for it, and not both for each other. What is locked stays as it is, so here is the place
-- to see that a live tracking has a live customer.
create or replace function app.lock_customer() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_deleted_at timestamptz;
begin
  select c.deleted_at into v_deleted_at from public.customer c
  where c.organization_id = new.organization_id and c.id = new.customer_id
  for no key update;
  if v_deleted_at is not null and new.deleted_at is null then
    raise exception 'the customer of a live tracking must be live'
      using errcode = '23503', constraint = 'tracking_organization_id_customer_id_fkey';
  end if;
  return new;
end $$;

-- Keeps customer.tracking_count and customer.deployment_worst. Customers of new trackings are locked, and live.
create or replace function app.count_trackings() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = case c.deployment_worst when 'LIVE' then 'UNKNOWN' else c.deployment_worst end
    from (
      select a.organization_id, a.customer_id, count(*) as delta
      from added a where a.deleted_at is null
      group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = app.worst_deployment(c.organization_id, c.id)
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
        or bool_or(a.deployment_state <> b.deployment_state)
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $$;

-- Changes the numbers of an organization. What grows beyond a cap is rejected; what is beyond it already may shrink.
-- p_full: a customer has grown beyond its own.
drop function app.resize_organization(uuid, bigint, bigint);
create function app.resize_organization(p_organization uuid, p_customers bigint, p_trackings bigint, p_full boolean)
returns void
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
  elsif p_full and app.is_capped() then
    raise exception 'too many trackings of a customer' using errcode = 'OC023';
  end if;
end $$;

-- After a statement on customers. Their counts of trackings are kept by app.count_trackings, whose updates come here too.
create or replace function app.count_customers() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform app.resize_organization(a.organization_id, count(*), sum(a.tracking_count), false)
    from added a where a.deleted_at is null group by a.organization_id;
  elsif tg_op = 'DELETE' then
    perform app.resize_organization(b.organization_id, - count(*), - sum(b.tracking_count), false)
    from removed b where b.deleted_at is null group by b.organization_id;
  else
    perform app.resize_organization(change.organization_id, sum(change.customers), sum(change.trackings),
      bool_or(change.is_full))
    from (
      select a.organization_id, (a.deleted_at is null)::int - (b.deleted_at is null)::int as customers,
        case when a.deleted_at is null then a.tracking_count else 0 end
          - case when b.deleted_at is null then b.tracking_count else 0 end as trackings,
        a.tracking_count > 20000 and a.tracking_count > b.tracking_count as is_full
      from added a join removed b using (organization_id, id)) change
    group by change.organization_id
    having sum(change.customers) <> 0 or sum(change.trackings) <> 0 or bool_or(change.is_full);
  end if;
  return null;
end $$;
