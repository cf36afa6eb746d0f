-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT app.uuid_v7(),
    "organization_id" UUID NOT NULL DEFAULT app.require_org(),
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "deletion_id" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");

-- CreateIndex
CREATE INDEX "invitation_organization_id_invited_by_idx" ON "invitation"("organization_id", "invited_by");

-- CreateIndex
CREATE INDEX "invitation_organization_id_accepted_by_idx" ON "invitation"("organization_id", "accepted_by");

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_invited_by_fkey" FOREIGN KEY ("organization_id", "invited_by") REFERENCES "user_account"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_accepted_by_fkey" FOREIGN KEY ("organization_id", "accepted_by") REFERENCES "user_account"("organization_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

alter table invitation
  add constraint invitation_role_check check (role in ('MEMBER', 'ADMIN')),
  add constraint invitation_email_check check (email = lower(email) and char_length(email) between 3 and 320),
  add constraint invitation_accepted_check check ((accepted_at is null) = (accepted_by is null));

-- One open invitation an address; the lists.
create unique index invitation_open_key on invitation (organization_id, email)
  where accepted_at is null and deleted_at is null;
create index invitation_deleted_idx on invitation (organization_id, deleted_at) where deleted_at is not null;
create index invitation_created_live_idx on invitation (organization_id, created_at, id) where deleted_at is null;
create index user_account_created_live_idx on user_account (organization_id, created_at, id) where deleted_at is null;

-- Who belongs to an organization, and as what, is changed by the functions below only.
call app.protect('invitation');
call app.audit('invitation', 'invitation', p_ignored => '{updated_at}', p_personal => '{email}',
  p_secret => '{token_hash}');
revoke update (role) on user_account from oct_app;

-- The user that acts in this transaction; null for a run or a refresh.
create function app.acting_user() returns uuid
language sql stable set search_path = ''
return (
  select case when e.entry ->> 'kind' = 'user' then (e.entry ->> 'actor')::uuid end from app.session() as e (entry));

-- Holds off every other change of who belongs to the entered organization, and tells the role that the acting user has
-- by now: app.enter looked before the wait. Null: none any more. All such changes lock the organization first.
create function app.lock_members() returns text
language plpgsql volatile set search_path = '' as $$
begin
  perform from public.organization o where o.id = app.require_org() for no key update;
  return (
    select u.role
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = app.require_org() and u.id = app.acting_user()
      and u.deleted_at is null and o.deleted_at is null);
end $$;

-- Whether an organization whose members are locked has an ADMIN besides this one.
create function app.has_other_admin(p_organization uuid, p_user uuid) returns boolean
language sql stable set search_path = ''
return exists (
  select from public.user_account u
  where u.organization_id = p_organization and u.role = 'ADMIN' and u.deleted_at is null and u.id <> p_user);

-- Calls off the open invitations that somebody sent: their links are known to somebody who may not invite any more.
create function app.revoke_invitations_of(p_organization uuid, p_user uuid, p_deletion uuid) returns void
language sql volatile set search_path = ''
begin atomic
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = p_deletion
  where i.organization_id = p_organization and i.invited_by = p_user
    and i.accepted_at is null and i.deleted_at is null;
end;

-- These answer 'done', or why nothing was done: 'not_a_member' and 'role' (the acting user, by now), 'not_found',
-- 'last_admin', 'limit'; lib/members/membership-change.ts words them.

create function app.change_role(p_user uuid, p_role text) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_acting text;
  v_role text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' then
    return 'role';
  end if;
  select u.role into v_role from public.user_account u
  where u.organization_id = v_organization and u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = p_role then
    return 'done';
  elsif v_role = 'ADMIN' and not app.has_other_admin(v_organization, p_user) then
    return 'last_admin';
  end if;
  update public.user_account u set role = p_role where u.organization_id = v_organization and u.id = p_user;
  if p_role <> 'ADMIN' then
    perform app.revoke_invitations_of(v_organization, p_user, app.uuid_v7());
  end if;
  return 'done';
end $$;

-- Takes a member out: an ADMIN anybody, everybody themselves. Consents under way end, because only the person who
-- started one can complete it.
create function app.remove_member(p_user uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_acting text;
  v_role text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' and p_user is distinct from app.acting_user() then
    return 'role';
  end if;
  select u.role into v_role from public.user_account u
  where u.organization_id = v_organization and u.id = p_user and u.deleted_at is null;
  if not found then
    return 'not_found';
  elsif v_role = 'ADMIN' and not app.has_other_admin(v_organization, p_user) then
    return 'last_admin';
  end if;
  update public.user_account u
  set deleted_at = clock_timestamp(), deletion_id = v_deletion, tokens_valid_after = clock_timestamp()
  where u.organization_id = v_organization and u.id = p_user;
  perform app.revoke_invitations_of(v_organization, p_user, v_deletion);
  update public.oauth_state s
  set pending_grant = null, expires_at = least(s.expires_at, clock_timestamp())
  where s.organization_id = v_organization and s.user_id = p_user and s.completed_at is null;
  return 'done';
end $$;

-- Invites an address in place of its open invitation, whose token dies. At most p_limit can be open.
create function app.invite(p_email text, p_role text, p_token_hash text, p_valid_for interval, p_limit integer)
returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_acting text;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return 'not_a_member';
  elsif v_acting <> 'ADMIN' then
    return 'role';
  end if;
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = v_organization and i.email = lower(p_email)
    and i.accepted_at is null and i.deleted_at is null;
  if p_limit <= (
    select count(*) from public.invitation i
    where i.organization_id = v_organization and i.accepted_at is null and i.deleted_at is null
      and i.expires_at > clock_timestamp())
  then
    return 'limit';
  end if;
  insert into public.invitation (organization_id, email, role, token_hash, invited_by, expires_at)
  values (v_organization, lower(p_email), p_role, p_token_hash, app.acting_user(), clock_timestamp() + p_valid_for);
  return 'done';
end $$;

create function app.revoke_invitation(p_invitation uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = app.require_org() and i.id = p_invitation
    and i.accepted_at is null and i.deleted_at is null;
  return case when found then 'done' else 'not_found' end;
end $$;

-- Makes whoever holds an invitation's token and its address a member; the address is one that the identity provider
-- has verified. The person who has accepted it gets the same answer again. No row: there is no such invitation for
-- this person, be it unknown, late, called off, used or for somebody else. OC005: this uid or address belongs to an
-- organization already.
create function app.accept_invitation(
  p_token_hash text, p_firebase_uid text, p_email text, p_request text default null)
returns table (organization_id uuid, user_id uuid)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := app.uuid_v7();
  v_organization uuid;
  v_invitation uuid;
  v_role text;
begin
  select i.organization_id into v_organization from public.invitation i where i.token_hash = p_token_hash;
  perform from public.organization o where o.id = v_organization and o.deleted_at is null for key share;
  if found then
    select i.id, i.role into v_invitation, v_role from public.invitation i
    where i.organization_id = v_organization and i.token_hash = p_token_hash and i.email = lower(p_email)
      and i.accepted_at is null and i.deleted_at is null and i.expires_at > clock_timestamp()
    for no key update;
    if found then
      insert into public.user_account (id, organization_id, email, firebase_uid, role)
      values (v_user, v_organization, lower(p_email), p_firebase_uid, v_role);
      update public.invitation i set accepted_at = clock_timestamp(), accepted_by = v_user
      where i.organization_id = v_organization and i.id = v_invitation;
      -- Admitted, so that what joining writes is on record as theirs.
      perform app.admit(v_organization, 'user', v_user::text, p_request);
      return query select v_organization, v_user;
      return;
    end if;
    return query
    select u.organization_id, u.id
    from public.invitation i
    join public.user_account u on u.organization_id = i.organization_id and u.id = i.accepted_by
    where i.organization_id = v_organization and i.token_hash = p_token_hash
      and u.firebase_uid = p_firebase_uid and u.deleted_at is null;
    if found then
      return;
    end if;
  end if;
  if exists (
    select from public.user_account u
    where u.deleted_at is null and (u.firebase_uid = p_firebase_uid or u.email = lower(p_email)))
  then
    raise exception 'already a member' using errcode = 'OC005';
  end if;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $$;

-- Deletes the entered organization with everything in it under one deletion_id. What stands at Google stays there.
-- Answers {outcome}: 'done' with {standing, grants} (trackings that stand at Google; the sealed refresh tokens, which
-- are wiped here and are to be revoked), 'busy' with {runId} while a run is at work, 'name' where p_name is not the
-- organization's, 'not_a_member', 'role'.
-- The lock waits for everything that has written a row here (each holds a key share of the organization by its foreign
-- key); what comes after is refused by app.forbid_deleted_organization.
create function app.soft_delete_organization(p_name text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_now timestamptz := clock_timestamp();
  v_acting text;
  v_run uuid;
  v_grants jsonb;
  v_deployed bigint;
begin
  v_acting := app.lock_members();
  if v_acting is null then
    return jsonb_build_object('outcome', 'not_a_member');
  elsif v_acting <> 'ADMIN' then
    return jsonb_build_object('outcome', 'role');
  end if;
  perform from public.organization o where o.id = v_organization for update;
  perform from public.organization o where o.id = v_organization and o.name = p_name;
  if not found then
    return jsonb_build_object('outcome', 'name');
  end if;

  perform from public.sync_run r
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  -- One that was put off (for quota, for Google) is due later, and nobody is at work on it.
  select r.id into v_run from public.sync_run r
  where r.organization_id = v_organization and r.status = 'RUNNING'
    and r.run_at <= clock_timestamp() and r.lease_until > clock_timestamp()
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'busy', 'runId', v_run);
  end if;
  update public.sync_run r set status = 'CANCELLED', finished_at = v_now
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH');

  perform from public.google_connection g where g.organization_id = v_organization
  order by g.google_account_id for no key update;
  select coalesce(jsonb_agg(jsonb_build_object(
      'googleAccountId', g.google_account_id, 'email', g.email, 'refreshToken', g.refresh_token)
    order by g.google_account_id), '[]')
  into v_grants
  from public.google_connection g
  where g.organization_id = v_organization and g.deleted_at is null and g.refresh_token is not null;
  update public.google_connection g
  set status = 'DISCONNECTED', error_code = null, access_token = null, refresh_token = null, token_expires_at = null,
    refresh_due_at = null, token_version = g.token_version + 1, lease_owner = null, lease_until = null,
    deleted_at = v_now, deletion_id = v_deletion
  where g.organization_id = v_organization and g.deleted_at is null;
  update public.oauth_state s set pending_grant = null, expires_at = least(s.expires_at, v_now)
  where s.organization_id = v_organization and s.completed_at is null;

  update public.customer c
  set deleted_at = v_now, deletion_id = v_deletion,
    status = case when c.status = 'INACTIVE' then 'INACTIVE' else 'ACTIVE' end
  where c.organization_id = v_organization and c.deleted_at is null;
  with hidden as (
    update public.tracking t
    set deleted_at = v_now, deletion_id = v_deletion,
      sync_status = case t.sync_status when 'IN_PROGRESS' then 'PENDING' else t.sync_status end
    where t.organization_id = v_organization and t.deleted_at is null
    returning t.gtm_tag_id)
  select count(h.gtm_tag_id) into v_deployed from hidden h;
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.status in ('QUEUED', 'RUNNING');

  update public.invitation i set deleted_at = v_now, deletion_id = v_deletion
  where i.organization_id = v_organization and i.deleted_at is null;
  update public.user_account u set deleted_at = v_now, deletion_id = v_deletion, tokens_valid_after = v_now
  where u.organization_id = v_organization and u.deleted_at is null;
  update public.organization o set deleted_at = v_now, deletion_id = v_deletion where o.id = v_organization;
  return jsonb_build_object('outcome', 'done', 'standing', v_deployed, 'grants', v_grants);
end $$;

-- As before, and: that an organization was deleted is one entry, not one more for everything that went along.
create or replace function app.audit_change() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_type text := tg_argv[0];
  v_ignored text[] := tg_argv[2]::text[] || '{id,organization_id,created_at}'::text[];
  v_personal text[] := tg_argv[3];
  v_secret text[] := tg_argv[4];
  v_old jsonb := to_jsonb(old) - v_ignored;
  v_new jsonb := to_jsonb(new) - v_ignored;
  v_row jsonb := to_jsonb(coalesce(new, old));
  v_organization uuid := v_row ->> case v_type when 'organization' then 'id' else 'organization_id' end;
  v_id text := v_row ->> tg_argv[1];
  v_subject text := v_type || ':' || v_id;
  v_verb text;
begin
  if tg_op = 'UPDATE' and v_type <> 'organization' and v_new ->> 'deletion_id' is not null and exists (
    select from public.organization o
    where o.id = v_organization and o.deletion_id = (v_new ->> 'deletion_id')::uuid)
  then
    return null;
  end if;
  if tg_op = 'DELETE' then
    delete from app.audit_personal p where p.organization_id = v_organization and p.subject = v_subject;
    -- The last row of an organization takes its log along.
    if v_type <> 'organization' then
      perform app.append_audit(v_organization, v_type || '.purge', v_type, v_id, null, null);
    end if;
    return null;
  end if;
  if tg_op = 'INSERT' then
    perform app.append_audit(v_organization, v_type || '.create', v_type, v_id, null,
      app.redacted(v_organization, v_subject, v_new, v_personal, v_secret));
    return null;
  end if;

  select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, n.value) into v_old, v_new
  from jsonb_each(v_old) o join jsonb_each(v_new) n using (key) where o.value <> n.value;
  -- Machinery renews tokens all the time; somebody who connects anew is worth an entry.
  if v_new is null or (v_new - v_secret = '{}' and app.session() ->> 'kind' is distinct from 'user') then
    return null;
  end if;
  v_verb := case
    when v_type = 'syncRun' and v_new ? 'status' and v_new ->> 'status' <> 'QUEUED' then lower(v_new ->> 'status')
    when v_type = 'syncRun' and v_new ? 'kind' then lower(v_new ->> 'kind')
    when v_old -> 'deleted_at' = 'null' then 'delete'
    when v_new -> 'deleted_at' = 'null' then 'restore'
    else 'update' end;
  perform app.append_audit(v_organization, v_type || '.' || v_verb, v_type, v_id,
    app.redacted(v_organization, v_subject, v_old, v_personal, v_secret),
    app.redacted(v_organization, v_subject, v_new, v_personal, v_secret));
  return null;
end $$;

-- Nothing new under a deleted organization. Runs after the foreign key's own check, which has waited for a deletion
-- under way, and answers as app.enter would answer the next request.
create function app.forbid_deleted_organization() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organization o
  where o.id in (select a.organization_id from added a) and o.deleted_at is not null;
  if found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $$;

-- And nothing comes back there. Waits for a deletion under way, or holds one off.
create function app.forbid_restore() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.organization o where o.id = new.organization_id and o.deleted_at is null for key share;
  if not found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $$;

create trigger forbid_restore after update of deleted_at on customer for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function app.forbid_restore();
create trigger forbid_restore after update of deleted_at on tracking for each row
  when (old.deleted_at is not null and new.deleted_at is null) execute function app.forbid_restore();

create trigger forbid_deleted_organization after insert on user_account
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on invitation
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on customer
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on google_connection
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on oauth_state
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on sync_job
  referencing new table as added for each statement execute function app.forbid_deleted_organization();
create trigger forbid_deleted_organization after insert on sync_run
  referencing new table as added for each statement execute function app.forbid_deleted_organization();

grant execute on function
  app.change_role(uuid, text),
  app.remove_member(uuid),
  app.invite(text, text, text, interval, integer),
  app.revoke_invitation(uuid),
  app.accept_invitation(text, text, text, text),
  app.soft_delete_organization(text)
to oct_app;

-- As before, and invitations.

-- One batch of one organization in one transaction; all zero: nothing is left to purge now. The batch is bounded by
-- p_limit, but for the trackings of its last customer. What somebody holds is left for the next time.
--   still_deployed: how many of the trackings may still stand there
--   oauth_states: those that expired more than a day ago; they hold sealed grants
--   invitations: deleted or expired before the retention time
--   users, connections: deleted before the retention time, and nothing refers to them any more
drop function app.purge(uuid, timestamptz, interval, integer, text);
create function app.purge(
  p_organization uuid, p_now timestamptz, p_retention interval, p_limit integer, p_request text
) returns table (
  trackings integer, still_deployed integer, customers integer, oauth_states integer, invitations integer,
  users integer, connections integer
)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before timestamptz := p_now - p_retention;
  v_id uuid;
  v_key text;
  v_trackings integer;
  v_left integer;
begin
  -- Admitted, so that the audit log says who removes what.
  perform app.admit(p_organization, 'system', 'purge', p_request);
  customers := 0;
  users := 0;
  connections := 0;

  delete from public.oauth_state s where s.id in (
    select o.id from public.oauth_state o
    where o.organization_id = p_organization and o.expires_at < p_now - interval '1 day'
    limit p_limit for update skip locked);
  get diagnostics oauth_states = row_count;

  select p.trackings, p.still_deployed into trackings, still_deployed
  from app.purge_trackings(p_organization, p_now, p_retention, p_limit) p;

  for v_id in
    select c.id from public.customer c
    where c.organization_id = p_organization and c.deleted_at < v_before
      and app.is_purgeable(c, p_now, p_retention)
    order by c.deleted_at limit p_limit
    for update skip locked
  loop
    exit when trackings >= p_limit;
    select p.trackings, p.still_deployed into v_trackings, v_left
    from app.purge_customer(p_organization, v_id, p_now, p_retention) p;
    if found then
      customers := customers + 1;
      trackings := trackings + v_trackings;
      still_deployed := still_deployed + v_left;
    end if;
  end loop;

  delete from public.invitation i where i.id in (
    select d.id from public.invitation d
    where d.organization_id = p_organization and (d.deleted_at < v_before or d.expires_at < v_before)
    limit p_limit for update skip locked);
  get diagnostics invitations = row_count;

  -- PostgreSQL 18 says restrict_violation where the ones before it said foreign_key_violation.
  for v_id in
    select u.id from public.user_account u where u.organization_id = p_organization and u.deleted_at < v_before
    limit p_limit for update skip locked
  loop
    begin
      delete from public.user_account u where u.organization_id = p_organization and u.id = v_id;
      users := users + 1;
    exception when foreign_key_violation or restrict_violation then null;
    end;
  end loop;

  for v_key in
    select g.google_account_id from public.google_connection g
    where g.organization_id = p_organization and g.deleted_at < v_before
    limit p_limit for update skip locked
  loop
    begin
      delete from public.google_connection g
      where g.organization_id = p_organization and g.google_account_id = v_key;
      connections := connections + 1;
    exception when foreign_key_violation or restrict_violation then null;
    end;
  end loop;
  return next;
end $$;

-- The organizations in which something may have to be purged.
create or replace function app.due_purges(p_now timestamptz, p_retention interval) returns setof uuid
language sql stable security definer set search_path = ''
begin atomic
  select t.organization_id from public.tracking t where t.deleted_at < p_now - p_retention
  union select c.organization_id from public.customer c where c.deleted_at < p_now - p_retention
  union select i.organization_id from public.invitation i
    where i.deleted_at < p_now - p_retention or i.expires_at < p_now - p_retention
  union select u.organization_id from public.user_account u where u.deleted_at < p_now - p_retention
  union select g.organization_id from public.google_connection g where g.deleted_at < p_now - p_retention
  union select s.organization_id from public.oauth_state s where s.expires_at < p_now - interval '1 day';
end;

grant execute on function app.purge(uuid, timestamptz, interval, integer, text) to oct_system;
