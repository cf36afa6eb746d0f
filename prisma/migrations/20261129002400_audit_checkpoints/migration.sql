-- Checkpoints of the audit log are linked and counted, and every chain is checked as a whole, again and again: whoever
-- owns the database can rewrite a chain, but not without it being seen.

-- 1. Checkpoints: their number, and the digest of the one before, both signed. Null: signed before they were linked.
alter table app.audit_checkpoint add column number integer, add column previous bytea;
update app.audit_checkpoint c set number = n.number
from (
  select k.organization_id, k.sequence,
    row_number() over (partition by k.organization_id order by k.sequence) as number
  from app.audit_checkpoint k) n
where c.organization_id = n.organization_id and c.sequence = n.sequence;
alter table app.audit_checkpoint
  add constraint audit_checkpoint_number_check check (number is not null and number > 0),
  add constraint audit_checkpoint_number_key unique (organization_id, number);

-- 2. How far the check of each whole chain has come, when the last one ended, and what it has found.
create table app.audit_check (
  organization_id uuid not null,
  sequence integer not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  completed_at timestamptz(3),
  broken_at integer,
  reason text,
  constraint audit_check_pkey primary key (organization_id),
  constraint audit_check_organization_id_fkey foreign key (organization_id) references public.organization (id)
    on delete restrict on update restrict
);
alter table app.audit_check enable row level security, force row level security;
create policy owner_all on app.audit_check for all to oct_owner using (true) with check (true);

-- 3. Signing

-- Where each chain ends, and where it was signed last; of one organization, if one is given. Since when it is unsigned: the
-- time of its first entry that no checkpoint covers; of a chain without any, the earliest time that its organization has,
-- in its id too.
create function app.chain_ends(p_organization uuid default null)
returns table (organization_id uuid, sequence integer, hash bytea, checkpoint integer, checkpoint_hash bytea,
  number integer, previous bytea, signed_at timestamptz, signature bytea, current_hash bytea,
  unsigned_since timestamptz, broken_at integer)
