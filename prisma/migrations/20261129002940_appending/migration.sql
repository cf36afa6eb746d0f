-- Entries of the audit log are collected and appended in fewer statements. What is hashed is as before.

create or replace function app.audit_hash(p_entry public.audit_log) returns bytea
language plpgsql stable parallel safe set search_path = '' as $$
begin
  return sha256(p_entry.previous_hash || convert_to(app.audit_text(p_entry), 'UTF8'));
end $$;

create or replace function app.audit_text(p_entry public.audit_log) returns text
language plpgsql stable parallel safe set search_path = '' as $$
begin
  return jsonb_build_array(
    p_entry.organization_id, p_entry.sequence,
    to_char(p_entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    p_entry.actor_kind, p_entry.actor_id, p_entry.request_id, p_entry.action, p_entry.target_type, p_entry.target_id,
    p_entry.before, p_entry.after);
end $$;

-- Fires for each collected entry, and works for the first: it takes all that the transaction has collected since.
create or replace function app.append_audit_entries() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_batch constant integer := 10000;
  v_session jsonb;
  v_actor_kind text;
  v_actor text;
  v_request text;
  v_organization uuid;
  v_position bigint;
  v_last bigint;
  v_head app.audit_head;
  v_now timestamptz(3);
  v_entries public.audit_log[];
  v_entry public.audit_log;
begin
  if not exists (
    select from app.audit_pending p where p.transaction_id = new.transaction_id and p.position = new.position)
  then
    return null;
  end if;
  v_session := app.session();

  -- 1. Chain by chain, in one order: two transactions never wait for each other.
  for v_organization, v_position, v_last in
    select p.organization_id, min(p.position), max(p.position) from app.audit_pending p
    where p.transaction_id = new.transaction_id and p.position >= new.position
    group by p.organization_id order by p.organization_id
  loop
    -- 2. Who acts: the session's actor in its own organization, else the login.
    if v_session ->> 'organization' = v_organization::text then
      v_actor_kind := v_session ->> 'kind';
      v_actor := v_session ->> 'actor';
      v_request := v_session ->> 'request';
    else
      v_actor_kind := case when exists (
        select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles r on r.oid = m.member
        where m.roleid = 'oct_system'::regrole and r.rolname = session_user) then 'system' else 'database' end;
      v_actor := session_user;
      v_request := null;
    end if;

    -- 3. Lock the chain; the first entry of an organization makes its head.
    select h.* into v_head from app.audit_head h where h.organization_id = v_organization for no key update;
    if not found then
      insert into app.audit_head (organization_id, sequence, hash)
      values (v_organization, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
      select h.* into v_head from app.audit_head h where h.organization_id = v_organization for no key update;
    end if;

    while v_position <= v_last loop
      -- 4. Take a batch: an array may hold 1 GB. Its time is taken under the lock, so that later entries have later ones.
      v_now := clock_timestamp();
      with taken as (
        delete from app.audit_pending d
        where d.transaction_id = new.transaction_id and d.position >= v_position and d.position < v_position + v_batch
          and d.organization_id = v_organization
        returning d.*
      )
      select array_agg(row(
          v_organization, null, v_now,
          coalesce(t.actor_kind, v_actor_kind), coalesce(t.actor_id, v_actor), coalesce(t.request_id, v_request),
          t.action, t.target_type, t.target_id, t.before, t.after, null, null)::public.audit_log order by t.position)
      into v_entries from taken t;
      v_position := v_position + v_batch;
      continue when v_entries is null;

      -- 5. Link each entry to the one before, and add them.
      for i in 1 .. cardinality(v_entries) loop
        v_entry := v_entries[i];
        v_entry.sequence := v_head.sequence + 1;
        v_entry.previous_hash := v_head.hash;
        v_entry.hash := app.audit_hash(v_entry);
        v_head.sequence := v_entry.sequence;
        v_head.hash := v_entry.hash;
        v_entries[i] := v_entry;
      end loop;
      insert into public.audit_log select e.* from unnest(v_entries) e;
    end loop;
    update app.audit_head h set sequence = v_head.sequence, hash = v_head.hash
    where h.organization_id = v_organization;
  end loop;
  return null;
end $$;
