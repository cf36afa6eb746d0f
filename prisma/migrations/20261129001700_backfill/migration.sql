-- How far each backfill is, updated in the transaction of each batch (lib/ops/backfill). Not a tenant table: only the
-- owner reaches it.
create table app.backfill (
  name text not null,
  -- The statement as it was begun: a file that was changed since does not go on in its place.
  statement text not null,
  -- The key of the last row that was processed; null before the first.
  walked_to text[],
  changed bigint not null default 0,
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  constraint backfill_pkey primary key (name)
);
alter table app.backfill enable row level security, force row level security;
create policy owner_all on app.backfill for all to oct_owner using (true) with check (true);
