-- Requests of the running minute by caller and organization, counted by the library rate-limiter-flexible, which is why
-- oct_system may write this one table. Unlogged: the counts need not outlive a crash, and a request should not wait for
-- them to reach the disk. No index on expire: it changes with every minute, and the table is small.
create unlogged table app.rate_limit (
  key varchar(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey primary key (key)
) with (fillfactor = 70);

alter table app.rate_limit enable row level security, force row level security;
create policy owner_all on app.rate_limit for all to oct_owner using (true) with check (true);
create policy system_counts on app.rate_limit for all to oct_system using (true) with check (true);
grant select, insert, update on app.rate_limit to oct_system;

-- Removes counts of minutes that are over; returns how many.
create function app.purge_rate_limits(p_now timestamptz default null) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_purged integer;
begin
  delete from app.rate_limit r
  where r.expire < extract(epoch from coalesce(p_now, clock_timestamp()) - interval '1 hour') * 1000;
  get diagnostics v_purged = row_count;
  return v_purged;
end $$;

grant execute on function app.purge_rate_limits(timestamptz) to oct_system;
