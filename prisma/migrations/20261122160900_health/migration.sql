-- The newest migration that was applied, for the health check; the table of migrations itself is the owner's.
create function app.migration_head() returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    select m.migration_name from public._prisma_migrations m
    where m.finished_at is not null and m.rolled_back_at is null order by m.started_at desc limit 1);
exception when undefined_table then
  return null;
end $$;

grant execute on function app.migration_head() to oct_app;