language sql stable set search_path = ''
begin atomic
  select h.organization_id, h.sequence, h.hash, coalesce(c.sequence, 0),
    coalesce(c.hash, decode(repeat('00', 32), 'hex')), coalesce(c.number, 0), c.previous,
    c.signed_at, c.signature, a.hash,
    case when c.number is not null then f.occurred_at else least(f.occurred_at, o.created_at,
      case when substr(o.id::text, 15, 1) = '7'
        then to_timestamp(('x' || left(replace(o.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0) end) end,
    k.broken_at
  from app.audit_head h
  join public.organization o on o.id = h.organization_id
  left join lateral (
    select p.* from app.audit_checkpoint p where p.organization_id = h.organization_id
    order by p.sequence desc limit 1) c on true
  left join public.audit_log a on a.organization_id = h.organization_id and a.sequence = c.sequence
  left join public.audit_log f on f.organization_id = h.organization_id and f.sequence = coalesce(c.sequence, 0) + 1
  left join app.audit_check k on k.organization_id = h.organization_id
  where p_organization is null or h.organization_id = p_organization;
end;

-- Chains that have grown since their last checkpoint, longest unsigned first; of one organization, if one is given. How
-- many checkpoints each has is counted for those only that are returned.
drop function app.unsigned_chains(integer);
create function app.unsigned_chains(p_limit integer, p_organization uuid default null)
returns table (organization_id uuid, checkpoint integer, checkpoint_hash bytea, number integer, previous bytea,
  checkpoints integer, signed_at timestamptz, signature bytea, current_hash bytea, unsigned_since timestamptz,
  broken_at integer)
language sql stable security definer set search_path = ''
begin atomic
  select d.organization_id, d.checkpoint, d.checkpoint_hash, d.number, d.previous,
    (select count(*)::integer from app.audit_checkpoint k where k.organization_id = d.organization_id),
    d.signed_at, d.signature, d.current_hash, d.unsigned_since, d.broken_at
  from (
    select e.* from app.chain_ends(p_organization) e
    where e.sequence > e.checkpoint
    order by e.signed_at nulls first limit p_limit) d
  order by d.signed_at nulls first;
end;

-- Adds the next checkpoint; false where another process was first, or where one is missing.
drop function app.add_checkpoint(uuid, integer, bytea, timestamptz, bytea);
create function app.add_checkpoint(
  p_organization uuid, p_number integer, p_sequence integer, p_hash bytea, p_previous bytea, p_signed_at timestamptz,
  p_signature bytea) returns boolean
language sql volatile security definer set search_path = ''
begin atomic
  with added as (
    insert into app.audit_checkpoint (organization_id, number, sequence, hash, previous, signed_at, signature)
    select a.organization_id, p_number, a.sequence, a.hash, p_previous, p_signed_at, p_signature
    from public.audit_log a
    where a.organization_id = p_organization and a.sequence = p_sequence and a.hash = p_hash
      and p_number = 1 + (select count(*) from app.audit_checkpoint k where k.organization_id = p_organization)
    on conflict do nothing returning 1)
  select exists (select from added);
end;

-- 4. Checking whole chains

-- Chains whose last whole check ended before a time or never, oldest first, each with how far the current one has come.
create function app.due_full_checks(p_before timestamptz, p_limit integer)
returns table (organization_id uuid, sequence integer, hash bytea, head integer, head_hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select h.organization_id, coalesce(k.sequence, 0), coalesce(k.hash, decode(repeat('00', 32), 'hex')),
    h.sequence, h.hash
  from app.audit_head h left join app.audit_check k on k.organization_id = h.organization_id
  where k.completed_at is null or k.completed_at < p_before
  order by k.completed_at nulls first, h.organization_id limit p_limit;
end;

-- Stores how far a whole check has come (its end not given), or that it has ended, and with what.
create function app.save_full_check(
  p_organization uuid, p_sequence integer, p_hash bytea, p_completed_at timestamptz, p_broken_at integer, p_reason text)
returns void
language sql volatile security definer set search_path = ''
begin atomic
  insert into app.audit_check as k (organization_id, sequence, hash, completed_at, broken_at, reason)
  values (p_organization, p_sequence, p_hash, p_completed_at, p_broken_at, p_reason)
  on conflict (organization_id) do update set sequence = p_sequence, hash = p_hash,
    completed_at = coalesce(p_completed_at, k.completed_at),
    broken_at = case when p_completed_at is null then k.broken_at else p_broken_at end,
    reason = case when p_completed_at is null then k.reason else p_reason end;
end;

-- The checkpoints of a chain from a number on, each with the hash of the entry that is there now.
create function app.checkpoints_of(p_organization uuid, p_from integer, p_limit integer)
returns table (number integer, sequence integer, hash bytea, previous bytea, signed_at timestamptz, signature bytea,
  current_hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select c.number, c.sequence, c.hash, c.previous, c.signed_at, c.signature, a.hash
  from app.audit_checkpoint c
  left join public.audit_log a on a.organization_id = c.organization_id and a.sequence = c.sequence
  where c.organization_id = p_organization and c.number >= p_from
  order by c.number limit p_limit;
end;

-- What an operator should know of all chains: those found broken, those unsigned for too long, the oldest whole check.
create function app.audit_state(p_unsigned_before timestamptz)
returns table (broken jsonb, unsigned jsonb, oldest_full_check timestamptz)
language sql stable security definer set search_path = ''
begin atomic
  select (select coalesce(jsonb_agg(jsonb_build_object(
        'organizationId', k.organization_id, 'sequence', k.broken_at, 'reason', k.reason)), '[]')
      from (select * from app.audit_check where broken_at is not null order by organization_id limit 100) k),
    (select coalesce(jsonb_agg(jsonb_build_object('organizationId', e.organization_id, 'since', e.unsigned_since)), '[]')
      from (
        select * from app.chain_ends() where sequence > checkpoint and unsigned_since < p_unsigned_before
        order by unsigned_since limit 100) e),
    (select min(completed_at) from app.audit_check);
end;

-- 5. What `verify` and the export of the session's organization read

drop function app.own_checkpoints(integer);
create function app.own_checkpoints(p_from integer, p_limit integer)
returns table (number integer, sequence integer, hash bytea, previous bytea, signed_at timestamptz, signature bytea,
  current_hash bytea)
language sql stable security definer set search_path = ''
begin atomic
  select c.number, c.sequence, c.hash, c.previous, c.signed_at, c.signature, c.current_hash
  from app.checkpoints_of(app.require_org(), p_from, p_limit) c
  order by c.number;
end;

create function app.own_audit_check()
returns table (checkpoints integer, last_number integer, last_full_check timestamptz)
language sql stable security definer set search_path = ''
begin atomic
  select count(c.number)::integer, coalesce(max(c.number), 0),
    (select k.completed_at from app.audit_check k where k.organization_id = app.require_org() and k.broken_at is null)
  from app.audit_checkpoint c where c.organization_id = app.require_org();
end;

grant execute on function app.own_checkpoints(integer, integer), app.own_audit_check() to oct_app;
grant execute on function
  app.unsigned_chains(integer, uuid),
  app.add_checkpoint(uuid, integer, integer, bytea, bytea, timestamptz, bytea),
  app.due_full_checks(timestamptz, integer),
  app.save_full_check(uuid, integer, bytea, timestamptz, integer, text),
  app.checkpoints_of(uuid, integer, integer),
  app.audit_state(timestamptz)
to oct_system;

call app.hide_from_planner('app.audit_check');
call app.hide_from_planner('app.audit_checkpoint');
