-- The schema as the migrations leave it, each thing once and by name. For reading: nothing applies this file.
-- Written by `npm run db:current`; `npm run db:check` compares it.

-- schema app
create schema app;
grant usage on schema app to oct_app;
grant usage on schema app to oct_system;

-- schema public
grant usage on schema public to oct_app;
grant create, usage on schema public to oct_owner;
grant usage on schema public to oct_system;

-- extension btree_gin
create extension btree_gin with schema public;

-- extension pg_trgm
create extension pg_trgm with schema public;

-- collation app.folding
create collation app.folding (provider = icu, locale = 'und');

-- default privileges of oct_owner
alter default privileges for role oct_owner revoke all on functions from public;

-- table app.audit_check
create table app.audit_check (
  organization_id uuid not null,
  sequence integer not null default 0,
  hash bytea not null default decode(repeat('00'::text, 32), 'hex'::text),
  completed_at timestamp(3) with time zone,
  broken_at integer,
  reason text,
  constraint audit_check_pkey PRIMARY KEY (organization_id),
  constraint audit_check_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
alter table app.audit_check enable row level security;
alter table app.audit_check force row level security;
create policy owner_all on app.audit_check for all to oct_owner
  using (true)
  with check (true);

-- table app.audit_checkpoint
create table app.audit_checkpoint (
  organization_id uuid not null,
  sequence integer not null,
  hash bytea not null,
  signed_at timestamp(3) with time zone not null,
  signature bytea not null,
  number integer,
  previous bytea,
  constraint audit_checkpoint_pkey PRIMARY KEY (organization_id, sequence),
  constraint audit_checkpoint_number_key UNIQUE (organization_id, number),
  constraint audit_checkpoint_number_check CHECK (((number IS NOT NULL) AND (number > 0))),
  constraint audit_checkpoint_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
alter table app.audit_checkpoint enable row level security;
alter table app.audit_checkpoint force row level security;
create policy owner_all on app.audit_checkpoint for all to oct_owner
  using (true)
  with check (true);

-- table app.audit_head
create table app.audit_head (
  organization_id uuid not null,
  sequence integer not null,
  hash bytea not null,
  constraint audit_head_pkey PRIMARY KEY (organization_id),
  constraint audit_head_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
alter table app.audit_head enable row level security;
alter table app.audit_head force row level security;
create policy owner_all on app.audit_head for all to oct_owner
  using (true)
  with check (true);

-- table app.audit_pending
create unlogged table app.audit_pending (
  transaction_id xid8 not null default pg_current_xact_id(),
  "position" bigint not null,
  organization_id uuid not null,
  action text not null,
  target_type text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  actor_kind text,
  actor_id text,
  request_id text,
  constraint audit_pending_pkey PRIMARY KEY (transaction_id, "position")
);
alter table app.audit_pending enable row level security;
alter table app.audit_pending force row level security;
create policy owner_all on app.audit_pending for all to oct_owner
  using (true)
  with check (true);
CREATE CONSTRAINT TRIGGER append_audit_entries AFTER INSERT ON app.audit_pending DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.append_audit_entries();

-- table app.audit_personal
create table app.audit_personal (
  organization_id uuid not null,
  commitment text not null,
  subject text not null,
  salt bytea not null,
  value text not null,
  constraint audit_personal_pkey PRIMARY KEY (organization_id, commitment),
  constraint audit_personal_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX audit_personal_subject_idx ON app.audit_personal USING btree (organization_id, subject);
alter table app.audit_personal enable row level security;
alter table app.audit_personal force row level security;
create policy owner_all on app.audit_personal for all to oct_owner
  using (true)
  with check (true);

-- table app.backfill
create table app.backfill (
  name text not null,
  statement text not null,
  walked_to text[],
  changed bigint not null default 0,
  started_at timestamp(3) with time zone not null default now(),
  finished_at timestamp(3) with time zone,
  constraint backfill_pkey PRIMARY KEY (name)
);
alter table app.backfill enable row level security;
alter table app.backfill force row level security;
create policy owner_all on app.backfill for all to oct_owner
  using (true)
  with check (true);

-- table app.claim_key
create table app.claim_key (
  id text not null,
  inner_key bytea not null,
  outer_key bytea not null,
  constraint claim_key_pkey PRIMARY KEY (id),
  constraint claim_key_inner_key_check CHECK ((octet_length(inner_key) = 64)),
  constraint claim_key_outer_key_check CHECK ((octet_length(outer_key) = 64))
);
alter table app.claim_key enable row level security;
alter table app.claim_key force row level security;
create policy owner_all on app.claim_key for all to oct_owner
  using (true)
  with check (true);

-- table app.denied_attempt
create table app.denied_attempt (
  organization_id uuid not null,
  actor_id uuid not null,
  operation text not null,
  reason text not null,
  hour timestamp with time zone not null,
  attempts integer not null default 1,
  last_at timestamp(3) with time zone not null default clock_timestamp(),
  actor_kind text not null default 'user'::text,
  constraint denied_attempt_pkey PRIMARY KEY (organization_id, actor_id, operation, reason, hour),
  constraint denied_attempt_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text]))),
  constraint denied_attempt_reason_check CHECK ((reason = ANY (ARRAY['not_a_member'::text, 'role'::text, 'signed_out'::text]))),
  constraint denied_attempt_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX denied_attempt_hour_idx ON app.denied_attempt USING btree (hour);
alter table app.denied_attempt enable row level security;
alter table app.denied_attempt force row level security;
create policy owner_all on app.denied_attempt for all to oct_owner
  using (true)
  with check (true);

-- table app.export_lease
create unlogged table app.export_lease (
  organization_id uuid not null,
  owner uuid not null,
  until timestamp(3) with time zone not null,
  constraint export_lease_pkey PRIMARY KEY (organization_id)
);
alter table app.export_lease enable row level security;
alter table app.export_lease force row level security;
create policy owner_all on app.export_lease for all to oct_owner
  using (true)
  with check (true);

-- table app.key_check
create table app.key_check (
  key_id text not null,
  encrypted text not null,
  created_at timestamp(3) with time zone not null default now(),
  constraint key_check_pkey PRIMARY KEY (key_id),
  constraint key_check_encrypted_check CHECK ((char_length(encrypted) <= 500))
);
alter table app.key_check enable row level security;
alter table app.key_check force row level security;
create policy owner_all on app.key_check for all to oct_owner
  using (true)
  with check (true);

-- table app.last_visit
create table app.last_visit (
  visitor text not null,
  created_at timestamp(3) with time zone not null default now(),
  ended_at timestamp(3) with time zone,
  failures integer not null default 0,
  constraint last_visit_pkey PRIMARY KEY (visitor),
  constraint last_visit_failures_check CHECK ((failures >= 0))
);
alter table app.last_visit enable row level security;
alter table app.last_visit force row level security;
create policy owner_all on app.last_visit for all to oct_owner
  using (true)
  with check (true);

-- table app.organization_size
create table app.organization_size (
  organization_id uuid not null,
  customers integer not null default 0,
  trackings integer not null default 0,
  constraint organization_size_pkey PRIMARY KEY (organization_id)
);
alter table app.organization_size enable row level security;
alter table app.organization_size force row level security;
create policy owner_all on app.organization_size for all to oct_owner
  using (true)
  with check (true);

-- table app.queue_change
create table app.queue_change (
  id bigint not null,
  organization_id uuid not null,
  constraint queue_change_pkey PRIMARY KEY (id)
);
alter table app.queue_change enable row level security;
alter table app.queue_change force row level security;
create policy owner_all on app.queue_change for all to oct_owner
  using (true)
  with check (true);

-- table app.queue_turn
create table app.queue_turn (
  organization_id uuid not null,
  claimed_at timestamp(3) with time zone not null default '-infinity'::timestamp with time zone,
  due_at timestamp(3) with time zone not null default 'infinity'::timestamp with time zone,
  in_turn boolean not null default false,
  constraint queue_turn_pkey PRIMARY KEY (organization_id)
);
CREATE INDEX queue_turn_due_idx ON app.queue_turn USING btree (due_at) WHERE (NOT in_turn);
CREATE INDEX queue_turn_order_idx ON app.queue_turn USING btree (claimed_at, due_at, organization_id) WHERE in_turn;
alter table app.queue_turn enable row level security;
alter table app.queue_turn force row level security;
create policy owner_all on app.queue_turn for all to oct_owner
  using (true)
  with check (true);

-- table app.quota_share
create table app.quota_share (
  day date not null,
  organization_id uuid not null,
  used integer not null,
  project text not null default ''::text,
  unconnected integer not null default 0,
  constraint quota_share_pkey PRIMARY KEY (project, day, organization_id)
);
alter table app.quota_share enable row level security;
alter table app.quota_share force row level security;
create policy owner_all on app.quota_share for all to oct_owner
  using (true)
  with check (true);

-- table app.rate_limit
create unlogged table app.rate_limit (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limit_pkey PRIMARY KEY (key)
) with (fillfactor=70);
alter table app.rate_limit enable row level security;
alter table app.rate_limit force row level security;
create policy owner_all on app.rate_limit for all to oct_owner
  using (true)
  with check (true);
create policy system_counts on app.rate_limit for all to oct_system
  using (true)
  with check (true);
grant insert, select, update on app.rate_limit to oct_system;

-- table app.session_key
create table app.session_key (
  id boolean not null default true,
  inner_key bytea not null,
  outer_key bytea not null,
  constraint session_key_pkey PRIMARY KEY (id),
  constraint session_key_id_check CHECK (id),
  constraint session_key_inner_key_check CHECK ((octet_length(inner_key) = 64)),
  constraint session_key_outer_key_check CHECK ((octet_length(outer_key) = 64))
);
alter table app.session_key enable row level security;
alter table app.session_key force row level security;
create policy owner_all on app.session_key for all to oct_owner
  using (true)
  with check (true);

-- table public.api_key
create table public.api_key (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  name text not null,
  role text not null,
  key_hash text not null,
  last_characters text not null,
  created_by uuid not null,
  expires_at timestamp(3) with time zone not null,
  last_used_at timestamp(3) with time zone,
  revoked_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_expires_at_check CHECK ((expires_at <= (created_at + '366 days'::interval))),
  constraint api_key_key_hash_check CHECK ((char_length(key_hash) = 43)),
  constraint api_key_last_characters_check CHECK ((char_length(last_characters) = 4)),
  constraint api_key_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  constraint api_key_role_check CHECK ((role = ANY (ARRAY['MEMBER'::text, 'ADMIN'::text]))),
  constraint api_key_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX api_key_ended_idx ON public.api_key USING btree (LEAST(revoked_at, expires_at));
CREATE UNIQUE INDEX api_key_key_hash_key ON public.api_key USING btree (key_hash);
CREATE UNIQUE INDEX api_key_name_live_key ON public.api_key USING btree (organization_id, name) WHERE (revoked_at IS NULL);
CREATE INDEX api_key_organization_id_created_at_id_idx ON public.api_key USING btree (organization_id, created_at, id);
alter table public.api_key enable row level security;
alter table public.api_key force row level security;
create policy owner_all on public.api_key for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.api_key for delete to oct_app
  using (false);
create policy tenant_insert on public.api_key for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
create policy tenant_select on public.api_key for select to oct_app
  using ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
create policy tenant_update on public.api_key for update to oct_app
  using ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)))
  with check ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
grant select on public.api_key to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.api_key FOR EACH ROW EXECUTE FUNCTION app.audit_change('apiKey', 'id', '{last_used_at}', '{}', '{key_hash}');
CREATE TRIGGER audit_update AFTER UPDATE ON public.api_key FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.role IS DISTINCT FROM new.role OR old.key_hash IS DISTINCT FROM new.key_hash OR old.last_characters IS DISTINCT FROM new.last_characters OR old.created_by IS DISTINCT FROM new.created_by OR old.expires_at IS DISTINCT FROM new.expires_at OR old.revoked_at IS DISTINCT FROM new.revoked_at) EXECUTE FUNCTION app.audit_change('apiKey', 'id', '{last_used_at}', '{}', '{key_hash}', 'f');

-- table public.audit_log
create table public.audit_log (
  organization_id uuid not null,
  sequence integer not null,
  occurred_at timestamp(3) with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  request_id text,
  action text not null,
  target_type text not null,
  target_id text not null,
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_log_pkey PRIMARY KEY (organization_id, sequence),
  constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'key'::text, 'run'::text, 'refresh'::text, 'collection'::text, 'system'::text, 'database'::text]))),
  constraint audit_log_hash_check CHECK (((octet_length(hash) = 32) AND (octet_length(previous_hash) = 32))),
  constraint audit_log_sequence_check CHECK ((sequence > 0)),
  constraint audit_log_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX audit_log_organization_id_action_sequence_idx ON public.audit_log USING btree (organization_id, action, sequence);
CREATE INDEX audit_log_organization_id_actor_id_sequence_idx ON public.audit_log USING btree (organization_id, actor_id, sequence);
CREATE INDEX audit_log_organization_id_occurred_at_idx ON public.audit_log USING btree (organization_id, occurred_at);
CREATE INDEX audit_log_organization_id_target_id_sequence_idx ON public.audit_log USING btree (organization_id, target_id, sequence);
CREATE INDEX audit_log_organization_id_target_type_sequence_idx ON public.audit_log USING btree (organization_id, target_type, sequence);
alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;
create policy owner_all on public.audit_log for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.audit_log for delete to oct_app
  using (false);
create policy tenant_insert on public.audit_log for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
create policy tenant_select on public.audit_log for select to oct_app
  using ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
create policy tenant_update on public.audit_log for update to oct_app
  using ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)))
  with check ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
grant select on public.audit_log to oct_app;
CREATE TRIGGER keep_audit_entries BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION app.keep_audit_entry();
CREATE TRIGGER keep_audit_entry BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION app.keep_audit_entry();

-- table public.container_version
create table public.container_version (
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  container_path text not null,
  version_id text not null,
  digest text not null,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  seen_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint container_version_pkey PRIMARY KEY (organization_id, customer_id, container_path, version_id),
  constraint container_version_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint container_version_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX container_version_seen_at_idx ON public.container_version USING btree (seen_at);
alter table public.container_version enable row level security;
alter table public.container_version force row level security;
create policy owner_all on public.container_version for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.container_version for delete to oct_app
  using (false);
create policy tenant_insert on public.container_version for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.container_version for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.container_version for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.container_version to oct_app;
grant insert (customer_id, container_path, version_id, digest, created_at, seen_at) on public.container_version to oct_app;
grant update (digest, seen_at) on public.container_version to oct_app;

-- table public.conversion_day
create table public.conversion_day (
  organization_id uuid not null default app.require_org(),
  tracking_id uuid not null,
  day date not null,
  customer_id uuid not null,
  conversions numeric(14,3) not null,
  value numeric(16,2) not null,
  currency text not null,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint conversion_day_pkey PRIMARY KEY (organization_id, tracking_id, day),
  constraint conversion_day_conversions_check CHECK ((conversions >= (0)::numeric))
) partition by RANGE (day);
alter table public.conversion_day enable row level security;
alter table public.conversion_day force row level security;
create policy owner_all on public.conversion_day for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.conversion_day for delete to oct_app
  using (false);
create policy tenant_insert on public.conversion_day for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.conversion_day for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.conversion_day for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.conversion_day to oct_app;
grant insert (tracking_id, day, customer_id, conversions, value, currency) on public.conversion_day to oct_app;
grant update (customer_id, conversions, value, currency, updated_at) on public.conversion_day to oct_app;
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.conversion_day FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.customer
create table public.customer (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  name text not null,
  website_url text not null,
  google_account_id text,
  google_container_id text,
  container_path text,
  google_ads_account_id text,
  login_customer_id text,
  tracking_count integer not null default 0,
  version integer not null default 1,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  deployment_worst text not null default 'UNKNOWN'::text,
  open_findings integer not null default 0,
  search_text text generated always as (app.search_key(((name || '
'::text) || website_url))) stored,
  paused boolean not null default false,
  google_access text not null default 'NONE'::text,
  status text not null generated always as (
CASE
    WHEN paused THEN 'PAUSED'::text
    WHEN (google_access = 'LOST'::text) THEN 'ERROR'::text
    WHEN (google_access = 'NONE'::text) THEN 'NOT_CONNECTED'::text
    WHEN ((container_path IS NULL) OR (google_ads_account_id IS NULL)) THEN 'SETUP_INCOMPLETE'::text
    ELSE 'READY'::text
END) stored,
  requested_choice jsonb not null default '{}'::jsonb,
  choice_due_at timestamp(3) with time zone,
  hold boolean not null default false,
  publish_mode text,
  frozen_until timestamp(3) with time zone,
  deployment_checked_at timestamp(3) with time zone,
  deployment_due_at timestamp(3) with time zone not null default now(),
  drafts_checked_at timestamp(3) with time zone,
  evidence_worst text not null default 'UNKNOWN'::text,
  evidence_rank smallint not null generated always as (
CASE evidence_worst
    WHEN 'COUNTING'::text THEN 0
    WHEN 'QUIET'::text THEN 1
    WHEN 'AWAITING_FIRST'::text THEN 2
    WHEN 'TOO_LITTLE_TRAFFIC'::text THEN 3
    WHEN 'UNKNOWN'::text THEN 4
    WHEN 'DOUBLED'::text THEN 5
    ELSE 6
END) stored,
  deployment_rank smallint not null generated always as (
CASE deployment_worst
    WHEN 'LIVE'::text THEN 0
    WHEN 'PAUSED'::text THEN 1
    WHEN 'UNKNOWN'::text THEN 2
    WHEN 'DIFFERS'::text THEN 3
    WHEN 'NOT_LIVE'::text THEN 4
    ELSE 5
END) stored,
  constraint customer_pkey PRIMARY KEY (id),
  constraint customer_choice_due_check CHECK (((choice_due_at IS NULL) OR (requested_choice <> '{}'::jsonb))),
  constraint customer_container_check CHECK (((google_container_id IS NULL) = (container_path IS NULL))),
  constraint customer_container_path_check CHECK ((container_path ~ '^accounts/[0-9]+/containers/[0-9]+$'::text)),
  constraint customer_deployment_worst_check CHECK ((deployment_worst = ANY (ARRAY['LIVE'::text, 'PAUSED'::text, 'UNKNOWN'::text, 'DIFFERS'::text, 'NOT_LIVE'::text, 'CANNOT_FIRE'::text]))),
  constraint customer_evidence_worst_check CHECK ((evidence_worst = ANY (ARRAY['COUNTING'::text, 'QUIET'::text, 'AWAITING_FIRST'::text, 'TOO_LITTLE_TRAFFIC'::text, 'UNKNOWN'::text, 'DOUBLED'::text, 'STOPPED'::text]))),
  constraint customer_google_access_check CHECK ((google_access = ANY (ARRAY['NONE'::text, 'GRANTED'::text, 'LOST'::text]))),
  constraint customer_google_ads_account_id_check CHECK ((google_ads_account_id ~ '^[0-9]{10}$'::text)),
  constraint customer_google_container_id_check CHECK ((google_container_id ~ '^GTM-[A-Z0-9]+$'::text)),
  constraint customer_google_login_check CHECK (((google_access = 'NONE'::text) OR (google_account_id IS NOT NULL))),
  constraint customer_login_customer_id_check CHECK ((login_customer_id ~ '^[0-9]{10}$'::text)),
  constraint customer_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  constraint customer_publish_mode_check CHECK ((publish_mode = ANY (ARRAY['AUTO'::text, 'MANUAL'::text]))),
  constraint customer_status_check CHECK ((status = ANY (ARRAY['PAUSED'::text, 'ERROR'::text, 'NOT_CONNECTED'::text, 'SETUP_INCOMPLETE'::text, 'READY'::text]))),
  constraint customer_tracking_count_check CHECK ((tracking_count >= 0)),
  constraint customer_website_url_check CHECK (((website_url ~ '^https?://'::text) AND (char_length(website_url) <= 2048))),
  constraint customer_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint customer_organization_id_google_account_id_fkey FOREIGN KEY (organization_id, google_account_id) REFERENCES public.google_connection(organization_id, google_account_id) ON UPDATE RESTRICT ON DELETE RESTRICT
) with (fillfactor=90);
CREATE INDEX customer_ads_account_live_idx ON public.customer USING btree (organization_id, google_ads_account_id) WHERE ((deleted_at IS NULL) AND (google_ads_account_id IS NOT NULL));
CREATE INDEX customer_choice_due_idx ON public.customer USING btree (choice_due_at) WHERE ((choice_due_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX customer_container_live_key ON public.customer USING btree (organization_id, google_container_id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_created_deleted_idx ON public.customer USING btree (organization_id, created_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX customer_created_live_idx ON public.customer USING btree (organization_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_deleted_idx ON public.customer USING btree (organization_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX customer_deployment_due_idx ON public.customer USING btree (deployment_due_at) WHERE ((deleted_at IS NULL) AND (container_path IS NOT NULL) AND (status = ANY (ARRAY['READY'::text, 'ERROR'::text])));
CREATE INDEX customer_deployment_live_idx ON public.customer USING btree (organization_id, deployment_rank, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_evidence_live_idx ON public.customer USING btree (organization_id, evidence_rank, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_name_deleted_idx ON public.customer USING btree (organization_id, name, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX customer_name_live_idx ON public.customer USING btree (organization_id, name, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_open_findings_live_idx ON public.customer USING btree (organization_id, open_findings, id) WHERE (deleted_at IS NULL);
CREATE INDEX customer_organization_id_google_account_id_idx ON public.customer USING btree (organization_id, google_account_id);
CREATE UNIQUE INDEX customer_organization_id_id_key ON public.customer USING btree (organization_id, id);
CREATE INDEX customer_search_live_idx ON public.customer USING gin (organization_id, search_text public.gin_trgm_ops) WITH (fastupdate=off) WHERE (deleted_at IS NULL);
CREATE INDEX customer_status_created_live_idx ON public.customer USING btree (organization_id, status, created_at, id) WHERE (deleted_at IS NULL);
alter table public.customer enable row level security;
alter table public.customer force row level security;
create policy owner_all on public.customer for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.customer for delete to oct_app
  using (false);
create policy tenant_insert on public.customer for insert to oct_app
  with check (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND (deleted_at IS NULL)));
create policy tenant_select on public.customer for select to oct_app
  using (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.customer for update to oct_app
  using (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.customer to oct_app;
grant insert (name, website_url, google_account_id, version, created_at, updated_at, google_access, requested_choice, choice_due_at) on public.customer to oct_app;
grant update (name, website_url, google_account_id, google_container_id, container_path, google_ads_account_id, login_customer_id, version, paused, google_access, requested_choice, choice_due_at, hold, publish_mode, frozen_until, deployment_checked_at, drafts_checked_at) on public.customer to oct_app;
CREATE TRIGGER add_evidence_account AFTER INSERT ON public.customer FOR EACH ROW WHEN (new.google_ads_account_id IS NOT NULL AND new.deleted_at IS NULL) EXECUTE FUNCTION app.add_evidence_account();
CREATE TRIGGER add_other_evidence_account AFTER UPDATE ON public.customer FOR EACH ROW WHEN (new.google_ads_account_id IS NOT NULL AND new.deleted_at IS NULL AND (old.google_ads_account_id IS DISTINCT FROM new.google_ads_account_id OR old.deleted_at IS NOT NULL OR old.google_account_id IS DISTINCT FROM new.google_account_id OR old.login_customer_id IS DISTINCT FROM new.login_customer_id)) EXECUTE FUNCTION app.add_evidence_account();
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.customer FOR EACH ROW EXECUTE FUNCTION app.audit_change('customer', 'id', '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at,deployment_checked_at,deployment_due_at,drafts_checked_at,evidence_worst,evidence_rank}', '{}', '{}');
CREATE TRIGGER audit_update AFTER UPDATE ON public.customer FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.website_url IS DISTINCT FROM new.website_url OR old.google_account_id IS DISTINCT FROM new.google_account_id OR old.google_container_id IS DISTINCT FROM new.google_container_id OR old.container_path IS DISTINCT FROM new.container_path OR old.google_ads_account_id IS DISTINCT FROM new.google_ads_account_id OR old.login_customer_id IS DISTINCT FROM new.login_customer_id OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id OR old.paused IS DISTINCT FROM new.paused OR old.google_access IS DISTINCT FROM new.google_access OR old.status IS DISTINCT FROM new.status OR old.hold IS DISTINCT FROM new.hold OR old.publish_mode IS DISTINCT FROM new.publish_mode OR old.frozen_until IS DISTINCT FROM new.frozen_until) EXECUTE FUNCTION app.audit_change('customer', 'id', '{updated_at,version,tracking_count,search_text,deployment_worst,deployment_rank,open_findings,requested_choice,choice_due_at,deployment_checked_at,deployment_due_at,drafts_checked_at,evidence_worst,evidence_rank}', '{}', '{}', 't');
CREATE TRIGGER check_freeze BEFORE UPDATE ON public.customer FOR EACH ROW WHEN (new.frozen_until IS DISTINCT FROM old.frozen_until) EXECUTE FUNCTION app.check_freeze();
CREATE TRIGGER count_customers_deleted AFTER DELETE ON public.customer REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.count_customers();
CREATE TRIGGER count_customers_inserted AFTER INSERT ON public.customer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_customers();
CREATE TRIGGER count_customers_updated AFTER UPDATE ON public.customer REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_customers();
CREATE TRIGGER follow_freeze AFTER UPDATE ON public.customer FOR EACH ROW WHEN (new.frozen_until IS DISTINCT FROM old.frozen_until) EXECUTE FUNCTION app.follow_freeze();
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.customer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER forbid_restore AFTER UPDATE OF deleted_at ON public.customer FOR EACH ROW WHEN (old.deleted_at IS NOT NULL AND new.deleted_at IS NULL) EXECUTE FUNCTION app.forbid_restore();
CREATE TRIGGER record_hold AFTER UPDATE ON public.customer FOR EACH ROW WHEN (new.hold <> old.hold) EXECUTE FUNCTION app.record_hold();
CREATE TRIGGER record_queue_update AFTER UPDATE ON public.customer FOR EACH ROW WHEN (new.status <> old.status OR new.deleted_at IS DISTINCT FROM old.deleted_at OR new.container_path IS DISTINCT FROM old.container_path OR new.google_account_id IS DISTINCT FROM old.google_account_id) EXECUTE FUNCTION app.record_queue_change();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.customer FOR EACH ROW WHEN (NOT (old.deployment_checked_at IS DISTINCT FROM new.deployment_checked_at OR old.deployment_due_at IS DISTINCT FROM new.deployment_due_at OR old.drafts_checked_at IS DISTINCT FROM new.drafts_checked_at)) EXECUTE FUNCTION app.set_updated_at();

-- table public.evidence_account
create table public.evidence_account (
  organization_id uuid not null default app.require_org(),
  ads_account_id text not null,
  time_zone text,
  currency text,
  collected_from date,
  collected_through date,
  collected_at timestamp(3) with time zone,
  long_read_at timestamp(3) with time zone,
  error_code text,
  failures integer not null default 0,
  due_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  lease_owner uuid,
  lease_until timestamp(3) with time zone,
  fence integer not null default 0,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint evidence_account_pkey PRIMARY KEY (organization_id, ads_account_id),
  constraint evidence_account_collected_check CHECK ((collected_from <= collected_through)),
  constraint evidence_account_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX evidence_account_due_idx ON public.evidence_account USING btree (due_at);
alter table public.evidence_account enable row level security;
alter table public.evidence_account force row level security;
create policy owner_all on public.evidence_account for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.evidence_account for delete to oct_app
  using (false);
create policy tenant_insert on public.evidence_account for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.evidence_account for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.evidence_account for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.evidence_account to oct_app;
grant update (time_zone, currency, collected_from, collected_through, collected_at, long_read_at, error_code) on public.evidence_account to oct_app;

-- table public.finding
create table public.finding (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  tracking_id uuid,
  code text not null,
  severity text not null,
  subject text not null,
  data jsonb not null default '{}'::jsonb,
  status text not null generated always as (
CASE
    WHEN (resolved_at IS NOT NULL) THEN 'resolved'::text
    WHEN (dismissed_at IS NOT NULL) THEN 'dismissed'::text
    ELSE 'open'::text
END) stored,
  opened_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  resolved_at timestamp(3) with time zone,
  dismissed_at timestamp(3) with time zone,
  dismissed_by text,
  dismiss_reason text,
  dismissed_until timestamp(3) with time zone,
  dismissed_data jsonb,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint finding_pkey PRIMARY KEY (id),
  constraint finding_code_check CHECK ((code ~ '^[a-z][a-z0-9._-]{0,63}$'::text)),
  constraint finding_data_check CHECK ((jsonb_typeof(data) = 'object'::text)),
  constraint finding_dismissed_check CHECK ((((dismissed_at IS NULL) = (dismissed_by IS NULL)) AND ((dismissed_at IS NULL) = (dismiss_reason IS NULL)) AND ((dismissed_at IS NULL) = (dismissed_data IS NULL)) AND ((dismissed_at IS NOT NULL) OR (dismissed_until IS NULL)))),
  constraint finding_severity_check CHECK ((severity = ANY (ARRAY['hint'::text, 'warning'::text, 'error'::text]))),
  constraint finding_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint finding_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint finding_organization_id_tracking_id_fkey FOREIGN KEY (organization_id, tracking_id) REFERENCES public.tracking(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX finding_dismissed_until_idx ON public.finding USING btree (dismissed_until) WHERE ((dismissed_until IS NOT NULL) AND (resolved_at IS NULL));
CREATE UNIQUE INDEX finding_open_key ON public.finding USING btree (organization_id, customer_id, tracking_id, code, subject) NULLS NOT DISTINCT WHERE (resolved_at IS NULL);
CREATE INDEX finding_organization_id_customer_id_status_opened_at_id_idx ON public.finding USING btree (organization_id, customer_id, status, opened_at, id);
CREATE INDEX finding_organization_id_opened_at_id_idx ON public.finding USING btree (organization_id, opened_at, id);
CREATE INDEX finding_organization_id_status_code_opened_at_id_idx ON public.finding USING btree (organization_id, status, code, opened_at, id);
CREATE INDEX finding_organization_id_status_opened_at_id_idx ON public.finding USING btree (organization_id, status, opened_at, id);
CREATE INDEX finding_organization_id_status_severity_opened_at_id_idx ON public.finding USING btree (organization_id, status, severity, opened_at, id);
CREATE INDEX finding_organization_id_tracking_id_status_opened_at_id_idx ON public.finding USING btree (organization_id, tracking_id, status, opened_at, id);
CREATE INDEX finding_resolved_at_idx ON public.finding USING btree (resolved_at) WHERE (resolved_at IS NOT NULL);
alter table public.finding enable row level security;
alter table public.finding force row level security;
create policy owner_all on public.finding for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.finding for delete to oct_app
  using (false);
create policy tenant_insert on public.finding for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.finding for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.finding for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.finding to oct_app;
grant insert (customer_id, tracking_id, code, severity, subject, data, opened_at, created_at, updated_at) on public.finding to oct_app;
grant update (severity, data, resolved_at, dismissed_at, dismissed_by, dismiss_reason, dismissed_until, dismissed_data) on public.finding to oct_app;
CREATE TRIGGER audit_update AFTER UPDATE ON public.finding FOR EACH ROW WHEN (old.dismissed_at IS DISTINCT FROM new.dismissed_at OR old.dismissed_by IS DISTINCT FROM new.dismissed_by OR old.dismiss_reason IS DISTINCT FROM new.dismiss_reason OR old.dismissed_until IS DISTINCT FROM new.dismissed_until) EXECUTE FUNCTION app.audit_change('finding', 'id', '{customer_id,tracking_id,code,severity,subject,data,status,opened_at,resolved_at,dismissed_data,updated_at}', '{}', '{}', 'f');
CREATE TRIGGER count_deleted AFTER DELETE ON public.finding REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();
CREATE TRIGGER count_inserted AFTER INSERT ON public.finding REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();
CREATE TRIGGER count_updated AFTER UPDATE ON public.finding REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_findings();
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.finding REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.finding FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.google_connection
create table public.google_connection (
  organization_id uuid not null default app.require_org(),
  google_account_id text not null,
  email text not null,
  scopes text[],
  access_token text,
  refresh_token text,
  token_expires_at timestamp(3) with time zone,
  token_version integer not null default 1,
  status text not null default 'ACTIVE'::text,
  error_code text,
  last_refreshed_at timestamp(3) with time zone,
  refresh_failures integer not null default 0,
  refresh_due_at timestamp(3) with time zone,
  lease_owner uuid,
  lease_until timestamp(3) with time zone,
  fence integer not null default 0,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  constraint google_connection_pkey PRIMARY KEY (organization_id, google_account_id),
  constraint google_connection_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'ERROR'::text, 'DISCONNECTED'::text]))),
  constraint google_connection_tokens_check CHECK (((status <> 'ACTIVE'::text) OR (refresh_token IS NOT NULL))),
  constraint google_connection_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX google_connection_deleted_idx ON public.google_connection USING btree (organization_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX google_connection_grant_idx ON public.google_connection USING btree (google_account_id) WHERE (status = 'ACTIVE'::text);
CREATE INDEX google_connection_idle_idx ON public.google_connection USING btree (COALESCE(last_refreshed_at, created_at)) WHERE ((status = 'ACTIVE'::text) AND (refresh_failures = 0));
CREATE INDEX google_connection_refresh_due_idx ON public.google_connection USING btree (refresh_due_at) WHERE (status = 'ACTIVE'::text);
alter table public.google_connection enable row level security;
alter table public.google_connection force row level security;
create policy owner_all on public.google_connection for all to oct_owner
  using (true)
  with check (true);
create policy refresh_own on public.google_connection as restrictive for all to oct_app
  using (COALESCE((google_account_id = ( SELECT app.refreshed_account() AS refreshed_account)), true));
create policy tenant_delete on public.google_connection for delete to oct_app
  using (false);
create policy tenant_insert on public.google_connection for insert to oct_app
  with check (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND (deleted_at IS NULL)));
create policy tenant_select on public.google_connection for select to oct_app
  using (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.google_connection for update to oct_app
  using (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((organization_id = ( SELECT app.require_org_of_any() AS require_org_of_any)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.google_connection to oct_app;
grant insert (google_account_id, email, scopes, access_token, refresh_token, token_expires_at, token_version, status, refresh_failures, refresh_due_at, fence, created_at, updated_at) on public.google_connection to oct_app;
grant update (email, scopes, access_token, refresh_token, token_expires_at, token_version, status, error_code, last_refreshed_at, refresh_failures, refresh_due_at) on public.google_connection to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.google_connection FOR EACH ROW EXECUTE FUNCTION app.audit_change('connection', 'google_account_id', '{updated_at,token_expires_at,token_version,last_refreshed_at,refresh_failures,refresh_due_at,lease_owner,lease_until,fence}', '{email}', '{access_token,refresh_token}', 't');
CREATE TRIGGER audit_update AFTER UPDATE ON public.google_connection FOR EACH ROW WHEN (old.google_account_id IS DISTINCT FROM new.google_account_id OR old.email IS DISTINCT FROM new.email OR old.scopes IS DISTINCT FROM new.scopes OR old.access_token IS DISTINCT FROM new.access_token OR old.refresh_token IS DISTINCT FROM new.refresh_token OR old.status IS DISTINCT FROM new.status OR old.error_code IS DISTINCT FROM new.error_code OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id) EXECUTE FUNCTION app.audit_change('connection', 'google_account_id', '{updated_at,token_expires_at,token_version,last_refreshed_at,refresh_failures,refresh_due_at,lease_owner,lease_until,fence}', '{email}', '{access_token,refresh_token}', 't');
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.google_connection REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER record_queue_update AFTER UPDATE ON public.google_connection FOR EACH ROW WHEN (new.status <> old.status) EXECUTE FUNCTION app.record_queue_change();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.google_connection FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.history_entry
create table public.history_entry (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  run_id uuid,
  kind text not null,
  origin text not null,
  container_path text not null,
  publication integer,
  version_id text,
  previous_version_id text,
  made_at timestamp(3) with time zone,
  changes jsonb,
  snapshot jsonb,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint history_entry_pkey PRIMARY KEY (id),
  constraint history_entry_changes_check CHECK ((jsonb_typeof(changes) = 'array'::text)),
  constraint history_entry_kind_check CHECK ((kind = ANY (ARRAY['FIRST_SEEN'::text, 'PUBLISHED'::text, 'ROLLED_BACK'::text, 'ACTIONS_CHANGED'::text]))),
  constraint history_entry_origin_check CHECK ((origin = ANY (ARRAY['OURS'::text, 'TAG_MANAGER'::text]))),
  constraint history_entry_publication_check CHECK ((((kind = 'ACTIONS_CHANGED'::text) = (publication IS NULL)) AND ((publication IS NULL) = (version_id IS NULL)))),
  constraint history_entry_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint history_entry_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint history_entry_organization_id_run_id_fkey FOREIGN KEY (organization_id, run_id) REFERENCES public.sync_run(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE UNIQUE INDEX history_entry_actions_key ON public.history_entry USING btree (organization_id, run_id) WHERE (kind = 'ACTIONS_CHANGED'::text);
CREATE INDEX history_entry_created_at_idx ON public.history_entry USING btree (created_at) WHERE (snapshot IS NULL);
CREATE INDEX history_entry_organization_id_customer_id_created_at_id_idx ON public.history_entry USING btree (organization_id, customer_id, created_at, id);
CREATE INDEX history_entry_organization_id_run_id_idx ON public.history_entry USING btree (organization_id, run_id);
CREATE UNIQUE INDEX history_entry_publication_key ON public.history_entry USING btree (organization_id, customer_id, container_path, publication);
alter table public.history_entry enable row level security;
alter table public.history_entry force row level security;
create policy owner_all on public.history_entry for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.history_entry for delete to oct_app
  using (false);
create policy tenant_insert on public.history_entry for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.history_entry for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.history_entry for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.history_entry to oct_app;
grant insert (customer_id, run_id, kind, origin, container_path, publication, version_id, previous_version_id, made_at, changes, snapshot, created_at) on public.history_entry to oct_app;
grant update (snapshot) on public.history_entry to oct_app;
CREATE TRIGGER cap_history AFTER INSERT ON public.history_entry FOR EACH ROW WHEN (new.publication > 5000) EXECUTE FUNCTION app.cap_history();
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.history_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();

-- table public.idempotency_key
create table public.idempotency_key (
  organization_id uuid not null default app.require_org(),
  key_hash text not null,
  fingerprint text not null,
  status smallint not null,
  resource_ids uuid[] not null default '{}'::uuid[],
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint idempotency_key_pkey PRIMARY KEY (organization_id, key_hash),
  constraint idempotency_key_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX idempotency_key_created_at_idx ON public.idempotency_key USING btree (created_at);
alter table public.idempotency_key enable row level security;
alter table public.idempotency_key force row level security;
create policy owner_all on public.idempotency_key for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.idempotency_key for delete to oct_app
  using (false);
create policy tenant_insert on public.idempotency_key for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
create policy tenant_select on public.idempotency_key for select to oct_app
  using ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
create policy tenant_update on public.idempotency_key for update to oct_app
  using ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)))
  with check ((organization_id = ( SELECT app.require_org_of_caller() AS require_org_of_caller)));
grant select on public.idempotency_key to oct_app;

-- table public.invitation
create table public.invitation (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  email text not null,
  role text not null,
  token_hash text not null,
  invited_by uuid not null,
  expires_at timestamp(3) with time zone not null,
  accepted_at timestamp(3) with time zone,
  accepted_by uuid,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_accepted_check CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
  constraint invitation_email_check CHECK (((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 320)))),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['MEMBER'::text, 'ADMIN'::text]))),
  constraint invitation_organization_id_accepted_by_fkey FOREIGN KEY (organization_id, accepted_by) REFERENCES public.user_account(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint invitation_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint invitation_organization_id_invited_by_fkey FOREIGN KEY (organization_id, invited_by) REFERENCES public.user_account(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX invitation_created_live_idx ON public.invitation USING btree (organization_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX invitation_deleted_idx ON public.invitation USING btree (organization_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX invitation_open_key ON public.invitation USING btree (organization_id, email) WHERE ((accepted_at IS NULL) AND (deleted_at IS NULL));
CREATE INDEX invitation_organization_id_accepted_by_idx ON public.invitation USING btree (organization_id, accepted_by);
CREATE INDEX invitation_organization_id_invited_by_idx ON public.invitation USING btree (organization_id, invited_by);
CREATE UNIQUE INDEX invitation_token_hash_key ON public.invitation USING btree (token_hash);
alter table public.invitation enable row level security;
alter table public.invitation force row level security;
create policy owner_all on public.invitation for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.invitation for delete to oct_app
  using (false);
create policy tenant_insert on public.invitation for insert to oct_app
  with check (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND (deleted_at IS NULL)));
create policy tenant_select on public.invitation for select to oct_app
  using (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.invitation for update to oct_app
  using (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.invitation to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.invitation FOR EACH ROW EXECUTE FUNCTION app.audit_change('invitation', 'id', '{updated_at}', '{email}', '{token_hash}', 't');
CREATE TRIGGER audit_update AFTER UPDATE ON public.invitation FOR EACH ROW WHEN (old.email IS DISTINCT FROM new.email OR old.role IS DISTINCT FROM new.role OR old.token_hash IS DISTINCT FROM new.token_hash OR old.invited_by IS DISTINCT FROM new.invited_by OR old.expires_at IS DISTINCT FROM new.expires_at OR old.accepted_at IS DISTINCT FROM new.accepted_at OR old.accepted_by IS DISTINCT FROM new.accepted_by OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id) EXECUTE FUNCTION app.audit_change('invitation', 'id', '{updated_at}', '{email}', '{token_hash}', 't');
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.invitation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.invitation FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.oauth_state
create table public.oauth_state (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  user_id uuid not null,
  customer_id uuid not null,
  state_hash text not null,
  code_verifier text not null,
  expires_at timestamp(3) with time zone not null,
  used_at timestamp(3) with time zone,
  handle_hash text,
  pending_grant text,
  completed_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  constraint oauth_state_pkey PRIMARY KEY (id),
  constraint oauth_state_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint oauth_state_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint oauth_state_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES public.user_account(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX oauth_state_expires_at_idx ON public.oauth_state USING btree (expires_at);
CREATE UNIQUE INDEX oauth_state_handle_hash_key ON public.oauth_state USING btree (handle_hash);
CREATE INDEX oauth_state_organization_id_customer_id_idx ON public.oauth_state USING btree (organization_id, customer_id);
CREATE INDEX oauth_state_organization_id_user_id_idx ON public.oauth_state USING btree (organization_id, user_id);
CREATE UNIQUE INDEX oauth_state_state_hash_key ON public.oauth_state USING btree (state_hash);
alter table public.oauth_state enable row level security;
alter table public.oauth_state force row level security;
create policy owner_all on public.oauth_state for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.oauth_state for delete to oct_app
  using (false);
create policy tenant_insert on public.oauth_state for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
create policy tenant_select on public.oauth_state for select to oct_app
  using ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
create policy tenant_update on public.oauth_state for update to oct_app
  using ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)))
  with check ((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)));
grant select on public.oauth_state to oct_app;
grant insert (user_id, customer_id, state_hash, code_verifier, expires_at, created_at) on public.oauth_state to oct_app;
grant update (pending_grant, completed_at) on public.oauth_state to oct_app;
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.oauth_state REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER limit_consents AFTER INSERT ON public.oauth_state FOR EACH ROW EXECUTE FUNCTION app.limit_consents();

-- table public.organization
create table public.organization (
  id uuid not null default app.uuid_v7(),
  name text not null,
  time_zone text not null default 'UTC'::text,
  publish_mode text not null default 'MANUAL'::text,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  version integer not null default 1,
  writes_paused boolean not null default false,
  frozen_until timestamp(3) with time zone,
  auto_rollback boolean not null default true,
  name_pattern text not null default 'OCT - {name}'::text,
  folder text,
  constraint organization_pkey PRIMARY KEY (id),
  constraint organization_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120))),
  constraint organization_publish_mode_check CHECK ((publish_mode = ANY (ARRAY['MANUAL'::text, 'AUTO'::text])))
);
alter table public.organization enable row level security;
alter table public.organization force row level security;
create policy owner_all on public.organization for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.organization for delete to oct_app
  using (false);
create policy tenant_insert on public.organization for insert to oct_app
  with check (((id = ( SELECT app.require_org() AS require_org)) AND (deleted_at IS NULL)));
create policy tenant_select on public.organization for select to oct_app
  using (((id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.organization for update to oct_app
  using (((id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.organization to oct_app;
grant update (name, time_zone, publish_mode, version, writes_paused, frozen_until, auto_rollback, name_pattern, folder) on public.organization to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.organization FOR EACH ROW EXECUTE FUNCTION app.audit_change('organization', 'id', '{updated_at,version}', '{}', '{}');
CREATE TRIGGER audit_update AFTER UPDATE ON public.organization FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.time_zone IS DISTINCT FROM new.time_zone OR old.publish_mode IS DISTINCT FROM new.publish_mode OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id OR old.writes_paused IS DISTINCT FROM new.writes_paused OR old.frozen_until IS DISTINCT FROM new.frozen_until OR old.auto_rollback IS DISTINCT FROM new.auto_rollback OR old.name_pattern IS DISTINCT FROM new.name_pattern OR old.folder IS DISTINCT FROM new.folder) EXECUTE FUNCTION app.audit_change('organization', 'id', '{updated_at,version}', '{}', '{}', 'f');
CREATE TRIGGER check_freeze BEFORE UPDATE ON public.organization FOR EACH ROW WHEN (new.frozen_until IS DISTINCT FROM old.frozen_until) EXECUTE FUNCTION app.check_freeze();
CREATE TRIGGER follow_freeze AFTER UPDATE ON public.organization FOR EACH ROW WHEN (new.frozen_until IS DISTINCT FROM old.frozen_until) EXECUTE FUNCTION app.follow_freeze();
CREATE TRIGGER record_switch AFTER UPDATE ON public.organization FOR EACH ROW WHEN (new.writes_paused <> old.writes_paused) EXECUTE FUNCTION app.record_switch();
CREATE TRIGGER set_time_zone BEFORE INSERT OR UPDATE OF time_zone ON public.organization FOR EACH ROW EXECUTE FUNCTION app.set_time_zone();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.organization FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.quota_day
create table public.quota_day (
  day date not null,
  used integer not null default 0,
  project text not null default ''::text,
  watch integer not null default 0,
  constraint quota_day_pkey PRIMARY KEY (project, day)
);
alter table public.quota_day enable row level security;
alter table public.quota_day force row level security;
create policy owner_all on public.quota_day for all to oct_owner
  using (true)
  with check (true);

-- table public.quota_slot
create table public.quota_slot (
  slot smallint not null,
  granted_at timestamp(6) with time zone not null,
  organization_id uuid,
  project text not null default ''::text,
  constraint quota_slot_pkey PRIMARY KEY (project, slot)
);
alter table public.quota_slot enable row level security;
alter table public.quota_slot force row level security;
create policy owner_all on public.quota_slot for all to oct_owner
  using (true)
  with check (true);

-- table public.sync_job
create table public.sync_job (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  tracking_id uuid not null,
  run_id uuid,
  action text not null,
  status text not null default 'QUEUED'::text,
  error_code text,
  error_message text,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  finished_at timestamp(3) with time zone,
  constraint sync_job_pkey PRIMARY KEY (id),
  constraint sync_job_action_check CHECK ((action = ANY (ARRAY['CREATE'::text, 'UPDATE'::text, 'DELETE'::text]))),
  constraint sync_job_run_check CHECK (((run_id IS NOT NULL) OR (status = ANY (ARRAY['QUEUED'::text, 'CANCELLED'::text])))),
  constraint sync_job_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELLED'::text]))),
  constraint sync_job_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint sync_job_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint sync_job_organization_id_run_id_fkey FOREIGN KEY (organization_id, run_id) REFERENCES public.sync_run(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint sync_job_organization_id_tracking_id_fkey FOREIGN KEY (organization_id, tracking_id) REFERENCES public.tracking(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX sync_job_organization_id_customer_id_idx ON public.sync_job USING btree (organization_id, customer_id);
CREATE INDEX sync_job_organization_id_run_id_idx ON public.sync_job USING btree (organization_id, run_id);
CREATE INDEX sync_job_organization_id_tracking_id_idx ON public.sync_job USING btree (organization_id, tracking_id);
CREATE UNIQUE INDEX sync_job_queued_key ON public.sync_job USING btree (organization_id, tracking_id) WHERE (status = 'QUEUED'::text);
alter table public.sync_job enable row level security;
alter table public.sync_job force row level security;
create policy owner_all on public.sync_job for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.sync_job for delete to oct_app
  using (false);
create policy tenant_insert on public.sync_job for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.sync_job for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.sync_job for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.sync_job to oct_app;
grant insert (customer_id, tracking_id, action, status, created_at, updated_at) on public.sync_job to oct_app;
grant update (run_id, action, status, error_code, error_message, finished_at) on public.sync_job to oct_app;
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.sync_job REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.sync_job FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.sync_run
create table public.sync_run (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  kind text not null default 'SYNC'::text,
  status text not null default 'QUEUED'::text,
  container_path text,
  checkpoint jsonb not null default '{}'::jsonb,
  workspace_path text,
  version_id text,
  previous_live_id text,
  error_code text,
  error_message text,
  attempts integer not null default 0,
  run_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  lease_owner uuid,
  lease_until timestamp(3) with time zone,
  fence integer not null default 0,
  claimed_at timestamp(3) with time zone,
  finished_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  mode text not null default 'edit'::text,
  builds_on_live boolean not null default false,
  cannot_fire integer not null default 0,
  request jsonb not null default '{}'::jsonb,
  plan jsonb,
  plan_digest text,
  background boolean not null default false,
  repair jsonb,
  goes_live_at timestamp(3) with time zone,
  frozen_at timestamp(3) with time zone,
  requester_kind text,
  requester_id uuid,
  constraint sync_run_pkey PRIMARY KEY (id),
  constraint sync_run_kind_check CHECK ((kind = ANY (ARRAY['SYNC'::text, 'PUBLISH'::text, 'PLAN'::text, 'VERIFY'::text, 'REPAIR'::text, 'ROLLBACK'::text]))),
  constraint sync_run_lease_check CHECK (((status <> 'RUNNING'::text) OR ((lease_owner IS NOT NULL) AND (lease_until IS NOT NULL)))),
  constraint sync_run_mode_check CHECK ((mode = ANY (ARRAY['edit'::text, 'sync'::text, 'repair'::text]))),
  constraint sync_run_requester_check CHECK ((((requester_kind = ANY (ARRAY['user'::text, 'key'::text])) AND (requester_id IS NOT NULL)) OR ((requester_kind IS NULL) AND (requester_id IS NULL)))),
  constraint sync_run_status_check CHECK ((status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'AWAITING_PUBLISH'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELLED'::text]))),
  constraint sync_run_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint sync_run_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX sync_run_background_idx ON public.sync_run USING btree (lease_until) WHERE background;
CREATE INDEX sync_run_claimed_idx ON public.sync_run USING btree (organization_id, claimed_at) WHERE (claimed_at IS NOT NULL);
CREATE INDEX sync_run_goes_live_idx ON public.sync_run USING btree (goes_live_at) WHERE ((status = 'AWAITING_PUBLISH'::text) AND (goes_live_at IS NOT NULL));
CREATE INDEX sync_run_lease_idx ON public.sync_run USING btree (lease_until) WHERE (status = 'RUNNING'::text);
CREATE INDEX sync_run_organization_id_created_at_id_idx ON public.sync_run USING btree (organization_id, created_at, id);
CREATE INDEX sync_run_organization_id_customer_id_created_at_idx ON public.sync_run USING btree (organization_id, customer_id, created_at);
CREATE UNIQUE INDEX sync_run_organization_id_id_key ON public.sync_run USING btree (organization_id, id);
CREATE INDEX sync_run_organization_id_status_created_at_id_idx ON public.sync_run USING btree (organization_id, status, created_at, id);
CREATE INDEX sync_run_queue_idx ON public.sync_run USING btree (organization_id, run_at, id) WHERE (status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text]));
CREATE UNIQUE INDEX sync_run_queued_key ON public.sync_run USING btree (organization_id, customer_id) WHERE ((status = 'QUEUED'::text) AND (kind = 'SYNC'::text));
CREATE UNIQUE INDEX sync_run_queued_plan_key ON public.sync_run USING btree (organization_id, customer_id) WHERE ((status = 'QUEUED'::text) AND (kind = 'PLAN'::text));
CREATE UNIQUE INDEX sync_run_queued_repair_key ON public.sync_run USING btree (organization_id, customer_id) WHERE ((status = 'QUEUED'::text) AND (kind = 'REPAIR'::text));
CREATE UNIQUE INDEX sync_run_queued_rollback_key ON public.sync_run USING btree (organization_id, customer_id) WHERE ((status = 'QUEUED'::text) AND (kind = 'ROLLBACK'::text));
CREATE UNIQUE INDEX sync_run_queued_verify_key ON public.sync_run USING btree (organization_id, customer_id) WHERE ((status = 'QUEUED'::text) AND (kind = 'VERIFY'::text));
CREATE UNIQUE INDEX sync_run_running_container_key ON public.sync_run USING btree (container_path) WHERE (status = 'RUNNING'::text);
CREATE INDEX sync_run_running_idx ON public.sync_run USING btree (organization_id, lease_until) WHERE (status = 'RUNNING'::text);
CREATE INDEX sync_run_special_idx ON public.sync_run USING btree (organization_id, kind, created_at, id) WHERE (kind <> 'SYNC'::text);
alter table public.sync_run enable row level security;
alter table public.sync_run force row level security;
create policy owner_all on public.sync_run for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.sync_run for delete to oct_app
  using (false);
create policy tenant_insert on public.sync_run for insert to oct_app
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_select on public.sync_run for select to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)));
create policy tenant_update on public.sync_run for update to oct_app
  using ((organization_id = ( SELECT app.require_org() AS require_org)))
  with check ((organization_id = ( SELECT app.require_org() AS require_org)));
grant select on public.sync_run to oct_app;
grant insert (customer_id, kind, status, container_path, checkpoint, version_id, previous_live_id, attempts, run_at, fence, created_at, updated_at, mode, builds_on_live, request, background) on public.sync_run to oct_app;
grant update (kind, status, checkpoint, workspace_path, version_id, previous_live_id, error_code, error_message, run_at, finished_at, mode, builds_on_live, cannot_fire, request, plan, plan_digest, background, repair, goes_live_at, frozen_at) on public.sync_run to oct_app;
CREATE TRIGGER audit_request AFTER INSERT ON public.sync_run FOR EACH ROW WHEN (new.kind = 'REPAIR'::text) EXECUTE FUNCTION app.audit_change('syncRun', 'id', '{container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background,repair}', '{}', '{}');
CREATE TRIGGER audit_rollback AFTER INSERT ON public.sync_run FOR EACH ROW WHEN (new.kind = 'ROLLBACK'::text) EXECUTE FUNCTION app.audit_change('syncRun', 'id', '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background}', '{}', '{}');
CREATE TRIGGER audit_update AFTER UPDATE ON public.sync_run FOR EACH ROW WHEN (NOT new.background AND (old.kind <> new.kind OR old.status <> new.status AND (new.status <> ALL (ARRAY['QUEUED'::text, 'RUNNING'::text])) OR new.kind = 'REPAIR'::text AND old.request <> new.request)) EXECUTE FUNCTION app.audit_change('syncRun', 'id', '{customer_id,container_path,checkpoint,workspace_path,error_message,attempts,run_at,lease_owner,lease_until,fence,claimed_at,finished_at,updated_at,plan,background,repair,requester_kind,requester_id}', '{}', '{}', 'f');
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.sync_run REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER record_new_requester BEFORE UPDATE OF kind, mode ON public.sync_run FOR EACH ROW WHEN (new.kind <> old.kind OR new.mode <> old.mode AND old.mode = 'edit'::text) EXECUTE FUNCTION app.record_requester();
CREATE TRIGGER record_queue_delete AFTER DELETE ON public.sync_run FOR EACH ROW WHEN (NOT old.background) EXECUTE FUNCTION app.record_queue_change();
CREATE TRIGGER record_queue_insert AFTER INSERT ON public.sync_run FOR EACH ROW WHEN (NOT new.background AND ((new.status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text])) OR new.claimed_at IS NOT NULL)) EXECUTE FUNCTION app.record_queue_change();
CREATE TRIGGER record_queue_update AFTER UPDATE ON public.sync_run FOR EACH ROW WHEN (NOT new.background AND (new.status <> old.status OR new.run_at <> old.run_at OR new.lease_until < old.lease_until OR new.claimed_at IS DISTINCT FROM old.claimed_at OR new.container_path IS DISTINCT FROM old.container_path)) EXECUTE FUNCTION app.record_queue_change();
CREATE TRIGGER record_requester BEFORE INSERT ON public.sync_run FOR EACH ROW WHEN (new.kind <> 'SYNC'::text OR new.mode <> 'edit'::text) EXECUTE FUNCTION app.record_requester();
CREATE TRIGGER remove_look AFTER UPDATE ON public.sync_run FOR EACH ROW WHEN (new.background AND (new.status <> ALL (ARRAY['QUEUED'::text, 'RUNNING'::text]))) EXECUTE FUNCTION app.remove_look();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.sync_run FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- table public.tracking
create table public.tracking (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  name text not null,
  type text not null,
  selector text,
  url_pattern text,
  event_name text,
  conversion_category text not null,
  conversion_counting text not null,
  conversion_value numeric(12,2),
  conversion_currency text,
  gtm_trigger_id text,
  gtm_tag_id text,
  google_ads_conversion_id text,
  conversion_label text,
  conversion_action_resource_name text,
  version integer not null default 1,
  synced_version integer not null default 0,
  sync_status text not null default 'PENDING'::text,
  sync_error_code text,
  sync_error_message text,
  last_synced_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  applied jsonb not null default '{}'::jsonb,
  deployment jsonb not null default '{}'::jsonb,
  deployment_state text not null default 'UNKNOWN'::text,
  deployment_checked_at timestamp(3) with time zone,
  url_regex text,
  ignore_case boolean not null default false,
  history_changes boolean not null default true,
  evidence_state text not null default 'UNKNOWN'::text,
  evidence jsonb not null default '{}'::jsonb,
  evidence_since date,
  evidence_checked_at timestamp(3) with time zone,
  last_received_at timestamp(3) with time zone,
  link_host text,
  file_extensions text[] not null default '{}'::text[],
  percent integer,
  seconds integer,
  video_url text,
  event_regex text,
  wait_for_tags boolean,
  wait_for_tags_timeout integer,
  check_validation boolean,
  conditions jsonb not null default '[]'::jsonb,
  exceptions jsonb not null default '[]'::jsonb,
  paused boolean not null default false,
  origin_id uuid,
  conversion_value_key text,
  conversion_currency_key text,
  conversion_order_id_key text,
  conversion_new_customer boolean,
  conversion_new_customer_key text,
  conversion_primary boolean not null default true,
  conversion_click_through_lookback_window_days integer,
  conversion_view_through_lookback_window_days integer,
  conversion_enhanced jsonb not null default '"off"'::jsonb,
  constraint tracking_pkey PRIMARY KEY (id),
  constraint tracking_conditions_check CHECK (((jsonb_typeof(conditions) = 'array'::text) AND (jsonb_array_length(conditions) <= 10))),
  constraint tracking_conversion_click_days_check CHECK (((conversion_click_through_lookback_window_days >= 1) AND (conversion_click_through_lookback_window_days <= 90))),
  constraint tracking_conversion_counting_check CHECK ((conversion_counting = ANY (ARRAY['ONE_PER_CLICK'::text, 'MANY_PER_CLICK'::text]))),
  constraint tracking_conversion_currency_check CHECK ((conversion_currency ~ '^[A-Z]{3}$'::text)),
  constraint tracking_conversion_currency_key_check CHECK (((num_nonnulls(conversion_currency, conversion_currency_key) < 2) AND ((char_length(conversion_currency_key) >= 1) AND (char_length(conversion_currency_key) <= 100)))),
  constraint tracking_conversion_enhanced_check CHECK (((jsonb_typeof(conversion_enhanced) = 'object'::text) OR (COALESCE((conversion_enhanced #>> '{}'::text[]), ''::text) = ANY (ARRAY['off'::text, 'automatic'::text])))),
  constraint tracking_conversion_new_customer_key_check CHECK (((num_nonnulls(conversion_new_customer, conversion_new_customer_key) < 2) AND ((char_length(conversion_new_customer_key) >= 1) AND (char_length(conversion_new_customer_key) <= 100)))),
  constraint tracking_conversion_order_id_key_check CHECK (((char_length(conversion_order_id_key) >= 1) AND (char_length(conversion_order_id_key) <= 100))),
  constraint tracking_conversion_value_check CHECK ((conversion_value >= (0)::numeric)),
  constraint tracking_conversion_value_key_check CHECK (((num_nonnulls(conversion_value, conversion_value_key) < 2) AND ((char_length(conversion_value_key) >= 1) AND (char_length(conversion_value_key) <= 100)))),
  constraint tracking_conversion_view_days_check CHECK (((conversion_view_through_lookback_window_days >= 1) AND (conversion_view_through_lookback_window_days <= 30))),
  constraint tracking_deployment_state_check CHECK ((deployment_state = ANY (ARRAY['LIVE'::text, 'PAUSED'::text, 'UNKNOWN'::text, 'DIFFERS'::text, 'NOT_LIVE'::text, 'CANNOT_FIRE'::text]))),
  constraint tracking_event_name_check CHECK (((num_nonnulls(event_name, event_regex) = 1) OR (type <> 'CUSTOM_EVENT'::text))),
  constraint tracking_evidence_state_check CHECK ((evidence_state = ANY (ARRAY['COUNTING'::text, 'QUIET'::text, 'AWAITING_FIRST'::text, 'TOO_LITTLE_TRAFFIC'::text, 'UNKNOWN'::text, 'DOUBLED'::text, 'STOPPED'::text]))),
  constraint tracking_exceptions_check CHECK (((jsonb_typeof(exceptions) = 'array'::text) AND (jsonb_array_length(exceptions) <= 10))),
  constraint tracking_link_host_check CHECK ((link_host = ANY (ARRAY['any'::text, 'same'::text, 'other'::text]))),
  constraint tracking_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80))),
  constraint tracking_percent_check CHECK (((percent >= 1) AND (percent <= 100))),
  constraint tracking_seconds_check CHECK (((seconds >= 1) AND (seconds <= 3600))),
  constraint tracking_selector_check CHECK (((selector IS NOT NULL) OR (type <> ALL (ARRAY['BUTTON_CLICK'::text, 'FORM_SUBMIT'::text, 'ELEMENT_VISIBLE'::text])))),
  constraint tracking_sync_status_check CHECK ((sync_status = ANY (ARRAY['PENDING'::text, 'IN_PROGRESS'::text, 'AWAITING_PUBLISH'::text, 'SUCCESS'::text, 'FAILED'::text]))),
  constraint tracking_type_check CHECK ((type = ANY (ARRAY['BUTTON_CLICK'::text, 'LINK_CLICK'::text, 'PHONE_CLICK'::text, 'EMAIL_CLICK'::text, 'FILE_DOWNLOAD'::text, 'PAGE_VIEW'::text, 'FORM_SUBMIT'::text, 'ELEMENT_VISIBLE'::text, 'SCROLL_DEPTH'::text, 'VIDEO'::text, 'TIMER'::text, 'CUSTOM_EVENT'::text]))),
  constraint tracking_url_pattern_check CHECK (((url_pattern IS NOT NULL) OR (url_regex IS NOT NULL) OR (type <> 'PAGE_VIEW'::text))),
  constraint tracking_url_regex_check CHECK (((char_length(url_regex) >= 1) AND (char_length(url_regex) <= 200))),
  constraint tracking_version_check CHECK (((synced_version >= 0) AND (synced_version <= version))),
  constraint tracking_wait_for_tags_timeout_check CHECK (((wait_for_tags_timeout >= 100) AND (wait_for_tags_timeout <= 10000))),
  constraint tracking_organization_id_customer_id_fkey FOREIGN KEY (organization_id, customer_id) REFERENCES public.customer(organization_id, id) ON UPDATE RESTRICT ON DELETE RESTRICT,
  constraint tracking_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX tracking_created_deleted_idx ON public.tracking USING btree (organization_id, created_at, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX tracking_created_live_idx ON public.tracking USING btree (organization_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_deleted_idx ON public.tracking USING btree (organization_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX tracking_deployment_created_live_idx ON public.tracking USING btree (organization_id, deployment_state, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_deployment_live_idx ON public.tracking USING btree (organization_id, customer_id, deployment_state) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_evidence_created_live_idx ON public.tracking USING btree (organization_id, evidence_state, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_evidence_live_idx ON public.tracking USING btree (organization_id, customer_id, evidence_state) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_name_deleted_idx ON public.tracking USING btree (organization_id, name, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX tracking_name_live_idx ON public.tracking USING btree (organization_id, name, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX tracking_name_live_key ON public.tracking USING btree (organization_id, customer_id, app.name_key(name)) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_organization_id_customer_id_created_at_id_idx ON public.tracking USING btree (organization_id, customer_id, created_at, id);
CREATE UNIQUE INDEX tracking_organization_id_id_key ON public.tracking USING btree (organization_id, id);
CREATE UNIQUE INDEX tracking_origin_live_key ON public.tracking USING btree (organization_id, origin_id) WHERE ((origin_id IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX tracking_status_created_live_idx ON public.tracking USING btree (organization_id, sync_status, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tracking_type_created_live_idx ON public.tracking USING btree (organization_id, type, created_at, id) WHERE (deleted_at IS NULL);
alter table public.tracking enable row level security;
alter table public.tracking force row level security;
create policy owner_all on public.tracking for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.tracking for delete to oct_app
  using (false);
create policy tenant_insert on public.tracking for insert to oct_app
  with check (((organization_id = ( SELECT app.require_org() AS require_org)) AND (deleted_at IS NULL)));
create policy tenant_select on public.tracking for select to oct_app
  using (((organization_id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.tracking for update to oct_app
  using (((organization_id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((organization_id = ( SELECT app.require_org() AS require_org)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.tracking to oct_app;
grant insert (customer_id, name, type, selector, url_pattern, event_name, conversion_category, conversion_counting, conversion_value, conversion_currency, version, synced_version, sync_status, created_at, updated_at, url_regex, ignore_case, history_changes, link_host, file_extensions, percent, seconds, video_url, event_regex, wait_for_tags, wait_for_tags_timeout, check_validation, conditions, exceptions, paused, conversion_value_key, conversion_currency_key, conversion_order_id_key, conversion_new_customer, conversion_new_customer_key, conversion_primary, conversion_click_through_lookback_window_days, conversion_view_through_lookback_window_days, conversion_enhanced) on public.tracking to oct_app;
grant update (name, type, selector, url_pattern, event_name, conversion_category, conversion_counting, conversion_value, conversion_currency, gtm_trigger_id, gtm_tag_id, google_ads_conversion_id, conversion_label, conversion_action_resource_name, version, synced_version, sync_status, sync_error_code, sync_error_message, last_synced_at, applied, deployment, deployment_state, deployment_checked_at, url_regex, ignore_case, history_changes, evidence_state, evidence, evidence_checked_at, last_received_at, link_host, file_extensions, percent, seconds, video_url, event_regex, wait_for_tags, wait_for_tags_timeout, check_validation, conditions, exceptions, paused, conversion_value_key, conversion_currency_key, conversion_order_id_key, conversion_new_customer, conversion_new_customer_key, conversion_primary, conversion_click_through_lookback_window_days, conversion_view_through_lookback_window_days, conversion_enhanced) on public.tracking to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.tracking FOR EACH ROW EXECUTE FUNCTION app.audit_change('tracking', 'id', '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at,origin_id}', '{}', '{}');
CREATE TRIGGER audit_update AFTER UPDATE ON public.tracking FOR EACH ROW WHEN (old.customer_id IS DISTINCT FROM new.customer_id OR old.name IS DISTINCT FROM new.name OR old.type IS DISTINCT FROM new.type OR old.selector IS DISTINCT FROM new.selector OR old.url_pattern IS DISTINCT FROM new.url_pattern OR old.event_name IS DISTINCT FROM new.event_name OR old.conversion_category IS DISTINCT FROM new.conversion_category OR old.conversion_counting IS DISTINCT FROM new.conversion_counting OR old.conversion_value IS DISTINCT FROM new.conversion_value OR old.conversion_currency IS DISTINCT FROM new.conversion_currency OR old.gtm_trigger_id IS DISTINCT FROM new.gtm_trigger_id OR old.gtm_tag_id IS DISTINCT FROM new.gtm_tag_id OR old.google_ads_conversion_id IS DISTINCT FROM new.google_ads_conversion_id OR old.conversion_label IS DISTINCT FROM new.conversion_label OR old.conversion_action_resource_name IS DISTINCT FROM new.conversion_action_resource_name OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id OR old.url_regex IS DISTINCT FROM new.url_regex OR old.ignore_case IS DISTINCT FROM new.ignore_case OR old.history_changes IS DISTINCT FROM new.history_changes OR old.link_host IS DISTINCT FROM new.link_host OR old.file_extensions IS DISTINCT FROM new.file_extensions OR old.percent IS DISTINCT FROM new.percent OR old.seconds IS DISTINCT FROM new.seconds OR old.video_url IS DISTINCT FROM new.video_url OR old.event_regex IS DISTINCT FROM new.event_regex OR old.wait_for_tags IS DISTINCT FROM new.wait_for_tags OR old.wait_for_tags_timeout IS DISTINCT FROM new.wait_for_tags_timeout OR old.check_validation IS DISTINCT FROM new.check_validation OR old.conditions IS DISTINCT FROM new.conditions OR old.exceptions IS DISTINCT FROM new.exceptions OR old.paused IS DISTINCT FROM new.paused OR old.conversion_value_key IS DISTINCT FROM new.conversion_value_key OR old.conversion_currency_key IS DISTINCT FROM new.conversion_currency_key OR old.conversion_order_id_key IS DISTINCT FROM new.conversion_order_id_key OR old.conversion_new_customer IS DISTINCT FROM new.conversion_new_customer OR old.conversion_new_customer_key IS DISTINCT FROM new.conversion_new_customer_key OR old.conversion_primary IS DISTINCT FROM new.conversion_primary OR old.conversion_click_through_lookback_window_days IS DISTINCT FROM new.conversion_click_through_lookback_window_days OR old.conversion_view_through_lookback_window_days IS DISTINCT FROM new.conversion_view_through_lookback_window_days OR old.conversion_enhanced IS DISTINCT FROM new.conversion_enhanced) EXECUTE FUNCTION app.audit_change('tracking', 'id', '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at,origin_id}', '{}', '{}', 't');
CREATE TRIGGER begin_evidence BEFORE UPDATE OF conversion_action_resource_name, paused ON public.tracking FOR EACH ROW WHEN (new.conversion_action_resource_name IS DISTINCT FROM old.conversion_action_resource_name OR old.paused AND NOT new.paused) EXECUTE FUNCTION app.begin_evidence();
CREATE TRIGGER count_inserted AFTER INSERT ON public.tracking REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_trackings();
CREATE TRIGGER count_updated AFTER UPDATE ON public.tracking REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.count_trackings();
CREATE TRIGGER forbid_restore AFTER UPDATE OF deleted_at ON public.tracking FOR EACH ROW WHEN (old.deleted_at IS NOT NULL AND new.deleted_at IS NULL) EXECUTE FUNCTION app.forbid_restore();
CREATE TRIGGER lock_customer BEFORE INSERT ON public.tracking FOR EACH ROW EXECUTE FUNCTION app.lock_customer();
CREATE TRIGGER mark_sync_pending BEFORE UPDATE OF version ON public.tracking FOR EACH ROW EXECUTE FUNCTION app.mark_sync_pending();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.tracking FOR EACH ROW WHEN (NOT (old.evidence_state IS DISTINCT FROM new.evidence_state OR old.evidence IS DISTINCT FROM new.evidence OR old.evidence_checked_at IS DISTINCT FROM new.evidence_checked_at OR old.last_received_at IS DISTINCT FROM new.last_received_at)) EXECUTE FUNCTION app.set_updated_at();

-- table public.user_account
create table public.user_account (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  email text not null,
  firebase_uid text not null,
  role text not null default 'MEMBER'::text,
  tokens_valid_after timestamp(3) with time zone,
  created_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone not null default CURRENT_TIMESTAMP,
  deleted_at timestamp(3) with time zone,
  deletion_id uuid,
  constraint user_account_pkey PRIMARY KEY (id),
  constraint user_account_email_check CHECK (((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 320)))),
  constraint user_account_firebase_uid_check CHECK (((char_length(firebase_uid) >= 1) AND (char_length(firebase_uid) <= 128))),
  constraint user_account_role_check CHECK ((role = ANY (ARRAY['MEMBER'::text, 'ADMIN'::text]))),
  constraint user_account_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization(id) ON UPDATE RESTRICT ON DELETE RESTRICT
);
CREATE INDEX user_account_created_live_idx ON public.user_account USING btree (organization_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX user_account_deleted_idx ON public.user_account USING btree (organization_id, deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE UNIQUE INDEX user_account_email_live_key ON public.user_account USING btree (email) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX user_account_firebase_uid_live_key ON public.user_account USING btree (firebase_uid) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX user_account_organization_id_id_key ON public.user_account USING btree (organization_id, id);
alter table public.user_account enable row level security;
alter table public.user_account force row level security;
create policy owner_all on public.user_account for all to oct_owner
  using (true)
  with check (true);
create policy tenant_delete on public.user_account for delete to oct_app
  using (false);
create policy tenant_insert on public.user_account for insert to oct_app
  with check (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND (deleted_at IS NULL)));
create policy tenant_select on public.user_account for select to oct_app
  using (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
create policy tenant_update on public.user_account for update to oct_app
  using (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))))
  with check (((organization_id = ( SELECT app.require_org_of_user() AS require_org_of_user)) AND ((deleted_at IS NULL) OR ( SELECT app.sees_deleted() AS sees_deleted))));
grant select on public.user_account to oct_app;
grant update (tokens_valid_after) on public.user_account to oct_app;
CREATE TRIGGER audit_other AFTER INSERT OR DELETE ON public.user_account FOR EACH ROW EXECUTE FUNCTION app.audit_change('member', 'id', '{updated_at}', '{email,firebase_uid}', '{}', 't');
CREATE TRIGGER audit_update AFTER UPDATE ON public.user_account FOR EACH ROW WHEN (old.email IS DISTINCT FROM new.email OR old.firebase_uid IS DISTINCT FROM new.firebase_uid OR old.role IS DISTINCT FROM new.role OR old.tokens_valid_after IS DISTINCT FROM new.tokens_valid_after OR old.deleted_at IS DISTINCT FROM new.deleted_at OR old.deletion_id IS DISTINCT FROM new.deletion_id) EXECUTE FUNCTION app.audit_change('member', 'id', '{updated_at}', '{email,firebase_uid}', '{}', 't');
CREATE TRIGGER forbid_deleted_organization AFTER INSERT ON public.user_account REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.forbid_deleted_organization();
CREATE TRIGGER revoke_keys_of_member AFTER UPDATE OF deleted_at ON public.user_account FOR EACH ROW WHEN (old.deleted_at IS NULL AND new.deleted_at IS NOT NULL) EXECUTE FUNCTION app.revoke_keys_of_member();
CREATE TRIGGER set_updated_at BEFORE UPDATE ON public.user_account FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();

-- view public.report_calendar
create view public.report_calendar with (security_invoker=true) as
 SELECT o.id AS organization_id,
    o.time_zone AS stored_zone,
    u.name IS NULL AS forgotten,
    z.name AS time_zone,
    (now() AT TIME ZONE z.name)::date AS today
   FROM public.organization o,
    LATERAL app.usable_time_zone(o.time_zone) u(name),
    LATERAL ( SELECT COALESCE(u.name, 'UTC'::text) AS name) z;
grant select on public.report_calendar to oct_app;

-- view public.report_conversion_day
create view public.report_conversion_day with (security_invoker=true) as
 SELECT t.organization_id,
    t.customer_id,
    t.id AS tracking_id,
    d.day,
    d.conversions,
    d.value,
    d.currency
   FROM public.tracking t
     JOIN public.conversion_day d ON d.organization_id = t.organization_id AND d.tracking_id = t.id
  WHERE t.deleted_at IS NULL AND d.conversions > 0::numeric;
grant select on public.report_conversion_day to oct_app;

-- view public.report_customer_evidence
create view public.report_customer_evidence with (security_invoker=true) as
 SELECT organization_id,
    id AS customer_id,
    name,
    evidence_worst,
    google_ads_account_id AS ads_account_id,
    created_at
   FROM public.customer
  WHERE deleted_at IS NULL;
grant select on public.report_customer_evidence to oct_app;

-- view public.report_customer_failures
create view public.report_customer_failures with (security_invoker=true) as
 SELECT organization_id,
    customer_id,
    count(*)::integer AS failed
   FROM public.tracking
  WHERE deleted_at IS NULL AND sync_status = 'FAILED'::text
  GROUP BY organization_id, customer_id;
grant select on public.report_customer_failures to oct_app;

-- view public.report_customer_progress
create view public.report_customer_progress with (security_invoker=true) as
 SELECT c.organization_id,
    c.id AS customer_id,
    c.name,
    c.status,
    t.total,
    t.succeeded,
    t.failed,
    t.pending,
    t.in_progress,
    t.awaiting_publish,
    t.last_synced_at
   FROM public.customer c,
    LATERAL ( SELECT count(*)::integer AS total,
            count(*) FILTER (WHERE tracking.sync_status = 'SUCCESS'::text)::integer AS succeeded,
            count(*) FILTER (WHERE tracking.sync_status = 'FAILED'::text)::integer AS failed,
            count(*) FILTER (WHERE tracking.sync_status = 'PENDING'::text)::integer AS pending,
            count(*) FILTER (WHERE tracking.sync_status = 'IN_PROGRESS'::text)::integer AS in_progress,
            count(*) FILTER (WHERE tracking.sync_status = 'AWAITING_PUBLISH'::text)::integer AS awaiting_publish,
            max(tracking.last_synced_at) AS last_synced_at
           FROM public.tracking
          WHERE tracking.organization_id = c.organization_id AND tracking.customer_id = c.id AND tracking.deleted_at IS NULL) t
  WHERE c.deleted_at IS NULL;
grant select on public.report_customer_progress to oct_app;

-- view public.report_customer_size
create view public.report_customer_size with (security_invoker=true) as
 SELECT organization_id,
    id AS customer_id,
    name,
    tracking_count
   FROM public.customer
  WHERE deleted_at IS NULL;
grant select on public.report_customer_size to oct_app;

-- view public.report_customer_status
create view public.report_customer_status with (security_invoker=true) as
 SELECT organization_id,
    status,
    count(*)::integer AS customers
   FROM public.customer
  WHERE deleted_at IS NULL
  GROUP BY organization_id, status;
grant select on public.report_customer_status to oct_app;

-- view public.report_evidence_account
create view public.report_evidence_account with (security_invoker=true) as
 SELECT organization_id,
    ads_account_id,
    time_zone,
    currency,
    collected_from,
    collected_through,
    collected_at,
    due_at,
    error_code
   FROM public.evidence_account;
grant select on public.report_evidence_account to oct_app;

-- view public.report_evidence_state
create view public.report_evidence_state with (security_invoker=true) as
 SELECT organization_id,
    customer_id,
    evidence_state,
    count(*)::integer AS trackings
   FROM public.tracking
  WHERE deleted_at IS NULL
  GROUP BY organization_id, customer_id, evidence_state;
grant select on public.report_evidence_state to oct_app;

-- view public.report_job
create view public.report_job with (security_invoker=true) as
 SELECT organization_id,
    run_id,
    status,
    error_code
   FROM public.sync_job
  WHERE status = ANY (ARRAY['SUCCEEDED'::text, 'FAILED'::text]);
grant select on public.report_job to oct_app;

-- view public.report_run
create view public.report_run with (security_invoker=true) as
 SELECT organization_id,
    id AS run_id,
    status,
    error_code,
    created_at,
    EXTRACT(epoch FROM finished_at - created_at) AS seconds
   FROM public.sync_run
  WHERE status = ANY (ARRAY['SUCCEEDED'::text, 'FAILED'::text]);
grant select on public.report_run to oct_app;

-- view public.report_sync_status
create view public.report_sync_status with (security_invoker=true) as
 SELECT organization_id,
    sync_status,
    count(*)::integer AS trackings
   FROM public.tracking
  WHERE deleted_at IS NULL
  GROUP BY organization_id, sync_status;
grant select on public.report_sync_status to oct_app;

-- view public.report_tracking_creation
create view public.report_tracking_creation with (security_invoker=true) as
 SELECT organization_id,
    id AS tracking_id,
    created_at
   FROM public.tracking
  WHERE deleted_at IS NULL;
grant select on public.report_tracking_creation to oct_app;

-- view public.report_tracking_evidence
create view public.report_tracking_evidence with (security_invoker=true) as
 SELECT organization_id,
    id AS tracking_id,
    customer_id,
    name,
    evidence_state,
    evidence,
    evidence_checked_at,
    last_received_at,
    created_at
   FROM public.tracking
  WHERE deleted_at IS NULL;
grant select on public.report_tracking_evidence to oct_app;

-- function app.accept_invitation(text)
CREATE OR REPLACE FUNCTION app.accept_invitation(p_signed text)
 RETURNS TABLE(organization_id uuid, user_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'invitation');
  v_token_hash text := v_claims ->> 'tokenHash';
  v_firebase_uid text := v_claims ->> 'firebaseUid';
  v_email text := lower(v_claims ->> 'email');
  v_user uuid := app.uuid_v7();
  v_organization uuid;
  v_invitation uuid;
  v_role text;
begin
  -- 1. Lock the organization, then the open invitation.
  select i.organization_id into v_organization from public.invitation i where i.token_hash = v_token_hash;
  perform from public.organization o where o.id = v_organization and o.deleted_at is null for key share;
  if found then
    select i.id, i.role into v_invitation, v_role from public.invitation i
    where i.organization_id = v_organization and i.token_hash = v_token_hash and i.email = v_email
      and i.accepted_at is null and i.deleted_at is null and i.expires_at > clock_timestamp()
    for no key update;
    if found then
      -- 2. Join. A session is opened, so that the audit log names the new member.
      insert into public.user_account (id, organization_id, email, firebase_uid, role)
      values (v_user, v_organization, v_email, v_firebase_uid, v_role);
      update public.invitation i set accepted_at = clock_timestamp(), accepted_by = v_user
      where i.organization_id = v_organization and i.id = v_invitation;
      perform app.open_session(v_organization, 'user', v_user::text, v_claims ->> 'request');
      return query select v_organization, v_user;
      return;
    end if;
    -- 3. Or has this person accepted it already?
    return query
    select u.organization_id, u.id
    from public.invitation i
    join public.user_account u on u.organization_id = i.organization_id and u.id = i.accepted_by
    where i.organization_id = v_organization and i.token_hash = v_token_hash
      and u.firebase_uid = v_firebase_uid and u.deleted_at is null;
    if found then
      return;
    end if;
  end if;
  -- 4. There is no such invitation. Where the person is a member elsewhere, that is the reason.
  if exists (
    select from public.user_account u
    where u.deleted_at is null and (u.firebase_uid = v_firebase_uid or u.email = v_email))
  then
    raise exception 'already a member' using errcode = 'OC005';
  end if;
exception when unique_violation then
  raise exception 'already a member' using errcode = 'OC005';
end $function$;
grant execute on function app.accept_invitation(text) to oct_app;

-- function app.acting_user()
CREATE OR REPLACE FUNCTION app.acting_user()
 RETURNS uuid
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN (SELECT CASE WHEN ((s.session ->> 'kind'::text) = 'user'::text) THEN ((s.session ->> 'actor'::text))::uuid ELSE NULL::uuid END AS "case" FROM app.session() s(session));

-- function app.add_checkpoint(uuid,integer,integer,bytea,bytea,timestamp with time zone,bytea)
CREATE OR REPLACE FUNCTION app.add_checkpoint(p_organization uuid, p_number integer, p_sequence integer, p_hash bytea, p_previous bytea, p_signed_at timestamp with time zone, p_signature bytea)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH added AS (
          INSERT INTO app.audit_checkpoint (organization_id, number, sequence, hash, previous, signed_at, signature)  SELECT a.organization_id,
                     add_checkpoint.p_number AS p_number,
                     a.sequence,
                     a.hash,
                     add_checkpoint.p_previous AS p_previous,
                     add_checkpoint.p_signed_at AS p_signed_at,
                     add_checkpoint.p_signature AS p_signature
                    FROM public.audit_log a
                   WHERE ((a.organization_id = add_checkpoint.p_organization) AND (a.sequence = add_checkpoint.p_sequence) AND (a.hash = add_checkpoint.p_hash) AND (add_checkpoint.p_number = (1 + ( SELECT count(*) AS count
                            FROM app.audit_checkpoint k
                           WHERE (k.organization_id = add_checkpoint.p_organization))))) ON CONFLICT DO NOTHING
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM added)) AS "exists";
END;
grant execute on function app.add_checkpoint(uuid,integer,integer,bytea,bytea,timestamp with time zone,bytea) to oct_system;

-- function app.add_evidence_account()
CREATE OR REPLACE FUNCTION app.add_evidence_account()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.evidence_account (organization_id, ads_account_id)
  values (new.organization_id, new.google_ads_account_id)
  on conflict (organization_id, ads_account_id) do nothing;
  if not found then
    update public.evidence_account e set due_at = clock_timestamp()
    from (
      select a.organization_id, a.ads_account_id from public.evidence_account a
      where a.organization_id = new.organization_id and a.ads_account_id = new.google_ads_account_id
        and a.due_at > clock_timestamp()
      for no key update skip locked) later
    where e.organization_id = later.organization_id and e.ads_account_id = later.ads_account_id;
  end if;
  return null;
end $function$;

-- function app.append_audit(uuid,text,text,text,jsonb,jsonb,text,text,text)
CREATE OR REPLACE FUNCTION app.append_audit(p_organization uuid, p_action text, p_target_type text, p_target_id text, p_before jsonb, p_after jsonb, p_actor_kind text DEFAULT NULL::text, p_actor_id text DEFAULT NULL::text, p_request text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
BEGIN ATOMIC
 INSERT INTO app.audit_pending (organization_id, action, target_type, target_id, before, after, actor_kind, actor_id, request_id)
   VALUES (append_audit.p_organization, append_audit.p_action, append_audit.p_target_type, append_audit.p_target_id, append_audit.p_before, append_audit.p_after, append_audit.p_actor_kind, append_audit.p_actor_id, append_audit.p_request);
END;

-- function app.append_audit_entries()
CREATE OR REPLACE FUNCTION app.append_audit_entries()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

-- function app.arrange_conversion_months(timestamp with time zone)
CREATE OR REPLACE FUNCTION app.arrange_conversion_months(p_now timestamp with time zone)
 RETURNS TABLE(made integer, dropped integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET lock_timeout TO '2s'
AS $function$
declare
  v_this constant date := date_trunc('month', p_now at time zone 'UTC')::date;
  v_month date;
  v_name text;
  v_old record;
begin
  made := 0;
  dropped := 0;
  -- 1. Make what lacks, one caller at a time.
  for v_month in
    select m::date from generate_series(v_this - interval '4 months', v_this + interval '2 months', interval '1 month') m
    where to_regclass('app.conversion_day_' || to_char(m, 'YYYY_MM')) is null
    order by m
  loop
    if made = 0 then
      lock table public.conversion_day in share update exclusive mode;
    end if;
    v_name := 'conversion_day_' || to_char(v_month, 'YYYY_MM');
    continue when to_regclass('app.' || v_name) is not null;
    execute format('create table app.%I (like public.conversion_day including all)', v_name);
    execute format('alter table app.%I enable row level security, force row level security', v_name);
    execute format('create policy owner_all on app.%I for all to oct_owner using (true) with check (true)', v_name);
    call app.hide_from_planner(format('app.%I', v_name)::regclass);
    execute format('alter table public.conversion_day attach partition app.%I for values from (%L) to (%L)',
      v_name, v_month, (v_month + interval '1 month')::date);
    made := made + 1;
  end loop;
  -- 2. Drop what is over.
  for v_old in
    select c.relname as name from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.conversion_day'::regclass
      and c.relname < 'conversion_day_' || to_char(v_this - interval '25 months', 'YYYY_MM')
    order by c.relname
  loop
    execute format('drop table app.%I', v_old.name);
    dropped := dropped + 1;
  end loop;
  return next;
end $function$;
grant execute on function app.arrange_conversion_months(timestamp with time zone) to oct_system;

-- function app.audit_change()
CREATE OR REPLACE FUNCTION app.audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_type text := tg_argv[0];
  v_row jsonb;
  v_organization uuid;
  v_ignored text[];
  v_personal text[];
  v_secret text[];
  v_id text;
  v_subject text;
  v_old jsonb;
  v_new jsonb;
  v_changed text[];
  v_verb text;
begin
  -- 1. That an organization was deleted is one entry, without one more for everything that was deleted with it. The last
  --    argument says whether the table has the column, so that this costs next to nothing.
  if tg_op = 'UPDATE' and tg_argv[5]::boolean then
    if new.deletion_id is not null and exists (
      select from public.organization o where o.id = new.organization_id and o.deletion_id = new.deletion_id)
    then
      return null;
    end if;
  end if;
  v_row := to_jsonb(coalesce(new, old));
  v_organization := v_row ->> case v_type when 'organization' then 'id' else 'organization_id' end;
  v_ignored := tg_argv[2]::text[] || '{id,organization_id,created_at}'::text[];
  v_personal := tg_argv[3];
  v_secret := tg_argv[4];
  v_id := v_row ->> tg_argv[1];
  v_subject := v_type || ':' || v_id;

  -- 2. A purge forgets the personal values. The last row of an organization takes its log along.
  if tg_op = 'DELETE' then
    delete from app.audit_personal p where p.organization_id = v_organization and p.subject = v_subject;
    if v_type = 'organization' then
      return null;
    end if;
    v_verb := 'purge';

  -- 3. A new row.
  elsif tg_op = 'INSERT' then
    select jsonb_object_agg(n.key, n.value) into v_new from jsonb_each(v_row - v_ignored) n where n.value <> 'null';
    v_verb := 'create';

  -- 4. A change: the columns that differ. The service renews tokens all the time; a user who connects again is worth an
  --    entry.
  else
    v_old := to_jsonb(old);
    select array_agg(n.key), jsonb_object_agg(n.key, v_old -> n.key) filter (where v_old -> n.key <> 'null'),
      jsonb_object_agg(n.key, n.value) filter (where n.value <> 'null')
    into v_changed, v_old, v_new
    from jsonb_each(v_row - v_ignored) n where n.value <> v_old -> n.key;
    if v_changed is null or (v_changed <@ v_secret and app.session() ->> 'kind' is distinct from 'user') then
      return null;
    end if;
    v_verb := case
      when v_type = 'syncRun' and 'status' = any (v_changed) and v_row ->> 'status' <> 'QUEUED' then lower(v_row ->> 'status')
      when v_type = 'syncRun' and 'kind' = any (v_changed) then lower(v_row ->> 'kind')
      when v_type = 'apiKey' then 'revoke'
      when v_type = 'finding' then case when v_row ->> 'dismissed_at' is null then 'reopen' else 'dismiss' end
      when 'deleted_at' <> all (v_changed) then 'update'
      when v_row ->> 'deleted_at' is null then 'restore'
      when not coalesce(v_old ? 'deleted_at', false) then 'delete'
      else 'update' end;
  end if;

  -- 5. What the log may keep of it.
  if v_personal <> '{}' or v_secret <> '{}' then
    v_old := app.redacted(v_organization, v_subject, v_old, v_personal, v_secret);
    v_new := app.redacted(v_organization, v_subject, v_new, v_personal, v_secret);
  end if;
  insert into app.audit_pending (organization_id, action, target_type, target_id, before, after)
  values (v_organization, v_type || '.' || v_verb, v_type, v_id, v_old, v_new);
  return null;
end $function$;

-- function app.audit_hash(public.audit_log)
CREATE OR REPLACE FUNCTION app.audit_hash(p_entry public.audit_log)
 RETURNS bytea
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
begin
  return sha256(p_entry.previous_hash || convert_to(app.audit_text(p_entry), 'UTF8'));
end $function$;

-- function app.audit_state(timestamp with time zone)
CREATE OR REPLACE FUNCTION app.audit_state(p_unsigned_before timestamp with time zone)
 RETURNS TABLE(broken jsonb, unsigned jsonb, oldest_full_check timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT ( SELECT COALESCE(jsonb_agg(jsonb_build_object('organizationId', k.organization_id, 'sequence', k.broken_at, 'reason', k.reason)), '[]'::jsonb) AS "coalesce"
            FROM ( SELECT audit_check.organization_id,
                     audit_check.sequence,
                     audit_check.hash,
                     audit_check.completed_at,
                     audit_check.broken_at,
                     audit_check.reason
                    FROM app.audit_check
                   WHERE (audit_check.broken_at IS NOT NULL)
                   ORDER BY audit_check.organization_id
                  LIMIT 100) k) AS "coalesce",
     ( SELECT COALESCE(jsonb_agg(jsonb_build_object('organizationId', e.organization_id, 'since', e.unsigned_since)), '[]'::jsonb) AS "coalesce"
            FROM ( SELECT chain_ends.organization_id,
                     chain_ends.sequence,
                     chain_ends.hash,
                     chain_ends.checkpoint,
                     chain_ends.checkpoint_hash,
                     chain_ends.number,
                     chain_ends.previous,
                     chain_ends.signed_at,
                     chain_ends.signature,
                     chain_ends.current_hash,
                     chain_ends.unsigned_since,
                     chain_ends.broken_at
                    FROM app.chain_ends() chain_ends(organization_id, sequence, hash, checkpoint, checkpoint_hash, number, previous, signed_at, signature, current_hash, unsigned_since, broken_at)
                   WHERE ((chain_ends.sequence > chain_ends.checkpoint) AND (chain_ends.unsigned_since < audit_state.p_unsigned_before))
                   ORDER BY chain_ends.unsigned_since
                  LIMIT 100) e) AS "coalesce",
     ( SELECT min(audit_check.completed_at) AS min
            FROM app.audit_check) AS min;
END;
grant execute on function app.audit_state(timestamp with time zone) to oct_system;

-- function app.audit_text(public.audit_log)
CREATE OR REPLACE FUNCTION app.audit_text(p_entry public.audit_log)
 RETURNS text
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
begin
  return jsonb_build_array(
    p_entry.organization_id, p_entry.sequence,
    to_char(p_entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    p_entry.actor_kind, p_entry.actor_id, p_entry.request_id, p_entry.action, p_entry.target_type, p_entry.target_id,
    p_entry.before, p_entry.after);
end $function$;
grant execute on function app.audit_text(public.audit_log) to oct_app;

-- function app.begin_evidence()
CREATE OR REPLACE FUNCTION app.begin_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.evidence_state := 'UNKNOWN';
  new.evidence := '{}';
  new.evidence_since := (clock_timestamp() at time zone 'UTC')::date;
  new.evidence_checked_at := null;
  new.last_received_at := null;
  return new;
end $function$;

-- function app.cap_history()
CREATE OR REPLACE FUNCTION app.cap_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.history_entry h
  where h.organization_id = new.organization_id and h.customer_id = new.customer_id
    and h.container_path = new.container_path and h.publication <= new.publication - 5000;
  return null;
end $function$;

-- function app.chain_ends(uuid)
CREATE OR REPLACE FUNCTION app.chain_ends(p_organization uuid DEFAULT NULL::uuid)
 RETURNS TABLE(organization_id uuid, sequence integer, hash bytea, checkpoint integer, checkpoint_hash bytea, number integer, previous bytea, signed_at timestamp with time zone, signature bytea, current_hash bytea, unsigned_since timestamp with time zone, broken_at integer)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
BEGIN ATOMIC
 SELECT h.organization_id,
     h.sequence,
     h.hash,
     COALESCE(c.sequence, 0) AS "coalesce",
     COALESCE(c.hash, decode(repeat('00'::text, 32), 'hex'::text)) AS "coalesce",
     COALESCE(c.number, 0) AS "coalesce",
     c.previous,
     c.signed_at,
     c.signature,
     a.hash,
         CASE
             WHEN (c.number IS NOT NULL) THEN f.occurred_at
             ELSE LEAST(f.occurred_at, o.created_at,
             CASE
                 WHEN (substr((o.id)::text, 15, 1) = '7'::text) THEN to_timestamp((((((('x'::text || "left"(replace((o.id)::text, '-'::text, ''::text), 12)))::bit(48))::bigint)::numeric / 1000.0))::double precision)
                 ELSE NULL::timestamp with time zone
             END)
         END AS "least",
     k.broken_at
    FROM (((((app.audit_head h
      JOIN public.organization o ON ((o.id = h.organization_id)))
      LEFT JOIN LATERAL ( SELECT p.organization_id,
             p.sequence,
             p.hash,
             p.signed_at,
             p.signature,
             p.number,
             p.previous
            FROM app.audit_checkpoint p
           WHERE (p.organization_id = h.organization_id)
           ORDER BY p.sequence DESC
          LIMIT 1) c ON (true))
      LEFT JOIN public.audit_log a ON (((a.organization_id = h.organization_id) AND (a.sequence = c.sequence))))
      LEFT JOIN public.audit_log f ON (((f.organization_id = h.organization_id) AND (f.sequence = (COALESCE(c.sequence, 0) + 1)))))
      LEFT JOIN app.audit_check k ON ((k.organization_id = h.organization_id)))
   WHERE ((chain_ends.p_organization IS NULL) OR (h.organization_id = chain_ends.p_organization));
END;

-- function app.change_role(uuid,text)
CREATE OR REPLACE FUNCTION app.change_role(p_user uuid, p_role text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function app.change_role(uuid,text) to oct_app;

-- function app.changed_personal()
CREATE OR REPLACE FUNCTION app.changed_personal()
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH changed AS MATERIALIZED (
          SELECT p.organization_id,
             p.subject,
             p.commitment
            FROM app.audit_personal p
           WHERE ((p.organization_id = app.require_org()) AND (p.commitment <> encode(sha256((p.salt || convert_to(p.value, 'UTF8'::name))), 'hex'::text)))
         )
  SELECT min(a.sequence) AS min
    FROM (changed c
      JOIN public.audit_log a ON (((a.organization_id = c.organization_id) AND (a.target_id = substr(c.subject, (strpos(c.subject, ':'::text) + 1))) AND ((jsonb_build_array(a.before, a.after))::text ~~ (('%'::text || c.commitment) || '%'::text)))));
END;
grant execute on function app.changed_personal() to oct_app;

-- function app.check_chain(uuid,integer,bytea,integer)
CREATE OR REPLACE FUNCTION app.check_chain(p_organization uuid, p_after integer, p_hash bytea, p_limit integer)
 RETURNS TABLE(sequence integer, hash bytea, occurred_at timestamp with time zone, broken_at integer, reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH part AS (
          SELECT a.sequence,
             a.hash,
             a.occurred_at,
             app.audit_hash(a.*) AS right_hash,
             a.previous_hash,
             lag(a.sequence, 1, check_chain.p_after) OVER w AS before,
             lag(a.hash, 1, check_chain.p_hash) OVER w AS before_hash
            FROM public.audit_log a
           WHERE ((a.organization_id = check_chain.p_organization) AND (a.sequence > check_chain.p_after))
           WINDOW w AS (ORDER BY a.sequence)
           ORDER BY a.sequence
          LIMIT check_chain.p_limit
         ), break AS (
          SELECT p.before,
             p.before_hash,
                 CASE
                     WHEN (p.sequence <> (p.before + 1)) THEN (p.before + 1)
                     ELSE p.sequence
                 END AS broken_at,
                 CASE
                     WHEN (p.sequence <> (p.before + 1)) THEN 'missing'::text
                     WHEN (p.previous_hash <> p.before_hash) THEN 'not_linked'::text
                     ELSE 'changed'::text
                 END AS reason
            FROM part p
           WHERE ((p.sequence <> (p.before + 1)) OR (p.previous_hash <> p.before_hash) OR (p.hash <> p.right_hash))
           ORDER BY p.sequence
          LIMIT 1
         )
  SELECT b.before,
     b.before_hash,
     NULL::timestamp with time zone AS timestamptz,
     b.broken_at,
     b.reason
    FROM break b
 UNION ALL
 ( SELECT p.sequence,
     p.hash,
     p.occurred_at,
     NULL::integer,
     NULL::text
    FROM part p
   WHERE (NOT (EXISTS ( SELECT
            FROM break)))
   ORDER BY p.sequence DESC
  LIMIT 1);
END;
grant execute on function app.check_chain(uuid,integer,bytea,integer) to oct_system;

-- function app.check_freeze()
CREATE OR REPLACE FUNCTION app.check_freeze()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.frozen_until <= clock_timestamp() or new.frozen_until > clock_timestamp() + interval '1 year' then
    raise exception 'a freeze ends in the future, within a year' using errcode = 'OC033';
  end if;
  return new;
end $function$;

-- function app.check_own_chain(integer,bytea,integer)
CREATE OR REPLACE FUNCTION app.check_own_chain(p_after integer, p_hash bytea, p_limit integer)
 RETURNS TABLE(sequence integer, hash bytea, occurred_at timestamp with time zone, broken_at integer, reason text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT check_chain.sequence,
     check_chain.hash,
     check_chain.occurred_at,
     check_chain.broken_at,
     check_chain.reason
    FROM app.check_chain(app.require_org(), check_own_chain.p_after, check_own_chain.p_hash, check_own_chain.p_limit) check_chain(sequence, hash, occurred_at, broken_at, reason);
END;
grant execute on function app.check_own_chain(integer,bytea,integer) to oct_app;

-- function app.checkpoints_of(uuid,integer,integer)
CREATE OR REPLACE FUNCTION app.checkpoints_of(p_organization uuid, p_from integer, p_limit integer)
 RETURNS TABLE(number integer, sequence integer, hash bytea, previous bytea, signed_at timestamp with time zone, signature bytea, current_hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT c.number,
     c.sequence,
     c.hash,
     c.previous,
     c.signed_at,
     c.signature,
     a.hash
    FROM (app.audit_checkpoint c
      LEFT JOIN public.audit_log a ON (((a.organization_id = c.organization_id) AND (a.sequence = c.sequence))))
   WHERE ((c.organization_id = checkpoints_of.p_organization) AND (c.number >= checkpoints_of.p_from))
   ORDER BY c.number
  LIMIT checkpoints_of.p_limit;
END;
grant execute on function app.checkpoints_of(uuid,integer,integer) to oct_system;

-- function app.claim_choice(timestamp with time zone,interval,uuid[])
CREATE OR REPLACE FUNCTION app.claim_choice(p_now timestamp with time zone, p_lease interval, p_except uuid[])
 RETURNS TABLE(organization_id uuid, customer_id uuid, version integer, requested_choice jsonb)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.customer c set choice_due_at = p_now + p_lease
  where c.id = (
    select d.id from public.customer d
    where d.choice_due_at <= p_now and d.deleted_at is null and d.organization_id <> all (p_except)
    order by d.choice_due_at limit 1
    for no key update skip locked)
  returning c.organization_id, c.id, c.version, c.requested_choice
$function$;
grant execute on function app.claim_choice(timestamp with time zone,interval,uuid[]) to oct_system;

-- function app.claim_collection(uuid,interval,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.claim_collection(p_owner uuid, p_lease interval, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(organization_id uuid, ads_account_id text, fence integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_account record;
begin
  loop
    select e.organization_id, e.ads_account_id into v_account
    from public.evidence_account e
    where e.due_at <= v_now and (e.lease_until is null or e.lease_until <= v_now)
    order by e.due_at limit 1
    for update skip locked;
    exit when not found;
    if exists (
      select from public.customer c
      where c.organization_id = v_account.organization_id and c.google_ads_account_id = v_account.ads_account_id
        and c.deleted_at is null)
    then
      return query
      update public.evidence_account e
      set lease_owner = p_owner, lease_until = v_now + p_lease, fence = e.fence + 1
      where e.organization_id = v_account.organization_id and e.ads_account_id = v_account.ads_account_id
      returning e.organization_id, e.ads_account_id, e.fence;
      return;
    end if;
    delete from public.evidence_account e
    where e.organization_id = v_account.organization_id and e.ads_account_id = v_account.ads_account_id;
  end loop;
end $function$;
grant execute on function app.claim_collection(uuid,interval,timestamp with time zone) to oct_system;

-- function app.claim_export(uuid,interval)
CREATE OR REPLACE FUNCTION app.claim_export(p_owner uuid, p_lease interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into app.export_lease as l (organization_id, owner, until)
  values (app.require_org_of_caller(), p_owner, clock_timestamp() + least(p_lease, interval '5 minutes'))
  on conflict (organization_id) do update set owner = excluded.owner, until = excluded.until
  where l.until <= clock_timestamp();
  return found;
end $function$;
grant execute on function app.claim_export(uuid,interval) to oct_app;

-- function app.claim_idempotency_key(text,text,smallint)
CREATE OR REPLACE FUNCTION app.claim_idempotency_key(p_key_hash text, p_fingerprint text, p_status smallint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET lock_timeout TO '2s'
AS $function$
begin
  insert into public.idempotency_key as k (organization_id, key_hash, fingerprint, status)
  values (app.require_org_of_caller(), p_key_hash, p_fingerprint, p_status)
  on conflict (organization_id, key_hash) do update
  set fingerprint = excluded.fingerprint, status = excluded.status, resource_ids = '{}', created_at = clock_timestamp()
  where k.created_at < clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
exception when lock_not_available then
  raise exception 'a request with this key is under way' using errcode = 'OC007';
end $function$;
grant execute on function app.claim_idempotency_key(text,text,smallint) to oct_app;

-- function app.claim_life()
CREATE OR REPLACE FUNCTION app.claim_life()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN '00:05:00'::interval;

-- function app.claim_look(uuid,interval,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.claim_look(p_owner uuid, p_lease interval, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(organization_id uuid, id uuid, fence integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_look record;
  v_customer record;
  v_container text;
begin
  -- 1. A look that is not done. The customer may be paused, deleted or connected to another container by now.
  for v_look in
    select r.id, r.organization_id, r.customer_id from public.sync_run r
    where r.background and r.lease_until <= v_now
    order by r.lease_until, r.id
    for no key update skip locked
  loop
    select k.container into v_container from public.customer c
    cross join lateral app.syncable_container(c.organization_id, c.id, 'VERIFY') k (container)
    where c.organization_id = v_look.organization_id and c.id = v_look.customer_id and c.deleted_at is null;
    if v_container is null then
      delete from public.sync_run r where r.id = v_look.id;
      continue;
    end if;
    continue when exists (
      select from public.sync_run o
      where o.status = 'RUNNING' and o.container_path = v_container and o.id <> v_look.id);
    return query
    update public.sync_run r
    set container_path = v_container, lease_owner = p_owner, lease_until = v_now + p_lease, run_at = v_now + p_lease,
      fence = r.fence + 1, attempts = r.attempts + 1, claimed_at = v_now
    where r.id = v_look.id
    returning r.organization_id, r.id, r.fence;
    return;
  end loop;

  -- 2. The customer that is due longest, and has something to look at. What is at work in its container looks at it itself.
  --    A run that is due after its lease is at work for no other: whoever deletes or detaches does not wait for a look.
  loop
    select c.organization_id, c.id, c.tracking_count, c.drafts_checked_at into v_customer
    from public.customer c
    where c.deployment_due_at <= v_now and c.deleted_at is null and c.container_path is not null
      and c.status in ('READY', 'ERROR') and not exists (
        select from public.sync_run o where o.status = 'RUNNING' and o.container_path = c.container_path)
    order by c.deployment_due_at limit 1
    for no key update of c skip locked;
    exit when not found;
    update public.customer c set deployment_due_at = app.next_look(c.id, v_now)
    where c.organization_id = v_customer.organization_id and c.id = v_customer.id;
    v_container := app.syncable_container(v_customer.organization_id, v_customer.id, 'VERIFY');
    if v_customer.tracking_count > 0 and v_container is not null then
      return query
      insert into public.sync_run as r (organization_id, customer_id, kind, background, status, container_path, request,
        run_at, lease_owner, lease_until, fence, attempts, claimed_at)
      values (v_customer.organization_id, v_customer.id, 'VERIFY', true, 'RUNNING', v_container,
        case when app.reads_drafts(v_customer.id, v_customer.drafts_checked_at, v_now) then '{"drafts": true}' else '{}' end::jsonb,
        v_now + p_lease, p_owner, v_now + p_lease, 1, 1, v_now)
      returning r.organization_id, r.id, r.fence;
      return;
    end if;
  end loop;
exception when unique_violation then
  -- A run has claimed the container concurrently: nothing for this caller now.
  return;
end $function$;
grant execute on function app.claim_look(uuid,interval,timestamp with time zone) to oct_system;

-- function app.claim_refresh(uuid,text,uuid,interval)
CREATE OR REPLACE FUNCTION app.claim_refresh(p_organization uuid, p_google_account text, p_owner uuid, p_lease interval)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.google_connection g SET lease_owner = claim_refresh.p_owner, lease_until = (clock_timestamp() + claim_refresh.p_lease), fence = (g.fence + 1)
   WHERE ((g.organization_id = claim_refresh.p_organization) AND (g.google_account_id = claim_refresh.p_google_account) AND (g.status = 'ACTIVE'::text) AND (g.deleted_at IS NULL) AND ((g.lease_until IS NULL) OR (g.lease_until <= clock_timestamp())))
   RETURNING g.fence;
END;
grant execute on function app.claim_refresh(uuid,text,uuid,interval) to oct_system;

-- function app.claim_run(uuid,interval,uuid,boolean)
CREATE OR REPLACE FUNCTION app.claim_run(p_owner uuid, p_lease interval, p_run uuid DEFAULT NULL::uuid, p_writes boolean DEFAULT true)
 RETURNS TABLE(organization_id uuid, id uuid, fence integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_now timestamptz := clock_timestamp();
  v_run uuid;
  v_container text;
begin
  -- 1. Release containers. A run whose lease ran out and whose customer cannot be synced stays RUNNING and goes on once
  --    it can; until then it gives up its container, which another organization may look after too.
  update public.sync_run r set container_path = null
  where r.status = 'RUNNING' and r.lease_until <= v_now and r.container_path is not null
    and app.syncable_container(r.organization_id, r.customer_id, r.kind) is null;

  -- 2. Choose and lock: queued and due, or running with a lease that ran out; nothing else runs in the container.
  if p_run is null then
    select n.id, n.container into v_run, v_container from app.next_run(v_now, p_writes) n;
  else
    select r.id, k.container into v_run, v_container from public.sync_run r
    cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
    where r.id = p_run and not r.background
      and (r.status = 'QUEUED' and r.run_at <= v_now or r.status = 'RUNNING' and r.lease_until <= v_now)
      and k.container is not null and (p_writes or app.only_looks(r.kind))
      and not exists (
        select from public.sync_run o
        where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id and not o.background)
    for no key update of r skip locked;
  end if;

  -- 3. Claim.
  return query
  select c.organization_id, c.id, c.fence from app.start_run(v_run, v_container, p_owner, p_lease, clock_timestamp()) c;
exception when unique_violation then
  -- Another organization's run claimed the same container concurrently: nothing for this caller now.
  return;
end $function$;
grant execute on function app.claim_run(uuid,interval,uuid,boolean) to oct_system;

-- function app.commit_personal(uuid,text,text)
CREATE OR REPLACE FUNCTION app.commit_personal(p_organization uuid, p_subject text, p_value text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_salt bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  v_commitment text := encode(sha256(v_salt || convert_to(p_value, 'UTF8')), 'hex');
begin
  insert into app.audit_personal (organization_id, commitment, subject, salt, value)
  values (p_organization, v_commitment, p_subject, v_salt, p_value);
  return jsonb_build_object('commitment', v_commitment);
end $function$;

-- function app.complete_idempotency_key(text,uuid[])
CREATE OR REPLACE FUNCTION app.complete_idempotency_key(p_key_hash text, p_resource_ids uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.idempotency_key k SET resource_ids = complete_idempotency_key.p_resource_ids
   WHERE ((k.organization_id = app.require_org_of_caller()) AND (k.key_hash = complete_idempotency_key.p_key_hash));
END;
grant execute on function app.complete_idempotency_key(text,uuid[]) to oct_app;

-- function app.count_customers()
CREATE OR REPLACE FUNCTION app.count_customers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

-- function app.count_findings()
CREATE OR REPLACE FUNCTION app.count_findings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'INSERT' then
    update public.customer c set open_findings = c.open_findings + change.delta
    from (
      select a.organization_id, a.customer_id, sum(app.wants_a_look(a.status, a.severity)) as delta
      from added a group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  elsif tg_op = 'UPDATE' then
    update public.customer c set open_findings = c.open_findings + change.delta
    from (
      select a.organization_id, a.customer_id,
        sum(app.wants_a_look(a.status, a.severity) - app.wants_a_look(b.status, b.severity)) as delta
      from added a join removed b using (organization_id, id) group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  else
    update public.customer c set open_findings = c.open_findings - change.delta
    from (
      select b.organization_id, b.customer_id, sum(app.wants_a_look(b.status, b.severity)) as delta
      from removed b group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and change.delta <> 0;
  end if;
  return null;
end $function$;

-- function app.count_start(text,date,timestamp with time zone,timestamp with time zone,uuid)
CREATE OR REPLACE FUNCTION app.count_start(p_project text, p_day date, p_over timestamp with time zone, p_at timestamp with time zone, p_organization uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  update public.quota_day d set used = d.used + 1, watch = d.watch + (p_organization is null)::integer
  where d.project = p_project and d.day = p_day;
  insert into public.quota_slot as s (project, slot, granted_at, organization_id)
  select p_project, coalesce(
      (select o.slot from public.quota_slot o
       where o.project = p_project and o.granted_at <= p_over order by o.slot limit 1),
      (select max(o.slot) + 1 from public.quota_slot o where o.project = p_project), 0), p_at, p_organization
  on conflict (project, slot) do update
  set granted_at = excluded.granted_at, organization_id = excluded.organization_id;
end $function$;

-- function app.count_trackings()
CREATE OR REPLACE FUNCTION app.count_trackings()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'INSERT' then
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = case when c.deployment_worst in ('LIVE', 'PAUSED') then 'UNKNOWN' else c.deployment_worst end,
      evidence_worst = case when c.evidence_worst in ('DOUBLED', 'STOPPED') then c.evidence_worst else 'UNKNOWN' end
    from (
      select a.organization_id, a.customer_id, count(*) as delta
      from added a where a.deleted_at is null
      group by 1, 2) change
    where c.organization_id = change.organization_id and c.id = change.customer_id;
  else
    update public.customer c set tracking_count = c.tracking_count + change.delta,
      deployment_worst = app.worst_deployment(c.organization_id, c.id),
      evidence_worst = app.worst_evidence(c.organization_id, c.id)
    from (
      select a.organization_id, a.customer_id,
        sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) as delta
      from added a join removed b using (organization_id, id)
      group by 1, 2
      having sum((a.deleted_at is null)::int - (b.deleted_at is null)::int) <> 0
        or bool_or(a.deployment_state <> b.deployment_state) or bool_or(a.evidence_state <> b.evidence_state)
    ) change
    where c.organization_id = change.organization_id and c.id = change.customer_id and c.deleted_at is null;
  end if;
  return null;
end $function$;

-- function app.create_api_key(text,text,text,text,interval)
CREATE OR REPLACE FUNCTION app.create_api_key(p_name text, p_role text, p_key_hash text, p_last_characters text, p_life interval)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_acting_admin();
  v_key uuid := app.uuid_v7();
begin
  if 50 <= (
    select count(*) from public.api_key k
    where k.organization_id = v_organization and k.revoked_at is null and k.expires_at > clock_timestamp())
  then
    raise exception 'too many API keys' using errcode = 'OC026';
  end if;
  insert into public.api_key
    (id, organization_id, name, role, key_hash, last_characters, created_by, expires_at)
  values
    (v_key, v_organization, p_name, p_role, p_key_hash, p_last_characters, app.acting_user(), clock_timestamp() + p_life);
  return v_key;
end $function$;
grant execute on function app.create_api_key(text,text,text,text,interval) to oct_app;

-- function app.detach_customer(uuid,boolean,boolean,text,integer[])
CREATE OR REPLACE FUNCTION app.detach_customer(p_customer uuid, p_container boolean, p_ads boolean, p_reason text, p_versions integer[])
 RETURNS TABLE(outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_now timestamptz := clock_timestamp();
  v_customer public.customer;
  v_login text;
  v_container boolean;
  v_ads boolean;
  v_cancelled uuid[];
  v_waiting uuid[];
  v_deployed integer;
  v_version text;
begin
  -- 1. Lock its runs, its login and the customer. A run that is postponed is due later, and no process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = p_customer
    and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  select g.status into v_login
  from public.customer c
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null
  for share of g;
  select c.* into v_customer from public.customer c
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;
  v_container := p_container and v_customer.container_path is not null;
  v_ads := p_ads and v_customer.google_ads_account_id is not null;
  outcome := case
    when v_customer.version <> all (p_versions) then 'STALE'
    when not (v_container or v_ads) then 'UNCHANGED'
    when exists (
      select from public.sync_run r
      where r.organization_id = v_organization and r.customer_id = p_customer and r.status = 'RUNNING'
        and r.run_at <= v_now and r.lease_until > v_now) then 'BUSY'
    else 'DONE' end;
  if outcome <> 'DONE' then
    return next;
    return;
  end if;

  -- What was found there is not the customer's any more.
  update public.finding f set resolved_at = v_now
  where f.organization_id = v_organization and f.customer_id = p_customer and f.resolved_at is null;

  -- 2. Cancel the runs with the jobs that they hold.
  with cancelled as (
    update public.sync_run r
    set status = 'CANCELLED', finished_at = v_now, error_code = null, error_message = null,
      container_path = coalesce(r.container_path, v_customer.container_path)
    where r.organization_id = v_organization and r.customer_id = p_customer
      and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
    returning r.id)
  select coalesce(array_agg(k.id), '{}') into v_cancelled from cancelled k;

  -- 3. What the trackings know of what was let go is forgotten. The labels of a container that is kept are not: by them
  --    its tags are recognized.
  perform from public.tracking t where t.organization_id = v_organization and t.customer_id = p_customer
  order by t.id for no key update;
  v_waiting := array(
    select t.id from public.tracking t
    where t.organization_id = v_organization and t.customer_id = p_customer and t.deleted_at is not null and exists (
      select from public.sync_job j
      where j.organization_id = t.organization_id and j.tracking_id = t.id
        and (j.status = 'QUEUED' or j.status = 'RUNNING' and j.run_id = any (v_cancelled))));
  select count(*) into v_deployed from public.tracking t
  where t.organization_id = v_organization and t.customer_id = p_customer and t.deleted_at is null
    and (v_container and t.gtm_tag_id is not null or v_ads and t.conversion_action_resource_name is not null);
  update public.tracking t
  set gtm_trigger_id = case when v_container then null else t.gtm_trigger_id end,
    gtm_tag_id = case when v_container then null else t.gtm_tag_id end,
    google_ads_conversion_id = case when v_ads then null else t.google_ads_conversion_id end,
    conversion_label = case when v_ads then null else t.conversion_label end,
    conversion_action_resource_name = case
      when v_ads or v_container and t.id = any (v_waiting) then null
      else t.conversion_action_resource_name end,
    applied = case
      when v_ads and (v_container or v_customer.container_path is null) then '{}'
      when not t.applied ? 'googleAds' then t.applied
      when v_ads then jsonb_set(t.applied, '{googleAds,action}', '{}')
      else jsonb_set(t.applied #- '{googleAds,tag}', '{googleAds,triggers}', '{}') end,
    deployment = '{}', deployment_state = 'UNKNOWN', deployment_checked_at = null,
    synced_version = 0, sync_error_code = null, sync_error_message = null,
    sync_status = case
      when t.deleted_at is null or not v_container and t.id = any (v_waiting) then 'PENDING'
      when t.id = any (v_waiting) then 'SUCCESS'
      else t.sync_status end
  where t.organization_id = v_organization and t.customer_id = p_customer
    and (t.deleted_at is null or t.id = any (v_waiting)
      or t.gtm_tag_id is not null or v_ads and t.conversion_action_resource_name is not null);

  -- 4. Nothing of a container that was let go is removed any more; all live trackings are to be made.
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.customer_id = p_customer
    and (j.status = 'RUNNING' and j.run_id = any (v_cancelled)
      or j.status = 'QUEUED' and v_container and j.tracking_id = any (v_waiting));
  insert into public.sync_job as j (organization_id, customer_id, tracking_id, action)
  select v_organization, p_customer, t.id, case when t.deleted_at is null then 'CREATE' else 'DELETE' end
  from public.tracking t
  where t.organization_id = v_organization and t.customer_id = p_customer
    and (t.deleted_at is null or not v_container and t.id = any (v_waiting))
  on conflict (organization_id, tracking_id) where status = 'QUEUED' do update set action = excluded.action;

  -- 5. Clear the choice, and put on record what was left behind.
  select r.version_id into v_version from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = p_customer and r.status = 'SUCCEEDED'
    and r.container_path = v_customer.container_path and r.version_id is not null
  order by r.created_at desc limit 1;
  update public.customer c
  set google_container_id = case when v_container then null else c.google_container_id end,
    container_path = case when v_container then null else c.container_path end,
    google_ads_account_id = case when v_ads then null else c.google_ads_account_id end,
    login_customer_id = case when v_ads then null else c.login_customer_id end,
    google_access = case when v_container and v_login = 'ACTIVE' then 'GRANTED' else c.google_access end,
    version = c.version + 1
  where c.organization_id = v_organization and c.id = p_customer;
  perform app.append_audit(v_organization, 'customer.detach', 'customer', p_customer::text, null,
    app.redacted(v_organization, 'customer:' || p_customer, jsonb_build_object(
      'google_container_id', case when v_container then v_customer.google_container_id end,
      'version_id', case when v_container then v_version end,
      'google_ads_account_id', case when v_ads then v_customer.google_ads_account_id end,
      'trackings', v_deployed,
      'removals', case when v_container then cardinality(v_waiting) else 0 end,
      'reason', p_reason), '{reason}', '{}'));
  return next;
end $function$;
grant execute on function app.detach_customer(uuid,boolean,boolean,text,integer[]) to oct_app;

-- function app.due_full_checks(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.due_full_checks(p_before timestamp with time zone, p_limit integer)
 RETURNS TABLE(organization_id uuid, sequence integer, hash bytea, head integer, head_hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT h.organization_id,
     COALESCE(k.sequence, 0) AS "coalesce",
     COALESCE(k.hash, decode(repeat('00'::text, 32), 'hex'::text)) AS "coalesce",
     h.sequence,
     h.hash
    FROM (app.audit_head h
      LEFT JOIN app.audit_check k ON ((k.organization_id = h.organization_id)))
   WHERE ((k.completed_at IS NULL) OR (k.completed_at < due_full_checks.p_before))
   ORDER BY k.completed_at NULLS FIRST, h.organization_id
  LIMIT due_full_checks.p_limit;
END;
grant execute on function app.due_full_checks(timestamp with time zone,integer) to oct_system;

-- function app.due_purges(timestamp with time zone,interval)
CREATE OR REPLACE FUNCTION app.due_purges(p_now timestamp with time zone, p_retention interval)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT t.organization_id
    FROM public.tracking t
   WHERE (t.deleted_at < (due_purges.p_now - due_purges.p_retention))
 UNION
  SELECT c.organization_id
    FROM public.customer c
   WHERE (c.deleted_at < (due_purges.p_now - due_purges.p_retention))
 UNION
  SELECT i.organization_id
    FROM public.invitation i
   WHERE ((i.deleted_at < (due_purges.p_now - due_purges.p_retention)) OR (i.expires_at < (due_purges.p_now - due_purges.p_retention)))
 UNION
  SELECT u.organization_id
    FROM public.user_account u
   WHERE (u.deleted_at < (due_purges.p_now - due_purges.p_retention))
 UNION
  SELECT g.organization_id
    FROM public.google_connection g
   WHERE (g.deleted_at < (due_purges.p_now - due_purges.p_retention))
 UNION
  SELECT s.organization_id
    FROM public.oauth_state s
   WHERE (s.expires_at < (due_purges.p_now - '1 day'::interval));
END;
grant execute on function app.due_purges(timestamp with time zone,interval) to oct_system;

-- function app.due_refreshes(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.due_refreshes(p_now timestamp with time zone, p_limit integer)
 RETURNS TABLE(organization_id uuid, google_account_id text, token_version integer, refresh_failures integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH due AS (
          SELECT g_1.organization_id,
             g_1.google_account_id
            FROM public.google_connection g_1
           WHERE ((g_1.status = 'ACTIVE'::text) AND (g_1.refresh_due_at <= due_refreshes.p_now))
         UNION
          SELECT g_1.organization_id,
             g_1.google_account_id
            FROM public.google_connection g_1
           WHERE ((g_1.status = 'ACTIVE'::text) AND (g_1.refresh_failures = 0) AND (COALESCE(g_1.last_refreshed_at, g_1.created_at) <= (due_refreshes.p_now - '1 day'::interval)))
         )
  SELECT g.organization_id,
     g.google_account_id,
     g.token_version,
     g.refresh_failures
    FROM (due d
      JOIN public.google_connection g ON (((g.organization_id = d.organization_id) AND (g.google_account_id = d.google_account_id))))
   WHERE ((g.deleted_at IS NULL) AND ((g.lease_until IS NULL) OR (g.lease_until <= clock_timestamp())))
   ORDER BY g.refresh_due_at NULLS FIRST
  LIMIT due_refreshes.p_limit;
END;
grant execute on function app.due_refreshes(timestamp with time zone,integer) to oct_system;

-- function app.due_turns(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.due_turns(p_now timestamp with time zone, p_limit integer)
 RETURNS TABLE(organization_id uuid, claimed_at timestamp with time zone, due_at timestamp with time zone)
 LANGUAGE sql
 STABLE
 SET search_path TO ''
BEGIN ATOMIC
 WITH changed AS (
          SELECT DISTINCT q.organization_id
            FROM ( SELECT h.organization_id
                    FROM app.queue_change h
                   ORDER BY h.id
                  LIMIT 10000) q
         ), kept AS (
         ( SELECT t_1.organization_id,
             t_1.claimed_at,
             t_1.due_at
            FROM app.queue_turn t_1
           WHERE t_1.in_turn
           ORDER BY t_1.claimed_at, t_1.due_at, t_1.organization_id
          LIMIT (due_turns.p_limit + ( SELECT count(*) AS count
                    FROM changed)))
         UNION ALL
         ( SELECT t_1.organization_id,
             t_1.claimed_at,
             t_1.due_at
            FROM app.queue_turn t_1
           WHERE ((NOT t_1.in_turn) AND (t_1.due_at <= due_turns.p_now))
           ORDER BY t_1.due_at
          LIMIT 1000)
         ), turns AS (
          SELECT k.organization_id,
             k.claimed_at,
             k.due_at
            FROM kept k
           WHERE (NOT (k.organization_id IN ( SELECT c.organization_id
                    FROM changed c)))
         UNION ALL
          SELECT c.organization_id,
             app.last_claim(c.organization_id) AS last_claim,
             app.first_due(c.organization_id) AS first_due
            FROM changed c
         )
  SELECT t.organization_id,
     t.claimed_at,
     t.due_at
    FROM turns t
   WHERE (t.due_at <= due_turns.p_now)
   ORDER BY t.claimed_at, t.due_at, t.organization_id;
END;

-- function app.end_collection(uuid,text,uuid,integer,timestamp with time zone,boolean)
CREATE OR REPLACE FUNCTION app.end_collection(p_organization uuid, p_account text, p_owner uuid, p_fence integer, p_due timestamp with time zone, p_failed boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.evidence_account e
  set due_at = p_due, lease_owner = null, lease_until = null, failures = case when p_failed then e.failures + 1 else 0 end
  where e.organization_id = p_organization and e.ads_account_id = p_account
    and e.lease_owner = p_owner and e.fence = p_fence;
  return found;
end $function$;
grant execute on function app.end_collection(uuid,text,uuid,integer,timestamp with time zone,boolean) to oct_system;

-- function app.enqueue_syncs(uuid[],uuid[],uuid[],text[],double precision)
CREATE OR REPLACE FUNCTION app.enqueue_syncs(p_customers uuid[], p_job_customers uuid[], p_trackings uuid[], p_actions text[], p_due_in_seconds double precision)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_organization uuid := app.require_org();
begin
  -- 1. Queue a job for each change, or change the pending one.
  insert into public.sync_job as j (organization_id, customer_id, tracking_id, action)
  select v_organization, q.customer_id, q.tracking_id, q.action
  from unnest(p_job_customers, p_trackings, p_actions) as q (customer_id, tracking_id, action)
  where q.action = 'DELETE' or (
    select true from public.tracking t
    where t.organization_id = v_organization and t.id = q.tracking_id and t.deleted_at is null)
  on conflict (organization_id, tracking_id) where status = 'QUEUED'
  do update set action =
    case when j.action = 'DELETE' or j.action = 'CREATE' and excluded.action = 'UPDATE'
      then j.action else excluded.action end;

  -- 2. Queue a run for each customer that is syncable and has jobs, or postpone the pending one.
  insert into public.sync_run as r (organization_id, customer_id, run_at)
  select v_organization, c.id, now() + make_interval(secs => p_due_in_seconds)
  from public.customer c
  where c.organization_id = v_organization and c.id = any (p_customers)
    and case when c.deleted_at is null then c.status = 'READY'
      else c.container_path is not null and app.sees_deleted() end
    and (c.id = any (p_job_customers) or (
      select true from public.sync_job p
      where p.organization_id = v_organization and p.customer_id = c.id and p.status = 'QUEUED' limit 1))
  on conflict (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC'
  do update set run_at = least(excluded.run_at, r.created_at + interval '60 seconds');
end $function$;
grant execute on function app.enqueue_syncs(uuid[],uuid[],uuid[],text[],double precision) to oct_app;

-- function app.enter(text)
CREATE OR REPLACE FUNCTION app.enter(p_signed text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'user', 'key', 'run', 'refresh', 'collection');
  v_kind text := v_claims ->> 'kind';
  v_organization uuid := v_claims ->> 'organization';
  v_actor text := v_claims ->> 'actor';
  v_required_role text := v_claims ->> 'role';
  v_lease_owner uuid := v_claims ->> 'leaseOwner';
  v_fence integer := v_claims ->> 'fence';
  v_role text;
  v_valid_after timestamptz;
  v_creator_role text;
  v_writes boolean := current_setting('transaction_read_only') = 'off';
begin
  -- 1. Claims for reading open nothing that can write.
  if v_writes and v_claims ->> 'readOnly' is distinct from 'false' then
    raise exception 'claimed for reading' using errcode = 'OC010';
  end if;

  -- 2. Check the actor.
  case v_kind
  when 'user' then
    select u.role, u.tokens_valid_after into v_role, v_valid_after
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = v_organization and u.id = v_actor::uuid
      and u.deleted_at is null and o.deleted_at is null;
    if not found then
      raise exception 'not a member' using errcode = 'OC001';
    elsif (v_claims ->> 'authenticatedAt')::timestamptz < v_valid_after then
      raise exception 'signed out' using errcode = 'OC003';
    elsif v_required_role is distinct from 'MEMBER' and v_role is distinct from v_required_role then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'key' then
    -- A key may do what its role and its creator's both allow, as long as the creator is a member.
    select k.role, u.role into v_role, v_creator_role
    from public.api_key k
    join public.user_account u on u.organization_id = k.organization_id and u.id = k.created_by and u.deleted_at is null
    join public.organization o on o.id = k.organization_id and o.deleted_at is null
    where k.organization_id = v_organization and k.id = v_actor::uuid
      and k.revoked_at is null and k.expires_at > clock_timestamp();
    if not found then
      raise exception 'the key has ended' using errcode = 'OC008';
    elsif v_required_role is distinct from 'MEMBER'
      and (v_role is distinct from v_required_role or v_creator_role is distinct from v_required_role)
    then
      raise exception 'insufficient role' using errcode = 'OC002';
    end if;
  when 'run' then
    -- The row lock holds off a new claim until this transaction ends, so a late write can never follow one.
    if v_writes then
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.sync_run r
      where r.organization_id = v_organization and r.id = v_actor::uuid and r.status = 'RUNNING'
        and r.lease_owner = v_lease_owner and r.fence = v_fence and r.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'refresh' then
    if v_writes then
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.google_connection g
      where g.organization_id = v_organization and g.google_account_id = v_actor
        and g.lease_owner = v_lease_owner and g.fence = v_fence and g.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  when 'collection' then
    if v_writes then
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp()
      for no key update;
    else
      perform from public.evidence_account e
      where e.organization_id = v_organization and e.ads_account_id = v_actor
        and e.lease_owner = v_lease_owner and e.fence = v_fence and e.lease_until > clock_timestamp();
    end if;
    if not found then
      raise exception 'lease lost' using errcode = 'OC004';
    end if;
  end case;

  -- 3. Open the session.
  perform app.open_session(v_organization, v_kind, v_actor, v_claims ->> 'request'),
    set_config('app.sees_deleted', case when v_claims ->> 'includeDeleted' = 'true' then 'on' else '' end, true),
    case when v_claims ->> 'namesSession' = 'true' then
      set_config('application_name', left(concat_ws(' ', v_claims ->> 'request', v_claims ->> 'operation'), 63), true) end;
end $function$;
grant execute on function app.enter(text) to oct_app;

-- function app.fail_choice(uuid,uuid,integer,jsonb)
CREATE OR REPLACE FUNCTION app.fail_choice(p_organization uuid, p_customer uuid, p_version integer, p_failure jsonb)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with failed as (
    update public.customer c
    set requested_choice = c.requested_choice || jsonb_build_object('failure', p_failure), choice_due_at = null,
      version = c.version + 1
    where c.organization_id = p_organization and c.id = p_customer and c.version = p_version
      and c.choice_due_at is not null and c.deleted_at is null
    returning c.id)
  select exists (select from failed)
$function$;
grant execute on function app.fail_choice(uuid,uuid,integer,jsonb) to oct_system;

-- function app.find_api_key(text)
CREATE OR REPLACE FUNCTION app.find_api_key(p_signed text)
 RETURNS TABLE(organization_id uuid, key_id uuid, expired boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'apiKey');
begin
  return query
  select k.organization_id, k.id, k.expires_at <= clock_timestamp()
  from public.api_key k
  join public.user_account u on u.organization_id = k.organization_id and u.id = k.created_by and u.deleted_at is null
  join public.organization o on o.id = k.organization_id and o.deleted_at is null
  where k.key_hash = v_claims ->> 'keyHash' and k.revoked_at is null;
end $function$;
grant execute on function app.find_api_key(text) to oct_app;

-- function app.find_membership(text)
CREATE OR REPLACE FUNCTION app.find_membership(p_signed text)
 RETURNS TABLE(organization_id uuid, user_id uuid, role text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'membership');
begin
  return query
  select u.organization_id, u.id, u.role
  from public.user_account u join public.organization o on o.id = u.organization_id
  where u.firebase_uid = v_claims ->> 'firebaseUid' and u.deleted_at is null and o.deleted_at is null;
end $function$;
grant execute on function app.find_membership(text) to oct_app;

-- function app.first_due(uuid)
CREATE OR REPLACE FUNCTION app.first_due(p_organization uuid)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
begin
  return least(
    (select r.run_at from public.sync_run r
     cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
     where r.organization_id = p_organization and r.status in ('QUEUED', 'RUNNING') and r.status = 'QUEUED'
       and not r.background and k.container is not null and not exists (
         select from public.sync_run o
         where o.status = 'RUNNING' and o.container_path = k.container and o.organization_id = p_organization
           and not o.background)
     order by r.run_at limit 1),
    (select min(r.lease_until) from public.sync_run r
     where r.organization_id = p_organization and r.status = 'RUNNING' and not r.background
       and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null),
    'infinity');
end $function$;

-- function app.follow_address(text)
CREATE OR REPLACE FUNCTION app.follow_address(p_signed text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'newAddress');
  v_email text := lower(v_claims ->> 'email');
begin
  update public.user_account u set email = v_email
  where u.organization_id = app.require_org() and u.id = app.acting_user() and u.id = (v_claims ->> 'user')::uuid
    and u.deleted_at is null and u.email <> v_email and u.updated_at < (v_claims ->> 'tokenIssuedAt')::timestamptz;
  return case when found then 'done' else 'kept' end;
exception when unique_violation then
  return 'taken';
end $function$;
grant execute on function app.follow_address(text) to oct_app;

-- function app.follow_freeze()
CREATE OR REPLACE FUNCTION app.follow_freeze()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := case tg_table_name when 'organization' then new.id
    else (to_jsonb(new) ->> 'organization_id')::uuid end;
  v_customer uuid := case tg_table_name when 'customer' then new.id end;
begin
  if tg_table_name = 'organization' and new.frozen_until is not null then
    update public.customer c set frozen_until = null, version = c.version + 1
    where c.organization_id = v_organization and c.frozen_until <= clock_timestamp();
  end if;
  update public.sync_run r
  set goes_live_at = coalesce(app.frozen_until(r.organization_id, r.customer_id), clock_timestamp())
  where r.organization_id = v_organization and (v_customer is null or r.customer_id = v_customer)
    and r.status = 'AWAITING_PUBLISH' and r.goes_live_at is not null;
  return null;
end $function$;

-- function app.forbid_deleted_organization()
CREATE OR REPLACE FUNCTION app.forbid_deleted_organization()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.organization o
  where o.id in (select a.organization_id from added a) and o.deleted_at is not null;
  if found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $function$;

-- function app.forbid_restore()
CREATE OR REPLACE FUNCTION app.forbid_restore()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.organization o where o.id = new.organization_id and o.deleted_at is null for key share;
  if not found then
    raise exception 'the organization is deleted' using errcode = 'OC001';
  end if;
  return null;
end $function$;

-- function app.frozen_until(uuid,uuid,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.frozen_until(p_organization uuid, p_customer uuid, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
  select f.until from (
    select coalesce(c.frozen_until, o.frozen_until) as until
    from public.customer c join public.organization o on o.id = c.organization_id
    where c.organization_id = p_organization and c.id = p_customer) f
  where f.until > coalesce(p_now, clock_timestamp());
$function$;
grant execute on function app.frozen_until(uuid,uuid,timestamp with time zone) to oct_app;

-- function app.grant_in_use(text)
CREATE OR REPLACE FUNCTION app.grant_in_use(p_google_account text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM (public.google_connection g
              JOIN public.customer c ON (((c.organization_id = g.organization_id) AND (c.google_account_id = g.google_account_id))))
           WHERE ((g.google_account_id = grant_in_use.p_google_account) AND (g.status = 'ACTIVE'::text) AND (g.deleted_at IS NULL) AND ((c.deleted_at IS NULL) OR (EXISTS ( SELECT
                    FROM public.sync_run r
                   WHERE ((r.organization_id = c.organization_id) AND (r.customer_id = c.id) AND (r.status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text]))))))))) AS "exists";
END;
grant execute on function app.grant_in_use(text) to oct_system;

-- function app.has_live_connection(uuid)
CREATE OR REPLACE FUNCTION app.has_live_connection(p_organization uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select exists (
  select from public.customer c
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where c.organization_id = p_organization and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null)$function$;

-- function app.has_other_admin(uuid,uuid)
CREATE OR REPLACE FUNCTION app.has_other_admin(p_organization uuid, p_user uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN (EXISTS (SELECT FROM public.user_account u WHERE ((u.organization_id = has_other_admin.p_organization) AND (u.role = 'ADMIN'::text) AND (u.deleted_at IS NULL) AND (u.id <> has_other_admin.p_user))));

-- function app.idempotency_key_life()
CREATE OR REPLACE FUNCTION app.idempotency_key_life()
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN '24:00:00'::interval;

-- function app.invite(text,text,text,interval,integer)
CREATE OR REPLACE FUNCTION app.invite(p_email text, p_role text, p_token_hash text, p_valid_for interval, p_limit integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function app.invite(text,text,text,interval,integer) to oct_app;

-- function app.is_address_of_member(text)
CREATE OR REPLACE FUNCTION app.is_address_of_member(p_signed text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'address');
begin
  return exists (
    select from public.user_account u where u.email = lower(v_claims ->> 'email') and u.deleted_at is null);
end $function$;
grant execute on function app.is_address_of_member(text) to oct_app;

-- function app.is_capped()
CREATE OR REPLACE FUNCTION app.is_capped()
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN (NOT pg_has_role(SESSION_USER, 'oct_owner'::name, 'member'::text));

-- function app.is_purgeable(public.customer,timestamp with time zone,interval)
CREATE OR REPLACE FUNCTION app.is_purgeable(p_customer public.customer, p_now timestamp with time zone, p_retention interval)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select p_customer.deleted_at < p_now - p_retention
  and not exists (
    select from public.tracking t
    where t.organization_id = p_customer.organization_id and t.customer_id = p_customer.id
      and app.is_purgeable(t, p_now, p_retention) is not true)
  and not exists (
    select from public.sync_run r
    where r.organization_id = p_customer.organization_id and r.customer_id = p_customer.id
      and r.status = 'RUNNING' and r.lease_until > clock_timestamp())$function$;

-- function app.is_purgeable(public.tracking,timestamp with time zone,interval)
CREATE OR REPLACE FUNCTION app.is_purgeable(p_tracking public.tracking, p_now timestamp with time zone, p_retention interval)
 RETURNS boolean
 LANGUAGE sql
 STABLE COST 10000
 SET search_path TO ''
AS $function$
select p_tracking.deleted_at < p_now - p_retention
  and (app.removed_at_google(p_tracking)
    or p_tracking.deleted_at < p_now - 2 * p_retention and not exists (
      select from public.sync_job j
      join public.sync_run r on r.organization_id = j.organization_id and r.id = j.run_id
      where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
        and j.status = 'RUNNING' and r.status = 'RUNNING' and r.lease_until > clock_timestamp()))$function$;

-- function app.keep_audit_entry()
CREATE OR REPLACE FUNCTION app.keep_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' and exists (
    select from public.organization o where o.id = old.organization_id and o.deleted_at is not null)
  then
    return old;
  end if;
  raise exception 'entries of the audit log are never changed' using errcode = '42501';
end $function$;

-- function app.key_check_of(text,text)
CREATE OR REPLACE FUNCTION app.key_check_of(p_key text, p_encrypted text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into app.key_check (key_id, encrypted) values (p_key, p_encrypted) on conflict do nothing;
  return (select k.encrypted from app.key_check k where k.key_id = p_key);
end $function$;
grant execute on function app.key_check_of(text,text) to oct_system;

-- function app.known_time_zone(text)
CREATE OR REPLACE FUNCTION app.known_time_zone(p_name text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_present constant text := coalesce(
    (select l.name from app.time_zone_links() l where l.old_name = lower(p_name)), p_name);
begin
  if v_present = 'UTC' then
    return v_present;
  end if;
  return (
    select z.name from pg_catalog.pg_timezone_names z
    where lower(z.name) in (lower(v_present), lower(p_name))
      and z.name ~ '^[A-Z][^/]*/' and z.name !~ '^SystemV/'
    order by lower(z.name) = lower(v_present) desc limit 1);
end $function$;
grant execute on function app.known_time_zone(text) to oct_app;

-- function app.last_claim(uuid)
CREATE OR REPLACE FUNCTION app.last_claim(p_organization uuid)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
BEGIN ATOMIC
 SELECT COALESCE(max(r.claimed_at), '-infinity'::timestamp with time zone) AS "coalesce"
    FROM public.sync_run r
   WHERE ((r.organization_id = last_claim.p_organization) AND (r.claimed_at IS NOT NULL) AND (NOT r.background));
END;

-- function app.limit_consents()
CREATE OR REPLACE FUNCTION app.limit_consents()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.user_account u
  where u.organization_id = new.organization_id and u.id = new.user_id for no key update;
  perform from public.oauth_state s
  where s.organization_id = new.organization_id and s.user_id = new.user_id
    and s.used_at is null and s.expires_at > clock_timestamp()
  offset 20 limit 1;
  if found then
    raise exception 'too many open consents' using errcode = 'OC024';
  end if;
  return null;
end $function$;

-- function app.lock_customer()
CREATE OR REPLACE FUNCTION app.lock_customer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;

-- function app.lock_members()
CREATE OR REPLACE FUNCTION app.lock_members()
 RETURNS text
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform from public.organization o where o.id = app.require_org() for no key update;
  return (
    select u.role
    from public.user_account u join public.organization o on o.id = u.organization_id
    where u.organization_id = app.require_org() and u.id = app.acting_user()
      and u.deleted_at is null and o.deleted_at is null);
end $function$;

-- function app.lock_trackings(uuid[],uuid)
CREATE OR REPLACE FUNCTION app.lock_trackings(p_trackings uuid[], p_customer uuid DEFAULT NULL::uuid)
 RETURNS TABLE(tracking_id uuid, version integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
begin
  perform from public.customer c
  where c.organization_id = v_organization and c.id in (
    select t.customer_id from public.tracking t
    where t.organization_id = v_organization and t.id = any (p_trackings)
    union select p_customer)
  order by c.id for no key update;
  return query
  select t.id, t.version from public.tracking t
  where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null
  order by t.id for no key update;
end $function$;
grant execute on function app.lock_trackings(uuid[],uuid) to oct_app;

-- function app.maintain_findings(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.maintain_findings(p_now timestamp with time zone, p_limit integer)
 RETURNS TABLE(reopened integer, findings integer, versions integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_before timestamptz := p_now - interval '400 days';
begin
  with due as materialized (
    select f.id from public.finding f
    join public.customer c on c.organization_id = f.organization_id and c.id = f.customer_id
    where f.dismissed_until <= p_now and f.resolved_at is null
    limit p_limit for no key update of c skip locked)
  update public.finding f
  set dismissed_at = null, dismissed_by = null, dismiss_reason = null, dismissed_until = null, dismissed_data = null
  where f.id in (select d.id from due d) and f.dismissed_until <= p_now;
  get diagnostics reopened = row_count;

  delete from public.finding f where f.id in (
    select r.id from public.finding r where r.resolved_at < v_before limit p_limit for update skip locked);
  get diagnostics findings = row_count;

  delete from public.container_version v
  where (v.organization_id, v.customer_id, v.container_path, v.version_id) in (
    select o.organization_id, o.customer_id, o.container_path, o.version_id from public.container_version o
    where o.seen_at < v_before limit p_limit for update skip locked);
  get diagnostics versions = row_count;
  return next;
end $function$;
grant execute on function app.maintain_findings(timestamp with time zone,integer) to oct_system;

-- function app.mark_sync_pending()
CREATE OR REPLACE FUNCTION app.mark_sync_pending()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.synced_version <> new.version then
    new.sync_status := case old.sync_status when 'IN_PROGRESS' then 'IN_PROGRESS' else 'PENDING' end;
  end if;
  return new;
end $function$;

-- function app.may_be_deployed(public.tracking)
CREATE OR REPLACE FUNCTION app.may_be_deployed(p_tracking public.tracking)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select p_tracking.synced_version > 0
  or p_tracking.gtm_trigger_id is not null
  or p_tracking.gtm_tag_id is not null
  or p_tracking.conversion_action_resource_name is not null
  or exists (
    select from public.sync_job j
    join public.sync_run r on r.organization_id = j.organization_id and r.id = j.run_id
    join public.customer c on c.organization_id = j.organization_id and c.id = j.customer_id
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and (r.container_path is null or r.container_path = c.container_path))$function$;

-- function app.migration_head()
CREATE OR REPLACE FUNCTION app.migration_head()
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  return (
    select m.migration_name from public._prisma_migrations m
    where m.finished_at is not null and m.rolled_back_at is null order by m.started_at desc limit 1);
exception when undefined_table then
  return null;
end $function$;
grant execute on function app.migration_head() to oct_app;

-- function app.move_trackings(uuid[],uuid)
CREATE OR REPLACE FUNCTION app.move_trackings(p_trackings uuid[], p_customer uuid)
 RETURNS TABLE(tracking_id uuid, customer_id uuid, moved_to uuid, deployed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_moved uuid[];
  v_deployed uuid[];
begin
  -- 3.1 Those that can move. The customer's row is locked: it is as it is seen here.
  with origin as (
    update public.tracking t set origin_id = coalesce(t.origin_id, t.id)
    where t.organization_id = v_organization and t.id = any (p_trackings) and t.deleted_at is null
      and t.customer_id <> p_customer and exists (
        select from public.customer c
        where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null)
    returning t.id)
  select coalesce(array_agg(o.id), '{}') into v_moved from origin o;

  -- 3.2 Deleted first, so that the caps of the organization count none twice.
  v_deployed := array(select s.tracking_id from app.soft_delete_each(v_moved) s);

  -- 3.3 All that a person has decided; what a run has found out stays with the deleted one.
  insert into public.tracking (
    organization_id, customer_id, origin_id, name, type, selector, url_pattern, url_regex, ignore_case, history_changes,
    event_name, event_regex, link_host, file_extensions, percent, seconds, video_url, wait_for_tags,
    wait_for_tags_timeout, check_validation, conditions, exceptions, conversion_category, conversion_counting,
    conversion_value, conversion_value_key, conversion_currency, conversion_currency_key, conversion_order_id_key,
    conversion_new_customer, conversion_new_customer_key, conversion_primary,
    conversion_click_through_lookback_window_days, conversion_view_through_lookback_window_days, conversion_enhanced, paused)
  select t.organization_id, p_customer, t.origin_id, t.name, t.type, t.selector, t.url_pattern, t.url_regex, t.ignore_case,
    t.history_changes, t.event_name, t.event_regex, t.link_host, t.file_extensions, t.percent, t.seconds, t.video_url,
    t.wait_for_tags, t.wait_for_tags_timeout, t.check_validation, t.conditions, t.exceptions, t.conversion_category,
    t.conversion_counting, t.conversion_value, t.conversion_value_key, t.conversion_currency, t.conversion_currency_key,
    t.conversion_order_id_key, t.conversion_new_customer, t.conversion_new_customer_key, t.conversion_primary,
    t.conversion_click_through_lookback_window_days, t.conversion_view_through_lookback_window_days, t.conversion_enhanced,
    t.paused
  from public.tracking t
  where t.organization_id = v_organization and t.id = any (v_moved);

  -- 3.4 On record is which one each goes on as.
  for tracking_id, customer_id, moved_to in
    select t.id, t.customer_id, n.id
    from public.tracking t
    join public.tracking n on n.organization_id = t.organization_id and n.origin_id = t.origin_id and n.deleted_at is null
    where t.organization_id = v_organization and t.id = any (v_moved)
    order by t.id
  loop
    perform app.append_audit(v_organization, 'tracking.move', 'tracking', tracking_id::text,
      jsonb_build_object('customer_id', customer_id),
      jsonb_build_object('customer_id', p_customer, 'tracking_id', moved_to));
    deployed := tracking_id = any (v_deployed);
    return next;
  end loop;
end $function$;
grant execute on function app.move_trackings(uuid[],uuid) to oct_app;

-- function app.ms_until(timestamp with time zone,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.ms_until(p_then timestamp with time zone, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN (LEAST(GREATEST(ceil((EXTRACT(epoch FROM (p_then - p_now)) * (1000)::numeric)), (1)::numeric), (86400000)::numeric))::integer;

-- function app.name_key(text)
CREATE OR REPLACE FUNCTION app.name_key(p_text text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN replace(btrim(regexp_replace((NORMALIZE(lower(upper(lower((NORMALIZE(regexp_replace(p_text, '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]'::text, ''::text, 'g'::text), NFKD) COLLATE app.folding)))), NFKC) COLLATE "C"), ' +'::text, ' '::text, 'g'::text)), 'ς'::text, 'σ'::text);
grant execute on function app.name_key(text) to oct_app;

-- function app.next_look(uuid,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.next_look(p_customer uuid, p_now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
 SET search_path TO ''
BEGIN ATOMIC
 SELECT (m.at +
         CASE
             WHEN (m.at < (next_look.p_now + '12:00:00'::interval)) THEN '1 day'::interval
             ELSE '00:00:00'::interval
         END)
    FROM ( SELECT ((date_trunc('day'::text, next_look.p_now, 'UTC'::text) + '20:00:00'::interval) + make_interval(secs => (mod(app.spread(next_look.p_customer), 28800))::double precision)) AS "?column?") m(at);
END;

-- function app.next_run(timestamp with time zone,boolean)
CREATE OR REPLACE FUNCTION app.next_run(p_now timestamp with time zone, p_writes boolean DEFAULT true)
 RETURNS TABLE(id uuid, container text)
 LANGUAGE plpgsql
 SET search_path TO ''
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
declare
  v_batch constant integer := 1000;
  v_changes integer;
  v_change record;
  v_organization uuid;
begin
  loop
    -- 1. What has changed, so much at a time. Claims wait for each other here, in one order, and nowhere behind it.
    v_changes := 0;
    for v_change in
      with changed as (
        delete from app.queue_change q
        where q.id in (select h.id from app.queue_change h order by h.id limit v_batch for update)
        returning q.organization_id)
      select c.organization_id, count(*) as changes from changed c group by c.organization_id order by c.organization_id
    loop
      v_changes := v_changes + v_change.changes;
      perform app.settle_turn(v_change.organization_id, p_now);
    end loop;

    -- 2. Whose turn has come.
    update app.queue_turn t set in_turn = true
    where t.organization_id in (
      select w.organization_id from app.queue_turn w where not w.in_turn and w.due_at <= p_now
      order by w.due_at limit v_batch for update skip locked);

    -- 3. The first organization of which a run is due, is not locked, and has its container to itself. One that turns out to
    --    have none waits until it has.
    for v_organization in
      select t.organization_id from app.queue_turn t where t.in_turn
      order by t.claimed_at, t.due_at, t.organization_id
    loop
      return query
      select r.id, k.container from public.sync_run r
      cross join lateral app.syncable_container(r.organization_id, r.customer_id, r.kind) k (container)
      where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING') and r.run_at <= p_now
        and not r.background
        and (r.status = 'QUEUED' or r.lease_until <= p_now)
        and k.container is not null and (p_writes or app.only_looks(r.kind))
        and not exists (
          select from public.sync_run o
          where o.status = 'RUNNING' and o.container_path = k.container and o.id <> r.id and not o.background)
      order by r.run_at, r.id limit 1
      for no key update of r skip locked;
      if found then
        return;
      end if;
      continue when not p_writes;
      perform from app.queue_turn t where t.organization_id = v_organization for update skip locked;
      if found then
        perform app.settle_turn(v_organization, p_now);
      end if;
    end loop;
    exit when v_changes < v_batch;
  end loop;
end $function$;

-- function app.only_looks(text)
CREATE OR REPLACE FUNCTION app.only_looks(p_kind text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
AS $function$ select p_kind in ('PLAN', 'VERIFY') $function$;

-- function app.open_oauth_state(text)
CREATE OR REPLACE FUNCTION app.open_oauth_state(p_state_hash text)
 RETURNS TABLE(id uuid, organization_id uuid, code_verifier text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.oauth_state s SET used_at = clock_timestamp()
   WHERE ((s.state_hash = open_oauth_state.p_state_hash) AND (s.used_at IS NULL) AND (s.expires_at > clock_timestamp()))
   RETURNING s.id,
     s.organization_id,
     s.code_verifier;
END;
grant execute on function app.open_oauth_state(text) to oct_app;

-- function app.open_session(uuid,text,text,text)
CREATE OR REPLACE FUNCTION app.open_session(p_organization uuid, p_kind text, p_actor text, p_request text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_claims text := json_build_object(
    'organization', p_organization, 'kind', p_kind, 'actor', p_actor, 'request', p_request)::text;
begin
  perform set_config('app.session', app.signature_of(v_claims) || v_claims, true);
end $function$;

-- function app.own_audit_check()
CREATE OR REPLACE FUNCTION app.own_audit_check()
 RETURNS TABLE(checkpoints integer, last_number integer, last_full_check timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT (count(c.number))::integer AS count,
     COALESCE(max(c.number), 0) AS "coalesce",
     ( SELECT k.completed_at
            FROM app.audit_check k
           WHERE ((k.organization_id = app.require_org()) AND (k.broken_at IS NULL))) AS completed_at
    FROM app.audit_checkpoint c
   WHERE (c.organization_id = app.require_org());
END;
grant execute on function app.own_audit_check() to oct_app;

-- function app.own_audit_head()
CREATE OR REPLACE FUNCTION app.own_audit_head()
 RETURNS TABLE(sequence integer, hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT h.sequence,
     h.hash
    FROM app.audit_head h
   WHERE (h.organization_id = app.require_org());
END;
grant execute on function app.own_audit_head() to oct_app;

-- function app.own_checkpoints(integer,integer)
CREATE OR REPLACE FUNCTION app.own_checkpoints(p_from integer, p_limit integer)
 RETURNS TABLE(number integer, sequence integer, hash bytea, previous bytea, signed_at timestamp with time zone, signature bytea, current_hash bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT c.number,
     c.sequence,
     c.hash,
     c.previous,
     c.signed_at,
     c.signature,
     c.current_hash
    FROM app.checkpoints_of(app.require_org(), own_checkpoints.p_from, own_checkpoints.p_limit) c(number, sequence, hash, previous, signed_at, signature, current_hash)
   ORDER BY c.number;
END;
grant execute on function app.own_checkpoints(integer,integer) to oct_app;

-- function app.own_personal(text[])
CREATE OR REPLACE FUNCTION app.own_personal(p_commitments text[])
 RETURNS TABLE(commitment text, value text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT p.commitment,
     p.value
    FROM app.audit_personal p
   WHERE ((p.organization_id = app.require_org_of_caller()) AND (p.commitment = ANY (own_personal.p_commitments)));
END;
grant execute on function app.own_personal(text[]) to oct_app;

-- function app.people_wait(timestamp with time zone,boolean)
CREATE OR REPLACE FUNCTION app.people_wait(p_now timestamp with time zone, p_writes boolean)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
 SET enable_seqscan TO 'off'
AS $function$
begin
  return exists (
    select from public.sync_run r
    where r.status = 'RUNNING' and r.lease_until > p_now and not r.background and r.container_path is not null
      and (r.run_at <= p_now or r.error_code = 'rate_limited')
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
  ) or exists (
    select from app.due_turns(p_now, 100) t
    join public.sync_run r on r.organization_id = t.organization_id
    where r.status in ('QUEUED', 'RUNNING') and r.run_at <= p_now and (r.status = 'QUEUED' or r.lease_until <= p_now)
      and not r.background and (p_writes or app.only_looks(r.kind))
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null);
end $function$;

-- function app.planner_columns()
CREATE OR REPLACE FUNCTION app.planner_columns()
 RETURNS TABLE(name text, target integer)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
BEGIN ATOMIC
 SELECT known.name,
     '-1'::integer
    FROM unnest(ARRAY['status'::text, 'kind'::text, 'type'::text, 'role'::text, 'action'::text, 'severity'::text, 'code'::text, 'sync_status'::text, 'deployment_state'::text, 'deployment_worst'::text, 'deployment_rank'::text, 'background'::text, 'evidence_state'::text, 'evidence_worst'::text, 'evidence_rank'::text]) known(name)
 UNION ALL
  VALUES ('deleted_at'::text,1), ('resolved_at'::text,1);
END;

-- function app.postpone_choice(uuid,uuid,integer,timestamp with time zone,jsonb)
CREATE OR REPLACE FUNCTION app.postpone_choice(p_organization uuid, p_customer uuid, p_version integer, p_due_at timestamp with time zone, p_wait jsonb)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.customer c
  set choice_due_at = p_due_at, requested_choice = c.requested_choice || jsonb_build_object('wait', p_wait)
  where c.organization_id = p_organization and c.id = p_customer and c.version = p_version
    and c.choice_due_at is not null and c.deleted_at is null
$function$;
grant execute on function app.postpone_choice(uuid,uuid,integer,timestamp with time zone,jsonb) to oct_system;

-- function app.postpone_run(uuid,uuid,integer,interval,boolean,text,text)
CREATE OR REPLACE FUNCTION app.postpone_run(p_run uuid, p_owner uuid, p_fence integer, p_wait interval, p_costs_attempt boolean, p_code text DEFAULT NULL::text, p_message text DEFAULT NULL::text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH postponed AS (
          UPDATE public.sync_run r SET lease_owner = app.uuid_v7(), lease_until = (clock_timestamp() + postpone_run.p_wait), run_at = (clock_timestamp() + postpone_run.p_wait), attempts = (r.attempts - ((NOT postpone_run.p_costs_attempt))::integer), error_code = postpone_run.p_code, error_message = postpone_run.p_message
           WHERE ((r.id = postpone_run.p_run) AND (r.status = 'RUNNING'::text) AND (r.lease_owner = postpone_run.p_owner) AND (r.fence = postpone_run.p_fence))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM postponed)) AS "exists";
END;
grant execute on function app.postpone_run(uuid,uuid,integer,interval,boolean,text,text) to oct_system;

-- function app.purge(uuid,timestamp with time zone,interval,integer,text)
CREATE OR REPLACE FUNCTION app.purge(p_organization uuid, p_now timestamp with time zone, p_retention interval, p_limit integer, p_request text)
 RETURNS TABLE(trackings integer, still_deployed integer, customers integer, oauth_states integer, invitations integer, users integer, connections integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_before timestamptz := p_now - p_retention;
  v_id uuid;
  v_key text;
  v_trackings integer;
  v_still_deployed integer;
begin
  -- 1. Open a session, so that the audit log says who removes what.
  perform app.open_session(p_organization, 'system', 'purge', p_request);
  customers := 0;
  users := 0;
  connections := 0;

  -- 2. Consents that expired.
  delete from public.oauth_state s where s.id in (
    select o.id from public.oauth_state o
    where o.organization_id = p_organization and o.expires_at < p_now - interval '1 day'
    limit p_limit for update skip locked);
  get diagnostics oauth_states = row_count;

  -- 3. Trackings deleted on their own, then customers with theirs.
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
    select p.trackings, p.still_deployed into v_trackings, v_still_deployed
    from app.purge_customer(p_organization, v_id, p_now, p_retention) p;
    if found then
      customers := customers + 1;
      trackings := trackings + v_trackings;
      still_deployed := still_deployed + v_still_deployed;
    end if;
  end loop;

  -- 4. Invitations.
  delete from public.invitation i where i.id in (
    select d.id from public.invitation d
    where d.organization_id = p_organization and (d.deleted_at < v_before or d.expires_at < v_before)
    limit p_limit for update skip locked);
  get diagnostics invitations = row_count;

  -- 5. Members and connections that nothing refers to. PostgreSQL 18 raises restrict_violation where the ones before it
  --    raised foreign_key_violation.
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
end $function$;
grant execute on function app.purge(uuid,timestamp with time zone,interval,integer,text) to oct_system;

-- function app.purge_api_keys(timestamp with time zone,interval,integer)
CREATE OR REPLACE FUNCTION app.purge_api_keys(p_now timestamp with time zone, p_retention interval, p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_purged integer;
begin
  delete from public.api_key k where k.id in (
    select e.id from public.api_key e where least(e.revoked_at, e.expires_at) < p_now - interval '400 days'
    union all
    select g.id from public.api_key g join public.organization o on o.id = g.organization_id
    where o.deleted_at < p_now - p_retention
    limit p_limit);
  get diagnostics v_purged = row_count;
  return v_purged;
end $function$;
grant execute on function app.purge_api_keys(timestamp with time zone,interval,integer) to oct_system;

-- function app.purge_customer(uuid,uuid,timestamp with time zone,interval)
CREATE OR REPLACE FUNCTION app.purge_customer(p_organization uuid, p_customer uuid, p_now timestamp with time zone, p_retention interval)
 RETURNS TABLE(trackings integer, still_deployed integer)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  begin
    perform from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer
    order by t.id for update nowait;
    perform from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer
    order by r.id for update nowait;
  exception when lock_not_available then
    return;
  end;
  perform from public.customer c
  where c.organization_id = p_organization and c.id = p_customer and app.is_purgeable(c, p_now, p_retention);
  if not found then
    return;
  end if;
  select count(*), count(*) filter (where not app.removed_at_google(t)) into trackings, still_deployed
  from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.history_entry h where h.organization_id = p_organization and h.customer_id = p_customer;
  delete from public.sync_job j where j.organization_id = p_organization and j.customer_id = p_customer;
  delete from public.sync_run r where r.organization_id = p_organization and r.customer_id = p_customer;
  delete from public.finding f where f.organization_id = p_organization and f.customer_id = p_customer;
  delete from public.container_version v where v.organization_id = p_organization and v.customer_id = p_customer;
  delete from public.oauth_state s where s.organization_id = p_organization and s.customer_id = p_customer;
  delete from public.conversion_day d
  using public.tracking t
  where t.organization_id = p_organization and t.customer_id = p_customer
    and d.organization_id = p_organization and d.tracking_id = t.id;
  delete from public.tracking t where t.organization_id = p_organization and t.customer_id = p_customer;
  delete from public.customer c where c.organization_id = p_organization and c.id = p_customer;
  return next;
end $function$;

-- function app.purge_history(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.purge_history(p_now timestamp with time zone, p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_purged integer;
begin
  delete from public.history_entry h where h.id in (
    select o.id from public.history_entry o
    where o.created_at < p_now - interval '400 days' and o.snapshot is null
    limit p_limit for update skip locked);
  get diagnostics v_purged = row_count;
  return v_purged;
end $function$;
grant execute on function app.purge_history(timestamp with time zone,integer) to oct_system;

-- function app.purge_idempotency_keys(integer,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.purge_idempotency_keys(p_limit integer, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_purged integer;
begin
  delete from public.idempotency_key k
  using (
    select o.organization_id, o.key_hash from public.idempotency_key o
    where o.created_at < coalesce(p_now, clock_timestamp()) - app.idempotency_key_life()
    limit p_limit for update skip locked) old
  where k.organization_id = old.organization_id and k.key_hash = old.key_hash;
  get diagnostics v_purged = row_count;
  return v_purged;
end $function$;
grant execute on function app.purge_idempotency_keys(integer,timestamp with time zone) to oct_system;

-- function app.purge_rate_limits(timestamp with time zone)
CREATE OR REPLACE FUNCTION app.purge_rate_limits(p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_purged integer;
begin
  delete from app.rate_limit r
  where r.expire < extract(epoch from coalesce(p_now, clock_timestamp()) - interval '1 hour') * 1000;
  get diagnostics v_purged = row_count;
  return v_purged;
end $function$;
grant execute on function app.purge_rate_limits(timestamp with time zone) to oct_system;

-- function app.purge_trackings(uuid,timestamp with time zone,interval,integer)
CREATE OR REPLACE FUNCTION app.purge_trackings(p_organization uuid, p_now timestamp with time zone, p_retention interval, p_limit integer)
 RETURNS TABLE(trackings integer, still_deployed integer)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_locked uuid[];
  v_purged uuid[];
begin
  v_locked := array(
    select t.id
    from public.tracking t
    join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
    where t.organization_id = p_organization and t.deleted_at < p_now - p_retention
      and t.deletion_id is distinct from c.deletion_id and app.is_purgeable(t, p_now, p_retention)
    order by t.deleted_at limit p_limit
    for update of t skip locked);
  -- Checked again under the locks: the first look may be older than what a run has written since.
  select array_agg(t.id), count(*), count(*) filter (where not app.removed_at_google(t))
  into v_purged, trackings, still_deployed
  from public.tracking t
  where t.organization_id = p_organization and t.id = any (v_locked) and app.is_purgeable(t, p_now, p_retention);
  delete from public.sync_job j where j.organization_id = p_organization and j.tracking_id = any (v_purged);
  delete from public.finding f where f.organization_id = p_organization and f.tracking_id = any (v_purged);
  delete from public.conversion_day d where d.organization_id = p_organization and d.tracking_id = any (v_purged);
  delete from public.tracking t where t.organization_id = p_organization and t.id = any (v_purged);
  return next;
end $function$;

-- function app.queue_position(uuid)
CREATE OR REPLACE FUNCTION app.queue_position(p_run uuid)
 RETURNS integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  v_last constant integer := 100;
  v_now constant timestamptz := clock_timestamp();
  v_organization constant uuid := app.require_org();
  v_run_at timestamptz;
  v_due_at timestamptz;
  v_claimed_at timestamptz;
  v_ahead integer;
  v_place integer;
  v_turn record;
  v_is_before boolean;
begin
  -- 1. The run, what of its organization is claimed before it, and when the organization's turn is.
  select r.run_at into v_run_at from public.sync_run r
  where r.organization_id = v_organization and r.id = p_run and r.status = 'QUEUED'
    and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null;
  if not found then
    return null;
  end if;
  select count(*), coalesce(min(own.run_at), v_run_at) into v_ahead, v_due_at from (
    select r.run_at from public.sync_run r
    where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING')
      and (r.run_at, r.id) < (v_run_at, p_run) and not r.background and (r.status = 'QUEUED' or r.lease_until <= v_now)
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
    order by r.run_at, r.id limit v_last) own;
  v_claimed_at := app.last_claim(v_organization);

  -- 2. The others in turn, each with as many runs as it gets before, until there are enough.
  v_place := 1 + v_ahead;
  for v_turn in
    select t.organization_id, t.claimed_at, t.due_at from app.due_turns(v_now, 1 + v_last) t
  loop
    exit when v_place >= v_last;
    continue when v_turn.organization_id = v_organization;
    v_is_before := (v_turn.claimed_at, v_turn.due_at, v_turn.organization_id) < (v_claimed_at, v_due_at, v_organization);
    exit when v_ahead = 0 and not v_is_before;
    v_place := v_place + case when v_ahead = 0 then 1 else (select count(*) from (
      select from public.sync_run r
      where r.organization_id = v_turn.organization_id and r.status in ('QUEUED', 'RUNNING') and r.run_at <= v_now
        and not r.background
        and (r.status = 'QUEUED' or r.lease_until <= v_now)
        and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
      order by r.run_at, r.id limit v_ahead + v_is_before::integer) theirs) end;
  end loop;
  return least(v_place, v_last);
end $function$;
grant execute on function app.queue_position(uuid) to oct_app;

-- function app.quota_wait(text,uuid,interval,integer,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.quota_wait(p_project text, p_organization uuid, p_window interval, p_limit integer, p_now timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select app.ms_until(s.granted_at + p_window, p_now)
from public.quota_slot s
where s.project = p_project and s.granted_at > p_now - p_window
  and (p_organization is null or s.organization_id = p_organization)
order by s.granted_at desc offset p_limit - 1 limit 1$function$;

-- function app.reads_drafts(uuid,timestamp with time zone,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.reads_drafts(p_customer uuid, p_checked_at timestamp with time zone, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
RETURN CASE WHEN (p_checked_at IS NULL) THEN (mod((app.spread(p_customer) + (EXTRACT(doy FROM (p_now AT TIME ZONE 'UTC'::text)))::integer), 7) = 0) ELSE (p_checked_at < (p_now - '156:00:00'::interval)) END;

-- function app.record_denial(text)
CREATE OR REPLACE FUNCTION app.record_denial(p_signed text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'denial');
  v_organization uuid := v_claims ->> 'organization';
  v_kind text := case when v_claims ? 'key' then 'key' else 'user' end;
  v_actor uuid := v_claims ->> v_kind;
  v_operation text := v_claims ->> 'operation';
  v_reason text := v_claims ->> 'reason';
  v_attempts integer;
begin
  if not exists (select from public.user_account u where u.organization_id = v_organization and u.id = v_actor)
    and not exists (select from public.api_key k where k.organization_id = v_organization and k.id = v_actor)
  then
    return;
  end if;
  insert into app.denied_attempt as r (organization_id, actor_kind, actor_id, operation, reason, hour)
  values (v_organization, v_kind, v_actor, v_operation, v_reason, date_trunc('hour', clock_timestamp(), 'UTC'))
  on conflict (organization_id, actor_id, operation, reason, hour)
  do update set attempts = r.attempts + 1, last_at = clock_timestamp()
  returning attempts into v_attempts;
  if v_attempts = 1 then
    perform app.append_audit(v_organization, 'access.deny', 'operation', v_operation, null,
      jsonb_build_object('reason', v_reason), v_kind, v_actor::text, v_claims ->> 'request');
  end if;
end $function$;
grant execute on function app.record_denial(text) to oct_app;

-- function app.record_event(text,jsonb)
CREATE OR REPLACE FUNCTION app.record_event(p_action text, p_details jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org_of_caller();
begin
  if p_action is distinct from 'auditLog.export' then
    raise exception 'not an event' using errcode = '22023';
  elsif jsonb_typeof(p_details) is distinct from 'object' or coalesce(p_details ->> 'format', '') not in ('csv', 'jsonl')
    or exists (
      select from jsonb_each(p_details) d
      where d.key not in ('format', 'actorId', 'action', 'targetType', 'targetId', 'from', 'until')
        or jsonb_typeof(d.value) <> 'string' or char_length(d.value #>> '{}') > 255)
  then
    raise exception 'not the details of an event' using errcode = '22023';
  end if;
  perform app.append_audit(v_organization, p_action, split_part(p_action, '.', 1), v_organization::text, null, p_details);
end $function$;
grant execute on function app.record_event(text,jsonb) to oct_app;

-- function app.record_hold()
CREATE OR REPLACE FUNCTION app.record_hold()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if new.hold then
    update public.sync_run r set container_path = null
    where r.id in (
      select w.id from public.sync_run w
      where w.organization_id = new.organization_id and w.customer_id = new.id and w.status = 'RUNNING'
        and w.container_path is not null and w.run_at > w.claimed_at
      for no key update skip locked);
  end if;
  insert into app.queue_change (organization_id) values (new.organization_id);
  return null;
end $function$;

-- function app.record_key_use(uuid,uuid)
CREATE OR REPLACE FUNCTION app.record_key_use(p_organization uuid, p_key uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.api_key k SET last_used_at = clock_timestamp()
   WHERE ((k.organization_id = record_key_use.p_organization) AND (k.id = record_key_use.p_key) AND (k.revoked_at IS NULL) AND (k.expires_at > clock_timestamp()) AND ((k.last_used_at IS NULL) OR (k.last_used_at <= (clock_timestamp() - '00:01:00'::interval))));
END;
grant execute on function app.record_key_use(uuid,uuid) to oct_system;

-- function app.record_queue_change()
CREATE OR REPLACE FUNCTION app.record_queue_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into app.queue_change (organization_id) values (coalesce(new.organization_id, old.organization_id));
  return null;
end $function$;

-- function app.record_requester()
CREATE OR REPLACE FUNCTION app.record_requester()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session jsonb := app.session();
begin
  if v_session ->> 'kind' in ('user', 'key') then
    new.requester_kind := v_session ->> 'kind';
    new.requester_id := v_session ->> 'actor';
  end if;
  return new;
end $function$;

-- function app.record_switch()
CREATE OR REPLACE FUNCTION app.record_switch()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into app.queue_change (organization_id) values (new.id);
  return null;
end $function$;

-- function app.record_visit(text,integer,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.record_visit(p_visitor text, p_failures integer, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE app.last_visit v SET ended_at = COALESCE(record_visit.p_now, clock_timestamp()), failures = record_visit.p_failures
   WHERE (v.visitor = record_visit.p_visitor);
END;
grant execute on function app.record_visit(text,integer,timestamp with time zone) to oct_system;

-- function app.redacted(uuid,text,jsonb,text[],text[])
CREATE OR REPLACE FUNCTION app.redacted(p_organization uuid, p_subject text, p_row jsonb, p_personal text[], p_secret text[])
 RETURNS jsonb
 LANGUAGE sql
 SET search_path TO ''
RETURN (SELECT jsonb_object_agg(c.key, CASE WHEN (c.key = ANY (redacted.p_secret)) THEN '"[redacted]"'::jsonb WHEN (c.key = ANY (redacted.p_personal)) THEN app.commit_personal(redacted.p_organization, redacted.p_subject, (c.value #>> '{}'::text[])) ELSE c.value END) AS jsonb_object_agg FROM jsonb_each(redacted.p_row) c(key, value) WHERE (c.value <> 'null'::jsonb));

-- function app.refreshed_account()
CREATE OR REPLACE FUNCTION app.refreshed_account()
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
RETURN (SELECT CASE WHEN ((s.session ->> 'kind'::text) = 'refresh'::text) THEN (s.session ->> 'actor'::text) ELSE NULL::text END AS "case" FROM app.session() s(session));
grant execute on function app.refreshed_account() to oct_app;

-- function app.release_export(uuid)
CREATE OR REPLACE FUNCTION app.release_export(p_owner uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 DELETE FROM app.export_lease l
   WHERE ((l.organization_id = app.require_org_of_caller()) AND (l.owner = release_export.p_owner));
END;
grant execute on function app.release_export(uuid) to oct_app;

-- function app.release_frozen(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.release_frozen(p_now timestamp with time zone, p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET enable_seqscan TO 'off'
AS $function$
declare
  v_run record;
  v_released integer := 0;
begin
  for v_run in
    select r.organization_id, r.id, app.frozen_until(r.organization_id, r.customer_id, p_now) as until,
      r.kind = 'PUBLISH' or c.deleted_at is not null or coalesce(c.publish_mode, o.publish_mode) = 'AUTO' as publishes
    from public.sync_run r
    join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
    join public.organization o on o.id = r.organization_id
    where r.status = 'AWAITING_PUBLISH' and r.goes_live_at is not null and r.goes_live_at <= p_now
    order by r.goes_live_at limit p_limit
    for no key update of r skip locked
  loop
    if v_run.until is not null then
      update public.sync_run r set goes_live_at = v_run.until
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
    elsif not v_run.publishes then
      update public.sync_run r set goes_live_at = null, frozen_at = null
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
    else
      update public.sync_run r
      set kind = 'PUBLISH', status = 'QUEUED', run_at = least(clock_timestamp(), p_now), goes_live_at = null
      where r.organization_id = v_run.organization_id and r.id = v_run.id;
      update public.tracking t set sync_status = 'IN_PROGRESS'
      from public.sync_job j
      where j.organization_id = v_run.organization_id and j.run_id = v_run.id and j.status = 'RUNNING'
        and t.organization_id = j.organization_id and t.id = j.tracking_id and t.sync_status = 'AWAITING_PUBLISH';
      v_released := v_released + 1;
    end if;
  end loop;
  return v_released;
end $function$;
grant execute on function app.release_frozen(timestamp with time zone,integer) to oct_system;

-- function app.release_refresh(uuid,text,uuid,integer)
CREATE OR REPLACE FUNCTION app.release_refresh(p_organization uuid, p_google_account text, p_owner uuid, p_fence integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.google_connection g SET lease_owner = NULL::uuid, lease_until = NULL::timestamp with time zone
   WHERE ((g.organization_id = release_refresh.p_organization) AND (g.google_account_id = release_refresh.p_google_account) AND (g.lease_owner = release_refresh.p_owner) AND (g.fence = release_refresh.p_fence));
END;
grant execute on function app.release_refresh(uuid,text,uuid,integer) to oct_system;

-- function app.release_tracking(uuid,integer[])
CREATE OR REPLACE FUNCTION app.release_tracking(p_tracking uuid, p_versions integer[])
 RETURNS TABLE(outcome text, run_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_customer uuid;
  v_tracking public.tracking;
begin
  -- 1. In the order of all writers: customer, tracking.
  select c.id into v_customer
  from public.customer c join public.tracking t on t.organization_id = c.organization_id and t.customer_id = c.id
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  select t.* into v_tracking from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;

  -- 2. A run at work writes what it has read of the tracking, and so does a version that waits.
  select r.id into run_id from public.sync_run r
  where r.organization_id = v_organization and r.customer_id = v_customer
    and (r.status in ('RUNNING', 'AWAITING_PUBLISH') or r.status = 'QUEUED' and r.kind = 'PUBLISH')
  order by r.id limit 1;
  outcome := case
    when v_tracking.version <> all (p_versions) then 'STALE'
    when run_id is not null then 'BUSY'
    else 'DONE' end;
  if outcome <> 'DONE' then
    return next;
    return;
  end if;

  -- 3. What is known of what is deployed is forgotten, and what waits for it ends.
  update public.tracking t
  set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7(), gtm_trigger_id = null, gtm_tag_id = null,
    google_ads_conversion_id = null, conversion_label = null, conversion_action_resource_name = null, applied = '{}',
    deployment = '{}', deployment_state = 'UNKNOWN', deployment_checked_at = null, synced_version = 0,
    sync_status = 'SUCCESS', sync_error_code = null, sync_error_message = null
  where t.organization_id = v_organization and t.id = p_tracking;
  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = v_organization and j.tracking_id = p_tracking and j.status = 'QUEUED';
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = v_organization and f.tracking_id = p_tracking and f.resolved_at is null;

  -- 4. On record is what was left behind.
  perform app.append_audit(v_organization, 'tracking.release', 'tracking', p_tracking::text, null,
    jsonb_strip_nulls(jsonb_build_object(
      'gtm_tag_id', v_tracking.gtm_tag_id,
      'gtm_trigger_id', v_tracking.gtm_trigger_id,
      'conversion_action_resource_name', v_tracking.conversion_action_resource_name)));
  return next;
end $function$;
grant execute on function app.release_tracking(uuid,integer[]) to oct_app;

-- function app.relink_member(text,text)
CREATE OR REPLACE FUNCTION app.relink_member(p_email text, p_firebase_uid text)
 RETURNS TABLE(outcome text, organization_id uuid, organization_name text, role text, old_user_id uuid, new_user_id uuid)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_old public.user_account;
  v_deletion uuid := app.uuid_v7();
begin
  select u.organization_id into organization_id from public.user_account u
  where u.email = lower(p_email) and u.deleted_at is null;
  -- All changes of members lock the organization first.
  select o.name into organization_name from public.organization o
  where o.id = relink_member.organization_id and o.deleted_at is null for no key update;
  select u.* into v_old from public.user_account u
  where u.organization_id = relink_member.organization_id and u.email = lower(p_email) and u.deleted_at is null;
  old_user_id := v_old.id;
  role := v_old.role;
  outcome := case
    when organization_name is null or v_old.id is null then 'no_member'
    when v_old.firebase_uid = p_firebase_uid then 'same'
    when exists (
      select from public.user_account u where u.firebase_uid = p_firebase_uid and u.deleted_at is null)
    then 'account_taken'
    else 'done' end;
  if outcome = 'done' then
    new_user_id := app.uuid_v7();
    update public.user_account u
    set deleted_at = clock_timestamp(), deletion_id = v_deletion, tokens_valid_after = clock_timestamp()
    where u.organization_id = v_old.organization_id and u.id = v_old.id;
    perform app.revoke_invitations_of(v_old.organization_id, v_old.id, v_deletion);
    update public.oauth_state s
    set pending_grant = null, expires_at = least(s.expires_at, clock_timestamp())
    where s.organization_id = v_old.organization_id and s.user_id = v_old.id and s.completed_at is null;
    insert into public.user_account (id, organization_id, email, firebase_uid, role)
    values (new_user_id, v_old.organization_id, v_old.email, p_firebase_uid, v_old.role);
  end if;
  return next;
end $function$;

-- function app.remove_look()
CREATE OR REPLACE FUNCTION app.remove_look()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  delete from public.sync_run r where r.organization_id = new.organization_id and r.id = new.id;
  return null;
end $function$;

-- function app.remove_member(uuid)
CREATE OR REPLACE FUNCTION app.remove_member(p_user uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$;
grant execute on function app.remove_member(uuid) to oct_app;

-- function app.removed_at_google(public.tracking)
CREATE OR REPLACE FUNCTION app.removed_at_google(p_tracking public.tracking)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select not exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and j.status in ('QUEUED', 'RUNNING'))
  and (not app.may_be_deployed(p_tracking) or exists (
    select from public.sync_job j
    where j.organization_id = p_tracking.organization_id and j.tracking_id = p_tracking.id
      and j.action = 'DELETE' and j.status = 'SUCCEEDED' and j.finished_at >= p_tracking.deleted_at))$function$;

-- function app.renew_collection(uuid,text,uuid,integer,interval)
CREATE OR REPLACE FUNCTION app.renew_collection(p_organization uuid, p_account text, p_owner uuid, p_fence integer, p_lease interval)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.evidence_account e set lease_until = clock_timestamp() + p_lease
  where e.organization_id = p_organization and e.ads_account_id = p_account
    and e.lease_owner = p_owner and e.fence = p_fence and e.lease_until > clock_timestamp();
  return found;
end $function$;
grant execute on function app.renew_collection(uuid,text,uuid,integer,interval) to oct_system;

-- function app.renew_run(uuid,uuid,integer,interval)
CREATE OR REPLACE FUNCTION app.renew_run(p_run uuid, p_owner uuid, p_fence integer, p_lease interval)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH renewed AS (
          UPDATE public.sync_run r SET lease_until = (clock_timestamp() + renew_run.p_lease)
           WHERE ((r.id = renew_run.p_run) AND (r.status = 'RUNNING'::text) AND (r.lease_owner = renew_run.p_owner) AND (r.fence = renew_run.p_fence) AND (r.lease_until > clock_timestamp()))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM renewed)) AS "exists";
END;
grant execute on function app.renew_run(uuid,uuid,integer,interval) to oct_system;

-- function app.require_acting_admin()
CREATE OR REPLACE FUNCTION app.require_acting_admin()
 RETURNS uuid
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org_of_user();
  v_acting text := app.lock_members();
begin
  if v_acting is null then
    raise exception 'not a member' using errcode = 'OC001';
  elsif v_acting <> 'ADMIN' then
    raise exception 'insufficient role' using errcode = 'OC002';
  end if;
  return v_organization;
end $function$;

-- function app.require_org()
CREATE OR REPLACE FUNCTION app.require_org()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
RETURN app.require_org_as(VARIADIC ARRAY['user'::text, 'key'::text, 'run'::text, 'collection'::text, 'system'::text]);
grant execute on function app.require_org() to oct_app;
grant execute on function app.require_org() to oct_system;

-- function app.require_org_as(text[])
CREATE OR REPLACE FUNCTION app.require_org_as(VARIADIC p_kinds text[])
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_session jsonb := app.session();
begin
  if v_session is null then
    raise exception 'no tenant session is open' using errcode = '42501';
  elsif v_session ->> 'kind' = any (p_kinds) then
    return v_session ->> 'organization';
  end if;
  raise exception 'a session of kind % does not reach this', v_session ->> 'kind' using errcode = '42501';
end $function$;

-- function app.require_org_of_any()
CREATE OR REPLACE FUNCTION app.require_org_of_any()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
RETURN app.require_org_as(VARIADIC ARRAY['user'::text, 'key'::text, 'run'::text, 'refresh'::text, 'collection'::text, 'system'::text]);
grant execute on function app.require_org_of_any() to oct_app;

-- function app.require_org_of_caller()
CREATE OR REPLACE FUNCTION app.require_org_of_caller()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
RETURN app.require_org_as(VARIADIC ARRAY['user'::text, 'key'::text, 'system'::text]);
grant execute on function app.require_org_of_caller() to oct_app;

-- function app.require_org_of_user()
CREATE OR REPLACE FUNCTION app.require_org_of_user()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO ''
RETURN app.require_org_as(VARIADIC ARRAY['user'::text, 'system'::text]);
grant execute on function app.require_org_of_user() to oct_app;

-- function app.resize_organization(uuid,bigint,bigint,boolean)
CREATE OR REPLACE FUNCTION app.resize_organization(p_organization uuid, p_customers bigint, p_trackings bigint, p_full boolean)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
end $function$;

-- function app.restore_customer(uuid)
CREATE OR REPLACE FUNCTION app.restore_customer(p_customer uuid)
 RETURNS TABLE(outcome text, jobs jsonb, container text, blocker_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_customer public.customer;
  v_login text;
  v_constraint text;
begin
  select c.* into v_customer from public.customer c
  where c.organization_id = v_organization and c.id = p_customer
  for no key update;
  if not found then
    return;
  end if;
  container := v_customer.google_container_id;
  -- Locked, so that a concurrent loss or disconnect of the login comes before, or finds the customer live.
  select g.status into v_login from public.google_connection g
  where g.organization_id = v_organization and g.google_account_id = v_customer.google_account_id
    and g.deleted_at is null
  for share;

  outcome := case when v_customer.deleted_at is null then 'LIVE' end;
  while outcome is null loop
    begin
      -- The trackings first: the customer has kept the count that includes them.
      jobs := app.restore_trackings(v_organization, array(
        select t.id from public.tracking t
        where t.organization_id = v_organization and t.customer_id = p_customer
          and t.deletion_id = v_customer.deletion_id));
      update public.customer c
      set deleted_at = null, deletion_id = null, version = c.version + 1, google_access = case v_login
          when 'ACTIVE' then 'GRANTED' when 'ERROR' then 'LOST' else 'NONE' end
      where c.organization_id = v_organization and c.id = p_customer;
      outcome := 'RESTORED';
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      -- No row: what was in the way was given up concurrently. Try again.
      case v_constraint
        when 'customer_container_live_key' then
          select 'CONTAINER_TAKEN', c.id into outcome, blocker_id from public.customer c
          where c.organization_id = v_organization and c.google_container_id = v_customer.google_container_id
            and c.deleted_at is null;
        when 'tracking_origin_live_key' then
          select 'TRACKING_MOVED', n.id into outcome, blocker_id
          from public.tracking t
          join public.tracking n on n.organization_id = t.organization_id and n.origin_id = t.origin_id
          where t.organization_id = v_organization and t.customer_id = p_customer
            and t.deletion_id = v_customer.deletion_id and n.deleted_at is null
          order by n.id limit 1;
        else
          raise;
      end case;
    end;
  end loop;
  return next;
end $function$;
grant execute on function app.restore_customer(uuid) to oct_app;

-- function app.restore_tracking(uuid)
CREATE OR REPLACE FUNCTION app.restore_tracking(p_tracking uuid)
 RETURNS TABLE(outcome text, customer_id uuid, jobs jsonb, blocker_id uuid)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_customer_is_live boolean;
  v_tracking public.tracking;
  v_constraint text;
begin
  select c.id, c.deleted_at is null into customer_id, v_customer_is_live
  from public.tracking t join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update of c;
  select t.* into v_tracking from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking
  for no key update;
  if not found then
    return;
  end if;

  outcome := case
    when v_tracking.deleted_at is null then 'LIVE'
    when not v_customer_is_live then 'CUSTOMER_DELETED' end;
  while outcome is null loop
    begin
      jobs := app.restore_trackings(v_organization, array[p_tracking]);
      outcome := 'RESTORED';
    exception when unique_violation then
      get stacked diagnostics v_constraint = constraint_name;
      -- No row: what was in the way was given up concurrently. Try again.
      case v_constraint
        when 'tracking_name_live_key' then
          select 'NAME_TAKEN', t.id into outcome, blocker_id from public.tracking t
          where t.organization_id = v_organization and t.customer_id = v_tracking.customer_id
            and app.name_key(t.name) = app.name_key(v_tracking.name) and t.deleted_at is null;
        when 'tracking_origin_live_key' then
          select 'MOVED', t.id into outcome, blocker_id from public.tracking t
          where t.organization_id = v_organization and t.origin_id = v_tracking.origin_id and t.deleted_at is null;
        else
          raise;
      end case;
    end;
  end loop;
  return next;
end $function$;
grant execute on function app.restore_tracking(uuid) to oct_app;

-- function app.restore_trackings(uuid,uuid[])
CREATE OR REPLACE FUNCTION app.restore_trackings(p_organization uuid, p_trackings uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_jobs jsonb;
begin
  -- A statement of its own: the ones after it see what a run that held these rows has written.
  perform from public.tracking t where t.organization_id = p_organization and t.id = any (p_trackings)
  order by t.id for no key update;

  with shown as (
    update public.tracking t
    set deleted_at = null, deletion_id = null, version = t.version + 1, sync_error_code = null,
      sync_error_message = null
    where t.organization_id = p_organization and t.id = any (p_trackings) and t.deleted_at is not null
    returning t.id, t.gtm_tag_id is not null and not exists (
      select from public.sync_job j
      where j.organization_id = t.organization_id and j.tracking_id = t.id
        and j.status = 'RUNNING' and j.action = 'DELETE') as is_deployed
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object('trackingId', s.id, 'action', case when s.is_deployed then 'UPDATE' else 'CREATE' end)
      order by s.id),
    '[]')
  into v_jobs from shown s;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED' and j.tracking_id = any (p_trackings);
  return v_jobs;
end $function$;

-- function app.revoke_api_key(uuid)
CREATE OR REPLACE FUNCTION app.revoke_api_key(p_key uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_acting_admin();
begin
  update public.api_key k set revoked_at = clock_timestamp()
  where k.organization_id = v_organization and k.id = p_key and k.revoked_at is null;
  return found or exists (
    select from public.api_key k where k.organization_id = v_organization and k.id = p_key);
end $function$;
grant execute on function app.revoke_api_key(uuid) to oct_app;

-- function app.revoke_invitation(uuid)
CREATE OR REPLACE FUNCTION app.revoke_invitation(p_invitation uuid)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization constant uuid := app.require_org_of_user();
begin
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = v_organization and i.id = p_invitation and i.accepted_at is null and i.deleted_at is null;
  return case when found then 'done' else 'not_found' end;
end $function$;
grant execute on function app.revoke_invitation(uuid) to oct_app;

-- function app.revoke_invitations_of(uuid,uuid,uuid)
CREATE OR REPLACE FUNCTION app.revoke_invitations_of(p_organization uuid, p_user uuid, p_deletion uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
BEGIN ATOMIC
 UPDATE public.invitation i SET deleted_at = clock_timestamp(), deletion_id = revoke_invitations_of.p_deletion
   WHERE ((i.organization_id = revoke_invitations_of.p_organization) AND (i.invited_by = revoke_invitations_of.p_user) AND (i.accepted_at IS NULL) AND (i.deleted_at IS NULL));
END;

-- function app.revoke_keys_of_member()
CREATE OR REPLACE FUNCTION app.revoke_keys_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.api_key k set revoked_at = clock_timestamp()
  where k.organization_id = new.organization_id and k.created_by = new.id and k.revoked_at is null
    and exists (select from public.organization o where o.id = new.organization_id and o.deleted_at is null);
  return null;
end $function$;

-- function app.save_full_check(uuid,integer,bytea,timestamp with time zone,integer,text)
CREATE OR REPLACE FUNCTION app.save_full_check(p_organization uuid, p_sequence integer, p_hash bytea, p_completed_at timestamp with time zone, p_broken_at integer, p_reason text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 INSERT INTO app.audit_check AS k (organization_id, sequence, hash, completed_at, broken_at, reason)
   VALUES (save_full_check.p_organization, save_full_check.p_sequence, save_full_check.p_hash, save_full_check.p_completed_at, save_full_check.p_broken_at, save_full_check.p_reason) ON CONFLICT(organization_id) DO UPDATE SET sequence = save_full_check.p_sequence, hash = save_full_check.p_hash, completed_at = COALESCE(save_full_check.p_completed_at, k.completed_at), broken_at =
         CASE
             WHEN (save_full_check.p_completed_at IS NULL) THEN k.broken_at
             ELSE save_full_check.p_broken_at
         END, reason =
         CASE
             WHEN (save_full_check.p_completed_at IS NULL) THEN k.reason
             ELSE save_full_check.p_reason
         END;
END;
grant execute on function app.save_full_check(uuid,integer,bytea,timestamp with time zone,integer,text) to oct_system;

-- function app.search_customers(text,text,smallint,smallint,boolean,boolean,text,text,text,uuid,integer)
CREATE OR REPLACE FUNCTION app.search_customers(p_text text, p_status text, p_deployment smallint, p_evidence smallint, p_has_findings boolean, p_deleted boolean, p_sort text, p_order text, p_after text, p_after_id uuid, p_take integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_key constant text := app.search_key(p_text);
  v_pattern constant text := '%' || regexp_replace(v_key, '([\\%_])', '\\\1', 'g') || '%';
  v_type constant text := case p_sort when 'name' then 'text' when 'created_at' then 'timestamptz'
    when 'deployment_rank' then 'smallint' when 'evidence_rank' then 'smallint' when 'open_findings' then 'integer' end;
  v_direction constant text := case p_order when 'asc' then 'asc' when 'desc' then 'desc' end;
  v_scope constant text :=
    'c.organization_id = $1 and c.deleted_at is ' || case when p_deleted then 'not null' else 'null' end;
  v_fits constant text := 'c.search_text like $2 and ($3::text is null or c.status = $3)'
    ' and ($7::smallint is null or c.deployment_rank = $7) and ($8::boolean is null or (c.open_findings > 0) = $8)'
    ' and ($9::smallint is null or c.evidence_rank = $9)';
  v_after constant text := format('($5::uuid is null or (c.%I, c.id) %s ($4::%s, $5))',
    p_sort, case v_direction when 'asc' then '>' else '<' end, v_type);
  v_sorted constant text := format('order by c.%1$I %2$s, c.id %2$s', p_sort, v_direction);
  v_ids uuid[];
begin
  -- 1. Something to search for.
  if v_key = '' then
    raise exception 'nothing to search for' using errcode = 'OC020';
  end if;
  -- 2. From the next 1000 of the list.
  execute format(
    'select array(
       select c.id
       from (select * from public.customer c where %s and %s %s limit 1000) c
       where %s %3$s limit $6)',
    v_scope, v_after, v_sorted, v_fits)
  into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings, p_evidence;
  -- 3. Where they do not fill the page: from the index of the text.
  if cardinality(v_ids) < p_take then
    execute format(
      'with found as materialized (select * from public.customer c where %s and %s)
       select array(select c.id from found c where %s %s limit $6)',
      v_scope, v_fits, v_after, v_sorted)
    into v_ids using v_organization, v_pattern, p_status, p_after, p_after_id, p_take, p_deployment, p_has_findings, p_evidence;
  end if;
  return query select * from unnest(v_ids);
end $function$;
grant execute on function app.search_customers(text,text,smallint,smallint,boolean,boolean,text,text,text,uuid,integer) to oct_app;

-- function app.search_key(text)
CREATE OR REPLACE FUNCTION app.search_key(p_text text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN btrim(regexp_replace(replace(replace(replace(translate(regexp_replace((NORMALIZE(app.name_key(p_text), NFKD) COLLATE "C"), '[\u0300-\u036f]'::text, ''::text, 'g'::text), 'ðøđħıĸłŋŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȡȥȴȵȶȷȼȿɀɇɉɍɏ'::text, 'dodhiqlntbbcdfklnpttyzgdzlntjcszejry'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'þ'::text, 'th'::text), ' +'::text, ' '::text, 'g'::text));
grant execute on function app.search_key(text) to oct_app;

-- function app.sees_deleted()
CREATE OR REPLACE FUNCTION app.sees_deleted()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO ''
RETURN (COALESCE(current_setting('app.sees_deleted'::text, true), ''::text) = 'on'::text);
grant execute on function app.sees_deleted() to oct_app;
grant execute on function app.sees_deleted() to oct_system;

-- function app.service_state(timestamp with time zone,boolean)
CREATE OR REPLACE FUNCTION app.service_state(p_now timestamp with time zone DEFAULT NULL::timestamp with time zone, p_writes boolean DEFAULT true)
 RETURNS TABLE(visits jsonb, quota_used integer, overdue_runs integer, lost_logins integer, used_keys text[], migration text, unfinished_migrations integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_now timestamptz := coalesce(p_now, clock_timestamp());
begin
  -- 1. Cron jobs and the quota.
  select jsonb_object_agg(v.visitor, jsonb_build_object(
      'seconds', extract(epoch from v_now - coalesce(v.ended_at, v.created_at))::integer, 'failures', v.failures))
  into visits from app.last_visit v;
  select coalesce(max(d.used), 0) into quota_used from public.quota_day d
  where d.day = (v_now at time zone 'America/Los_Angeles')::date;

  -- 2. Runs that nothing has taken up for a quarter of an hour, and logins that their owners have to connect again.
  --    One that waits for its organization (a paused customer, a lost login, a switch) is not overdue.
  select count(*) into overdue_runs
  from public.sync_run r
  join public.organization o on o.id = r.organization_id
  join public.customer c on c.organization_id = r.organization_id and c.id = r.customer_id
  join public.google_connection g
    on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
  where (r.status = 'QUEUED' and r.run_at < v_now - interval '15 minutes'
      or r.status = 'RUNNING' and r.lease_until < v_now - interval '15 minutes')
    and (c.status in ('READY', 'ERROR') or c.deleted_at is not null) and c.container_path is not null
    and g.status = 'ACTIVE' and g.deleted_at is null and not r.background
    and (app.only_looks(r.kind) or p_writes and not o.writes_paused and (r.kind = 'ROLLBACK' or not c.hold));
  select count(*) into lost_logins from public.google_connection g where g.status = 'ERROR' and g.deleted_at is null;

  -- 3. Ids of the keys that stored tokens need: v1.<key id>.…
  select coalesce(array_agg(distinct split_part(t.token, '.', 2)), '{}') into used_keys
  from public.google_connection g cross join lateral (values (g.refresh_token), (g.access_token)) t (token)
  where g.deleted_at is null and t.token like 'v1.%';

  -- 4. Migrations. Where another tool has applied them, there is no record.
  begin
    select max(m.migration_name) filter (where m.finished_at is not null),
      count(*) filter (where m.finished_at is null)
    into migration, unfinished_migrations from public._prisma_migrations m where m.rolled_back_at is null;
  exception when undefined_table then
    unfinished_migrations := 0;
  end;
  return next;
end $function$;
grant execute on function app.service_state(timestamp with time zone,boolean) to oct_system;

-- function app.session()
CREATE OR REPLACE FUNCTION app.session()
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET search_path TO ''
AS $function$
declare
  v_session text := nullif(current_setting('app.session', true), '');
  v_claims text := substr(v_session, 65);
begin
  if v_session is null or left(v_session, 64) <> app.signature_of(v_claims) then
    return null;
  end if;
  return v_claims;
end $function$;

-- function app.set_time_zone()
CREATE OR REPLACE FUNCTION app.set_time_zone()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then
    return new;
  end if;
  v_known := app.known_time_zone(new.time_zone);
  if v_known is null then
    raise exception 'no such time zone' using errcode = 'OC025';
  end if;
  new.time_zone := v_known;
  return new;
end $function$;

-- function app.set_updated_at()
CREATE OR REPLACE FUNCTION app.set_updated_at()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  new.updated_at := clock_timestamp();
  return new;
end $function$;

-- function app.settle_turn(uuid,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.settle_turn(p_organization uuid, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_claimed_at timestamptz;
  v_due_at timestamptz;
begin
  insert into app.queue_turn (organization_id) values (p_organization) on conflict do nothing;
  perform from app.queue_turn t where t.organization_id = p_organization for update;
  v_claimed_at := app.last_claim(p_organization);
  v_due_at := app.first_due(p_organization);
  if v_claimed_at = '-infinity' and v_due_at = 'infinity' then
    delete from app.queue_turn t where t.organization_id = p_organization;
  else
    update app.queue_turn t set claimed_at = v_claimed_at, due_at = v_due_at, in_turn = v_due_at <= p_now
    where t.organization_id = p_organization;
  end if;
end $function$;

-- function app.sign_up(text)
CREATE OR REPLACE FUNCTION app.sign_up(p_signed text)
 RETURNS TABLE(organization_id uuid, user_id uuid, replayed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_claims jsonb := app.verified_claims(p_signed, 'signUp');
  v_firebase_uid text := v_claims ->> 'firebaseUid';
  v_key_hash text := v_claims ->> 'keyHash';
  v_organization uuid := app.uuid_v7();
  v_user uuid := app.uuid_v7();
  v_fingerprint text;
begin
  -- 1. Found it.
  insert into public.organization (id, name, time_zone)
  values (v_organization, v_claims ->> 'name', v_claims ->> 'timeZone');
  insert into public.user_account (id, organization_id, email, firebase_uid, role)
  values (v_user, v_organization, lower(v_claims ->> 'email'), v_firebase_uid, 'ADMIN');
  perform app.open_session(v_organization, 'user', v_user::text, v_claims ->> 'request');
  if v_key_hash is not null then
    insert into public.idempotency_key (organization_id, key_hash, fingerprint, status, resource_ids)
    values (v_organization, v_key_hash, v_claims ->> 'fingerprint', 201, array[v_organization]);
  end if;
  return query select v_organization, v_user, false;
exception when unique_violation then
  -- 2. Or has this person founded it already?
  select u.organization_id, u.id, k.fingerprint into v_organization, v_user, v_fingerprint
  from public.user_account u
  join public.idempotency_key k on k.organization_id = u.organization_id and k.key_hash = v_key_hash
  where u.firebase_uid = v_firebase_uid and u.deleted_at is null
    and k.created_at >= clock_timestamp() - app.idempotency_key_life();
  if not found then
    raise exception 'already a member' using errcode = 'OC005';
  elsif v_fingerprint <> v_claims ->> 'fingerprint' then
    raise exception 'the key has been used' using errcode = 'OC006';
  end if;
  return query select v_organization, v_user, true;
end $function$;
grant execute on function app.sign_up(text) to oct_app;

-- function app.signature_of(text)
CREATE OR REPLACE FUNCTION app.signature_of(p_claims text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO ''
RETURN (SELECT encode(sha256((k.outer_key || sha256((k.inner_key || convert_to((((EXTRACT(epoch FROM transaction_timestamp()))::text || ' '::text) || signature_of.p_claims), 'UTF8'::name))))), 'hex'::text) AS encode FROM app.session_key k);

-- function app.soft_delete_customer(uuid)
CREATE OR REPLACE FUNCTION app.soft_delete_customer(p_customer uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
begin
  update public.customer c set deleted_at = clock_timestamp(), deletion_id = v_deletion
  where c.organization_id = v_organization and c.id = p_customer and c.deleted_at is null;
  if not found then
    return null;
  end if;
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = v_organization and f.customer_id = p_customer and f.resolved_at is null;
  return coalesce(app.soft_delete_trackings(v_organization, p_customer, null, v_deletion), '{}');
end $function$;
grant execute on function app.soft_delete_customer(uuid) to oct_app;

-- function app.soft_delete_customer_at(uuid,integer[])
CREATE OR REPLACE FUNCTION app.soft_delete_customer_at(p_customer uuid, p_versions integer[])
 RETURNS TABLE(deployed uuid[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_version integer;
begin
  select c.version into v_version from public.customer c
  where c.organization_id = app.require_org() and c.id = p_customer and c.deleted_at is null
  for no key update;
  if not found then
    return;
  end if;
  deployed := case when v_version <> all (p_versions) then null else app.soft_delete_customer(p_customer) end;
  return next;
end $function$;
grant execute on function app.soft_delete_customer_at(uuid,integer[]) to oct_app;

-- function app.soft_delete_each(uuid[])
CREATE OR REPLACE FUNCTION app.soft_delete_each(p_trackings uuid[])
 RETURNS TABLE(customer_id uuid, tracking_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select d.customer_id, t.id
  from unnest(p_trackings) as t (id) cross join lateral app.soft_delete_tracking(t.id) d
  where d.deployed;
$function$;
grant execute on function app.soft_delete_each(uuid[]) to oct_app;

-- function app.soft_delete_organization(text)
CREATE OR REPLACE FUNCTION app.soft_delete_organization(p_name text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_deletion uuid := app.uuid_v7();
  v_now timestamptz := clock_timestamp();
  v_acting text;
  v_run uuid;
  v_grants jsonb;
  v_deployed bigint;
begin
  -- 1. May this user do it, and is it the organization they mean?
  v_acting := app.lock_members();
  if v_acting is null then
    return jsonb_build_object('outcome', 'not_a_member');
  elsif v_acting <> 'ADMIN' then
    return jsonb_build_object('outcome', 'role');
  end if;

  -- 2. Lock it. That waits for everything that has written a row here (each holds a key share of the organization by its
  --    foreign key); what comes later is stopped by app.forbid_deleted_organization.
  perform from public.organization o where o.id = v_organization for update;
  perform from public.organization o where o.id = v_organization and o.name = p_name;
  if not found then
    return jsonb_build_object('outcome', 'name');
  end if;

  -- 3. Cancel the runs, unless one is at work. One that was postponed (for quota, for Google) is due later, and no
  --    process is at work on it.
  perform from public.sync_run r
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH')
  order by r.id for no key update;
  select r.id into v_run from public.sync_run r
  where r.organization_id = v_organization and r.status = 'RUNNING'
    and r.run_at <= clock_timestamp() and r.lease_until > clock_timestamp()
  limit 1;
  if found then
    return jsonb_build_object('outcome', 'busy', 'runId', v_run);
  end if;
  update public.sync_run r set status = 'CANCELLED', finished_at = v_now, error_code = null, error_message = null
  where r.organization_id = v_organization and r.status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH');

  -- 4. Delete the organization itself first: what follows is on record as this one entry.
  update public.organization o set deleted_at = v_now, deletion_id = v_deletion where o.id = v_organization;

  -- 5. Wipe the grants and the pending consents.
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

  -- 6. Delete customers and trackings, and cancel the jobs.
  update public.customer c
  set deleted_at = v_now, deletion_id = v_deletion, google_access = 'NONE'
  where c.organization_id = v_organization and c.deleted_at is null;
  with hidden as (
    update public.tracking t
    set deleted_at = v_now, deletion_id = v_deletion,
      sync_status = case when t.sync_status in ('IN_PROGRESS', 'AWAITING_PUBLISH') then 'PENDING' else t.sync_status end
    where t.organization_id = v_organization and t.deleted_at is null
    returning t.gtm_tag_id)
  select count(h.gtm_tag_id) into v_deployed from hidden h;
  update public.sync_job j set status = 'CANCELLED', finished_at = v_now
  where j.organization_id = v_organization and j.status in ('QUEUED', 'RUNNING');

  -- 7. Delete invitations and members.
  update public.invitation i set deleted_at = v_now, deletion_id = v_deletion
  where i.organization_id = v_organization and i.deleted_at is null;
  update public.user_account u set deleted_at = v_now, deletion_id = v_deletion, tokens_valid_after = v_now
  where u.organization_id = v_organization and u.deleted_at is null;
  return jsonb_build_object('outcome', 'done', 'deployed', v_deployed, 'grants', v_grants);
end $function$;
grant execute on function app.soft_delete_organization(text) to oct_app;

-- function app.soft_delete_tracking(uuid)
CREATE OR REPLACE FUNCTION app.soft_delete_tracking(p_tracking uuid)
 RETURNS TABLE(customer_id uuid, deployed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_customer uuid;
begin
  select c.id into v_customer
  from public.tracking t join public.customer c on c.organization_id = t.organization_id and c.id = t.customer_id
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  if not found then
    return;
  end if;
  return query
  with deletion as materialized (
    select app.soft_delete_trackings(v_organization, v_customer, p_tracking, app.uuid_v7()) as deployed)
  select v_customer, p_tracking = any (d.deployed) from deletion d where d.deployed is not null;
end $function$;
grant execute on function app.soft_delete_tracking(uuid) to oct_app;

-- function app.soft_delete_tracking_at(uuid,integer[])
CREATE OR REPLACE FUNCTION app.soft_delete_tracking_at(p_tracking uuid, p_versions integer[])
 RETURNS TABLE(customer_id uuid, deployed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_organization uuid := app.require_org();
  v_version integer;
begin
  -- In the order of all writers: customer, trackings.
  perform from public.customer c join public.tracking t on t.organization_id = c.organization_id and t.customer_id = c.id
  where c.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update of c;
  select t.version into v_version from public.tracking t
  where t.organization_id = v_organization and t.id = p_tracking and t.deleted_at is null
  for no key update;
  if v_version <> all (p_versions) then
    return next;
  else
    return query select s.customer_id, s.deployed from app.soft_delete_tracking(p_tracking) s;
  end if;
end $function$;
grant execute on function app.soft_delete_tracking_at(uuid,integer[]) to oct_app;

-- function app.soft_delete_trackings(uuid,uuid,uuid,uuid)
CREATE OR REPLACE FUNCTION app.soft_delete_trackings(p_organization uuid, p_customer uuid, p_tracking uuid, p_deletion uuid)
 RETURNS uuid[]
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_hidden uuid[];
  v_deployed uuid[];
begin
  -- A statement of its own: the ones after it see what a run that held these rows has written.
  perform from public.tracking t
  where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
    and (p_tracking is null or t.id = p_tracking)
  order by t.id for no key update;

  with hidden as (
    update public.tracking t
    set deleted_at = clock_timestamp(), deletion_id = p_deletion, sync_status = case
        when t.sync_status = 'IN_PROGRESS' then 'IN_PROGRESS'
        when app.may_be_deployed(t) then 'PENDING'
        else 'SUCCESS' end
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and (p_tracking is null or t.id = p_tracking)
    returning t.id, app.may_be_deployed(t) as is_deployed
  )
  select array_agg(h.id), coalesce(array_agg(h.id) filter (where h.is_deployed), '{}')
  into v_hidden, v_deployed from hidden h;
  if v_hidden is null then
    return null;
  end if;

  update public.sync_job j set status = 'CANCELLED', finished_at = clock_timestamp()
  where j.organization_id = p_organization and j.status = 'QUEUED'
    and j.tracking_id = any (v_hidden) and j.tracking_id <> all (v_deployed);
  update public.finding f set resolved_at = clock_timestamp()
  where f.organization_id = p_organization and f.tracking_id = any (v_hidden) and f.resolved_at is null;
  return v_deployed;
end $function$;

-- function app.spread(uuid)
CREATE OR REPLACE FUNCTION app.spread(p_customer uuid)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO ''
RETURN ((('x'::text || "left"(md5((p_customer)::text), 7)))::bit(28))::integer;

-- function app.start_run(uuid,text,uuid,interval,timestamp with time zone)
CREATE OR REPLACE FUNCTION app.start_run(p_run uuid, p_container text, p_owner uuid, p_lease interval, p_now timestamp with time zone)
 RETURNS TABLE(organization_id uuid, id uuid, fence integer)
 LANGUAGE plpgsql
 SET search_path TO ''
 SET enable_seqscan TO 'off'
AS $function$
begin
  update public.sync_run r set lease_owner = app.uuid_v7(), lease_until = p_now, run_at = p_now, container_path = null
  where p_run is not null and r.status = 'RUNNING' and r.container_path = p_container and r.background and r.id <> p_run;
  return query
  update public.sync_run r
  set status = 'RUNNING', container_path = p_container, lease_owner = p_owner, lease_until = p_now + p_lease,
    fence = r.fence + 1, attempts = r.attempts + 1, claimed_at = p_now
  where r.id = p_run
  returning r.organization_id, r.id, r.fence;
end $function$;

-- function app.store_pending_grant(uuid,text,text)
CREATE OR REPLACE FUNCTION app.store_pending_grant(p_id uuid, p_handle_hash text, p_pending_grant text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 WITH stored AS (
          UPDATE public.oauth_state s SET handle_hash = store_pending_grant.p_handle_hash, pending_grant = store_pending_grant.p_pending_grant
           WHERE ((s.id = store_pending_grant.p_id) AND (s.used_at IS NOT NULL) AND (s.handle_hash IS NULL) AND (s.expires_at > clock_timestamp()))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM stored)) AS "exists";
END;
grant execute on function app.store_pending_grant(uuid,text,text) to oct_app;

-- function app.sum_denials(timestamp with time zone,integer)
CREATE OR REPLACE FUNCTION app.sum_denials(p_before timestamp with time zone, p_limit integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_row app.denied_attempt;
  v_rows integer := 0;
begin
  for v_row in
    delete from app.denied_attempt r where (r.organization_id, r.actor_id, r.operation, r.reason, r.hour) in (
      select d.organization_id, d.actor_id, d.operation, d.reason, d.hour from app.denied_attempt d
      where d.hour + interval '1 hour' <= p_before
        and d.organization_id = (
          select min(o.organization_id::text)::uuid from app.denied_attempt o where o.hour + interval '1 hour' <= p_before)
      order by d.hour limit p_limit for update skip locked)
    returning r.*
  loop
    v_rows := v_rows + 1;
    if v_row.attempts > 1 then
      perform app.append_audit(v_row.organization_id, 'access.deny', 'operation', v_row.operation, null,
        jsonb_build_object('reason', v_row.reason, 'attempts', v_row.attempts, 'hour', v_row.hour, 'last_at', v_row.last_at),
        v_row.actor_kind, v_row.actor_id::text);
    end if;
  end loop;
  return v_rows;
end $function$;
grant execute on function app.sum_denials(timestamp with time zone,integer) to oct_system;

-- function app.syncable_container(uuid,uuid,text)
CREATE OR REPLACE FUNCTION app.syncable_container(p_organization uuid, p_customer uuid, p_kind text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
begin
  return (
    select c.container_path from public.customer c
    join public.google_connection g
      on g.organization_id = c.organization_id and g.google_account_id = c.google_account_id
    where c.organization_id = p_organization and c.id = p_customer and g.status = 'ACTIVE'
      and (c.status in ('READY', 'ERROR') or c.deleted_at is not null)
      and (app.only_looks(p_kind) or (p_kind = 'ROLLBACK' or not c.hold)
        and not (select o.writes_paused from public.organization o where o.id = p_organization)));
end $function$;

-- function app.take_quota_slot(uuid,timestamp with time zone,text,integer,integer)
CREATE OR REPLACE FUNCTION app.take_quota_slot(p_organization uuid, p_now timestamp with time zone DEFAULT NULL::timestamp with time zone, p_project text DEFAULT ''::text, p_per_window integer DEFAULT 25, p_per_day integer DEFAULT 10000)
 RETURNS TABLE(granted boolean, retry_after_ms integer, reason text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_window constant interval := interval '102 seconds';
  v_run constant integer := least(10, p_per_window);
  v_now timestamptz := coalesce(p_now, clock_timestamp());
  v_day date := (v_now at time zone 'America/Los_Angeles')::date;
  v_is_live boolean := app.has_live_connection(p_organization);
  v_all integer := case when v_is_live then p_per_day else greatest(p_per_day / 10, v_run) end;
  v_share integer;
  v_used integer;
  v_watch integer;
  v_own integer;
  v_others integer;
begin
  -- 1. The organization's share of the window, by how many have runs that can be executed.
  select count(*) into v_share from (
    select r.organization_id from public.sync_run r
    where r.status = 'RUNNING' and r.container_path is not null and not r.background
      and app.syncable_container(r.organization_id, r.customer_id, r.kind) is not null
    union select t.organization_id from app.due_turns(v_now, p_per_window) t
    union select p_organization
    limit p_per_window) active;
  v_share := greatest(ceil(p_per_window::numeric / v_share), v_run);
  retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
  reason := 'share';

  -- 2. The window. What it rejects here waits for no lock.
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 3. Lock the project by its first slot, which outlives a day: from here on one after the other, so that what is counted is
  --    exact. Then look again.
  if retry_after_ms is null then
    insert into public.quota_slot (project, slot, granted_at) values (p_project, 0, 'epoch') on conflict do nothing;
    perform from public.quota_slot s where s.project = p_project and s.slot = 0 for no key update;
    insert into public.quota_day (project, day, used) values (p_project, v_day, 0) on conflict do nothing;
    if found then
      delete from app.quota_share s where s.project = p_project and s.day < v_day;
    end if;
    select d.used, d.watch into v_used, v_watch from public.quota_day d where d.project = p_project and d.day = v_day;
    retry_after_ms := app.quota_wait(p_project, p_organization, v_window, v_share, v_now);
    reason := 'share';
  end if;
  if retry_after_ms is null then
    retry_after_ms := app.quota_wait(p_project, null, v_window, p_per_window, v_now);
    reason := 'window';
  end if;

  -- 4. The day.
  if retry_after_ms is null then
    -- One without a live connection shares a small part with its like, by what each has used without one.
    select coalesce(sum(case when v_is_live then s.used else s.unconnected end)
        filter (where s.organization_id = p_organization), 0),
      coalesce(sum(s.unconnected) filter (where s.organization_id <> p_organization), 0)
    into v_own, v_others
    from app.quota_share s
    where s.project = p_project and s.day = v_day and (s.organization_id = p_organization or not v_is_live);
    if v_is_live then
      v_others := v_used - v_watch - v_own;
    end if;
    reason := case
      when v_used >= p_per_day then 'day'
      when v_own + v_others >= v_all or v_own >= greatest((v_all - v_others) / 2, v_run) then 'day_share' end;
    if reason is not null then
      retry_after_ms := app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now);
    end if;
  end if;
  granted := retry_after_ms is null;

  -- 5. Count the call, in the row of one that is over or in a new one.
  if granted then
    reason := null;
    retry_after_ms := 0;
    insert into app.quota_share as s (project, day, organization_id, used, unconnected)
    values (p_project, v_day, p_organization, 1, (not v_is_live)::integer)
    on conflict (project, day, organization_id) do update
    set used = s.used + 1, unconnected = s.unconnected + excluded.unconnected;
    perform app.count_start(p_project, v_day, v_now - v_window, coalesce(p_now, clock_timestamp()), p_organization);
  end if;
  return next;
end $function$;
grant execute on function app.take_quota_slot(uuid,timestamp with time zone,text,integer,integer) to oct_system;

-- function app.take_watch_slot(timestamp with time zone,text,integer,integer,boolean)
CREATE OR REPLACE FUNCTION app.take_watch_slot(p_now timestamp with time zone DEFAULT NULL::timestamp with time zone, p_project text DEFAULT ''::text, p_per_window integer DEFAULT 25, p_per_day integer DEFAULT 10000, p_writes boolean DEFAULT true)
 RETURNS TABLE(granted boolean, retry_after_ms integer, reason text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  v_window constant interval := interval '102 seconds';
  v_slots constant integer := greatest(ceil(p_per_window * 0.95), 1);
  v_now constant timestamptz := coalesce(p_now, clock_timestamp());
  v_day constant date := (v_now at time zone 'America/Los_Angeles')::date;
begin
  if app.people_wait(v_now, p_writes) then
    return query select false, 1000, 'people';
    return;
  end if;

  -- 1. The pace. What it rejects here waits for no lock, and none waits for it.
  retry_after_ms := app.quota_wait(p_project, null, v_window / v_slots, 1, v_now);
  if retry_after_ms is null then
    -- 2. Lock the project as app.take_quota_slot does, and look again.
    insert into public.quota_slot (project, slot, granted_at) values (p_project, 0, 'epoch') on conflict do nothing;
    perform from public.quota_slot s where s.project = p_project and s.slot = 0 for no key update;
    insert into public.quota_day (project, day, used) values (p_project, v_day, 0) on conflict do nothing;
    if found then
      delete from app.quota_share s where s.project = p_project and s.day < v_day;
    end if;
    retry_after_ms := coalesce(
      app.quota_wait(p_project, null, v_window / v_slots, 1, v_now),
      app.quota_wait(p_project, null, v_window, v_slots, v_now));
  end if;
  if retry_after_ms is not null then
    return query select false, retry_after_ms, 'window';
    return;
  end if;

  -- 3. The day.
  if (select d.used from public.quota_day d where d.project = p_project and d.day = v_day) >= p_per_day * 4 / 5 then
    return query select false, app.ms_until((v_day + 1)::timestamp at time zone 'America/Los_Angeles', v_now), 'day';
    return;
  end if;
  perform app.count_start(p_project, v_day, v_now - v_window, coalesce(p_now, clock_timestamp()), null);
  return query select true, 0, null::text;
end $function$;
grant execute on function app.take_watch_slot(timestamp with time zone,text,integer,integer,boolean) to oct_system;

-- function app.time_zone_links()
CREATE OR REPLACE FUNCTION app.time_zone_links()
 RETURNS TABLE(old_name text, name text)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
BEGIN ATOMIC
 SELECT v.column1,
     v.column2
    FROM ( VALUES ('africa/asmera'::text,'Africa/Asmara'::text), ('africa/timbuktu'::text,'Africa/Bamako'::text), ('egypt'::text,'Africa/Cairo'::text), ('libya'::text,'Africa/Tripoli'::text), ('america/atka'::text,'America/Adak'::text), ('us/aleutian'::text,'America/Adak'::text), ('us/alaska'::text,'America/Anchorage'::text), ('america/buenos_aires'::text,'America/Argentina/Buenos_Aires'::text), ('america/argentina/comodrivadavia'::text,'America/Argentina/Catamarca'::text), ('america/catamarca'::text,'America/Argentina/Catamarca'::text), ('america/cordoba'::text,'America/Argentina/Cordoba'::text), ('america/rosario'::text,'America/Argentina/Cordoba'::text), ('america/jujuy'::text,'America/Argentina/Jujuy'::text), ('america/mendoza'::text,'America/Argentina/Mendoza'::text), ('america/coral_harbour'::text,'America/Atikokan'::text), ('cst6cdt'::text,'America/Chicago'::text), ('us/central'::text,'America/Chicago'::text), ('america/shiprock'::text,'America/Denver'::text), ('mst7mdt'::text,'America/Denver'::text), ('navajo'::text,'America/Denver'::text), ('us/mountain'::text,'America/Denver'::text), ('us/michigan'::text,'America/Detroit'::text), ('america/yellowknife'::text,'America/Edmonton'::text), ('canada/mountain'::text,'America/Edmonton'::text), ('canada/atlantic'::text,'America/Halifax'::text), ('cuba'::text,'America/Havana'::text), ('america/fort_wayne'::text,'America/Indiana/Indianapolis'::text), ('america/indianapolis'::text,'America/Indiana/Indianapolis'::text), ('us/east-indiana'::text,'America/Indiana/Indianapolis'::text), ('america/knox_in'::text,'America/Indiana/Knox'::text), ('us/indiana-starke'::text,'America/Indiana/Knox'::text), ('america/pangnirtung'::text,'America/Iqaluit'::text), ('jamaica'::text,'America/Jamaica'::text), ('america/louisville'::text,'America/Kentucky/Louisville'::text), ('pst8pdt'::text,'America/Los_Angeles'::text), ('us/pacific'::text,'America/Los_Angeles'::text), ('us/pacific-new'::text,'America/Los_Angeles'::text), ('brazil/west'::text,'America/Manaus'::text), ('mexico/bajasur'::text,'America/Mazatlan'::text), ('mexico/general'::text,'America/Mexico_City'::text), ('est5edt'::text,'America/New_York'::text), ('us/eastern'::text,'America/New_York'::text), ('brazil/denoronha'::text,'America/Noronha'::text), ('america/godthab'::text,'America/Nuuk'::text), ('est'::text,'America/Panama'::text), ('mst'::text,'America/Phoenix'::text), ('us/arizona'::text,'America/Phoenix'::text), ('canada/east-saskatchewan'::text,'America/Regina'::text), ('canada/saskatchewan'::text,'America/Regina'::text), ('america/porto_acre'::text,'America/Rio_Branco'::text), ('brazil/acre'::text,'America/Rio_Branco'::text), ('chile/continental'::text,'America/Santiago'::text), ('brazil/east'::text,'America/Sao_Paulo'::text), ('canada/newfoundland'::text,'America/St_Johns'::text), ('america/virgin'::text,'America/St_Thomas'::text), ('america/ensenada'::text,'America/Tijuana'::text), ('america/santa_isabel'::text,'America/Tijuana'::text), ('mexico/bajanorte'::text,'America/Tijuana'::text), ('america/montreal'::text,'America/Toronto'::text), ('america/nipigon'::text,'America/Toronto'::text), ('america/thunder_bay'::text,'America/Toronto'::text), ('canada/eastern'::text,'America/Toronto'::text), ('canada/pacific'::text,'America/Vancouver'::text), ('canada/yukon'::text,'America/Whitehorse'::text), ('america/rainy_river'::text,'America/Winnipeg'::text), ('canada/central'::text,'America/Winnipeg'::text), ('antarctica/south_pole'::text,'Antarctica/McMurdo'::text), ('atlantic/jan_mayen'::text,'Arctic/Longyearbyen'::text), ('asia/ashkhabad'::text,'Asia/Ashgabat'::text), ('asia/dacca'::text,'Asia/Dhaka'::text), ('asia/saigon'::text,'Asia/Ho_Chi_Minh'::text), ('hongkong'::text,'Asia/Hong_Kong'::text), ('asia/tel_aviv'::text,'Asia/Jerusalem'::text), ('israel'::text,'Asia/Jerusalem'::text), ('asia/katmandu'::text,'Asia/Kathmandu'::text), ('asia/calcutta'::text,'Asia/Kolkata'::text), ('asia/macao'::text,'Asia/Macau'::text), ('asia/ujung_pandang'::text,'Asia/Makassar'::text), ('europe/nicosia'::text,'Asia/Nicosia'::text), ('rok'::text,'Asia/Seoul'::text), ('asia/chongqing'::text,'Asia/Shanghai'::text), ('asia/chungking'::text,'Asia/Shanghai'::text), ('asia/harbin'::text,'Asia/Shanghai'::text), ('prc'::text,'Asia/Shanghai'::text), ('singapore'::text,'Asia/Singapore'::text), ('roc'::text,'Asia/Taipei'::text), ('iran'::text,'Asia/Tehran'::text), ('asia/thimbu'::text,'Asia/Thimphu'::text), ('japan'::text,'Asia/Tokyo'::text), ('asia/choibalsan'::text,'Asia/Ulaanbaatar'::text), ('asia/ulan_bator'::text,'Asia/Ulaanbaatar'::text), ('asia/kashgar'::text,'Asia/Urumqi'::text), ('asia/rangoon'::text,'Asia/Yangon'::text), ('atlantic/faeroe'::text,'Atlantic/Faroe'::text), ('iceland'::text,'Atlantic/Reykjavik'::text), ('australia/south'::text,'Australia/Adelaide'::text), ('australia/queensland'::text,'Australia/Brisbane'::text), ('australia/yancowinna'::text,'Australia/Broken_Hill'::text), ('australia/north'::text,'Australia/Darwin'::text), ('australia/currie'::text,'Australia/Hobart'::text), ('australia/tasmania'::text,'Australia/Hobart'::text), ('australia/lhi'::text,'Australia/Lord_Howe'::text), ('australia/victoria'::text,'Australia/Melbourne'::text), ('australia/west'::text,'Australia/Perth'::text), ('australia/act'::text,'Australia/Sydney'::text), ('australia/canberra'::text,'Australia/Sydney'::text), ('australia/nsw'::text,'Australia/Sydney'::text), ('eet'::text,'Europe/Athens'::text), ('cet'::text,'Europe/Brussels'::text), ('met'::text,'Europe/Brussels'::text), ('europe/tiraspol'::text,'Europe/Chisinau'::text), ('eire'::text,'Europe/Dublin'::text), ('asia/istanbul'::text,'Europe/Istanbul'::text), ('turkey'::text,'Europe/Istanbul'::text), ('europe/kiev'::text,'Europe/Kyiv'::text), ('europe/uzhgorod'::text,'Europe/Kyiv'::text), ('europe/zaporozhye'::text,'Europe/Kyiv'::text), ('portugal'::text,'Europe/Lisbon'::text), ('wet'::text,'Europe/Lisbon'::text), ('europe/belfast'::text,'Europe/London'::text), ('gb'::text,'Europe/London'::text), ('gb-eire'::text,'Europe/London'::text), ('w-su'::text,'Europe/Moscow'::text), ('poland'::text,'Europe/Warsaw'::text), ('nz'::text,'Pacific/Auckland'::text), ('nz-chat'::text,'Pacific/Chatham'::text), ('pacific/truk'::text,'Pacific/Chuuk'::text), ('pacific/yap'::text,'Pacific/Chuuk'::text), ('chile/easterisland'::text,'Pacific/Easter'::text), ('hst'::text,'Pacific/Honolulu'::text), ('pacific/johnston'::text,'Pacific/Honolulu'::text), ('us/hawaii'::text,'Pacific/Honolulu'::text), ('pacific/enderbury'::text,'Pacific/Kanton'::text), ('kwajalein'::text,'Pacific/Kwajalein'::text), ('pacific/samoa'::text,'Pacific/Pago_Pago'::text), ('us/samoa'::text,'Pacific/Pago_Pago'::text), ('pacific/ponape'::text,'Pacific/Pohnpei'::text), ('etc/gmt'::text,'UTC'::text), ('etc/gmt+0'::text,'UTC'::text), ('etc/gmt-0'::text,'UTC'::text), ('etc/gmt0'::text,'UTC'::text), ('etc/greenwich'::text,'UTC'::text), ('etc/uct'::text,'UTC'::text), ('etc/universal'::text,'UTC'::text), ('etc/utc'::text,'UTC'::text), ('etc/zulu'::text,'UTC'::text), ('gmt'::text,'UTC'::text), ('gmt+0'::text,'UTC'::text), ('gmt-0'::text,'UTC'::text), ('gmt0'::text,'UTC'::text), ('greenwich'::text,'UTC'::text), ('uct'::text,'UTC'::text), ('universal'::text,'UTC'::text), ('zulu'::text,'UTC'::text)) v;
END;
grant execute on function app.time_zone_links() to oct_app;

-- function app.unsigned_chains(integer,uuid)
CREATE OR REPLACE FUNCTION app.unsigned_chains(p_limit integer, p_organization uuid DEFAULT NULL::uuid)
 RETURNS TABLE(organization_id uuid, checkpoint integer, checkpoint_hash bytea, number integer, previous bytea, checkpoints integer, signed_at timestamp with time zone, signature bytea, current_hash bytea, unsigned_since timestamp with time zone, broken_at integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
BEGIN ATOMIC
 SELECT d.organization_id,
     d.checkpoint,
     d.checkpoint_hash,
     d.number,
     d.previous,
     ( SELECT (count(*))::integer AS count
            FROM app.audit_checkpoint k
           WHERE (k.organization_id = d.organization_id)) AS count,
     d.signed_at,
     d.signature,
     d.current_hash,
     d.unsigned_since,
     d.broken_at
    FROM ( SELECT e.organization_id,
             e.sequence,
             e.hash,
             e.checkpoint,
             e.checkpoint_hash,
             e.number,
             e.previous,
             e.signed_at,
             e.signature,
             e.current_hash,
             e.unsigned_since,
             e.broken_at
            FROM app.chain_ends(unsigned_chains.p_organization) e(organization_id, sequence, hash, checkpoint, checkpoint_hash, number, previous, signed_at, signature, current_hash, unsigned_since, broken_at)
           WHERE (e.sequence > e.checkpoint)
           ORDER BY e.signed_at NULLS FIRST
          LIMIT unsigned_chains.p_limit) d
   ORDER BY d.signed_at NULLS FIRST;
END;
grant execute on function app.unsigned_chains(integer,uuid) to oct_system;

-- function app.usable_time_zone(text)
CREATE OR REPLACE FUNCTION app.usable_time_zone(p_name text)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO ''
AS $function$
declare
  v_name text;
begin
  for v_name in
    select p_name union all (select l.old_name from app.time_zone_links() l where l.name = p_name order by l.old_name)
  loop
    begin
      perform now() at time zone v_name;
      return v_name;
    exception when invalid_parameter_value then
      null;
    end;
  end loop;
  return null;
end $function$;
grant execute on function app.usable_time_zone(text) to oct_app;

-- function app.uuid_v7()
CREATE OR REPLACE FUNCTION app.uuid_v7()
 RETURNS uuid
 LANGUAGE sql
 PARALLEL SAFE
 SET search_path TO ''
RETURN (encode(set_bit(set_bit(OVERLAY(uuid_send(gen_random_uuid()) PLACING SUBSTRING(int8send(((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint) FROM 3) FROM 1 FOR 6), (52)::bigint, 1), (53)::bigint, 1), 'hex'::text))::uuid;
grant execute on function app.uuid_v7() to oct_app;
grant execute on function app.uuid_v7() to oct_system;

-- function app.verified_claims(text,text[])
CREATE OR REPLACE FUNCTION app.verified_claims(p_signed text, VARIADIC p_kinds text[])
 RETURNS jsonb
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  v_key text := split_part(p_signed, '.', 1);
  v_signature text := split_part(p_signed, '.', 2);
  v_text text := substr(p_signed, length(v_key) + length(v_signature) + 3);
  v_claims jsonb;
  v_issued_at timestamptz;
begin
  if v_signature = (
    select encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(v_text, 'UTF8'))), 'hex')
    from app.claim_key k where k.id = v_key)
  then
    v_claims := v_text;
  end if;
  if v_claims ->> 'kind' = any (p_kinds) then
    v_issued_at := to_timestamp((v_claims ->> 'issuedAt')::double precision / 1000);
    if (clock_timestamp() between v_issued_at - app.claim_life() and v_issued_at + app.claim_life()) is not true then
      raise exception 'the clocks differ' using errcode = 'OC011';
    end if;
    return v_claims;
  end if;
  raise exception 'the claims are not signed' using errcode = 'OC010';
end $function$;

-- function app.wants_a_look(text,text)
CREATE OR REPLACE FUNCTION app.wants_a_look(p_status text, p_severity text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO ''
RETURN (((p_status = 'open'::text) AND (p_severity <> 'hint'::text)))::integer;

-- function app.worst_deployment(uuid,uuid)
CREATE OR REPLACE FUNCTION app.worst_deployment(p_organization uuid, p_customer uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select coalesce((
  select s.state
  from unnest('{CANNOT_FIRE,NOT_LIVE,DIFFERS,UNKNOWN,PAUSED,LIVE}'::text[]) with ordinality s (state, place)
  where exists (
    select from public.tracking t
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and t.deployment_state = s.state)
  order by s.place limit 1), 'UNKNOWN')$function$;

-- function app.worst_evidence(uuid,uuid)
CREATE OR REPLACE FUNCTION app.worst_evidence(p_organization uuid, p_customer uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO ''
AS $function$
select coalesce((
  select s.state
  from unnest('{STOPPED,DOUBLED,UNKNOWN,TOO_LITTLE_TRAFFIC,AWAITING_FIRST,QUIET,COUNTING}'::text[]) with ordinality s (state, place)
  where exists (
    select from public.tracking t
    where t.organization_id = p_organization and t.customer_id = p_customer and t.deleted_at is null
      and t.evidence_state = s.state)
  order by s.place limit 1), 'UNKNOWN')
$function$;

-- procedure app.audit(regclass,text,text,text[],text[],text[])
CREATE OR REPLACE PROCEDURE app.audit(IN p_table regclass, IN p_type text, IN p_id text DEFAULT 'id'::text, IN p_ignored text[] DEFAULT '{}'::text[], IN p_personal text[] DEFAULT '{}'::text[], IN p_secret text[] DEFAULT '{}'::text[])
 LANGUAGE plpgsql
 SET search_path TO ''
AS $procedure$
declare
  v_old text;
  v_new text;
  v_goes_with boolean;
begin
  select string_agg('old.' || quote_ident(attname), ', ' order by attnum),
    string_agg('new.' || quote_ident(attname), ', ' order by attnum) into v_old, v_new
  from pg_catalog.pg_attribute
  where attrelid = p_table and attnum > 0 and not attisdropped
    and attname <> all (p_ignored || '{id,organization_id,created_at}'::text[]);
  v_goes_with := p_type <> 'organization' and exists (
    select from pg_catalog.pg_attribute
    where attrelid = p_table and attname = 'deletion_id' and not attisdropped);
  execute format('drop trigger if exists audit_update on %s', p_table);
  execute format('drop trigger if exists audit_other on %s', p_table);
  execute format(
    'create trigger audit_update after update on %s for each row
     when ((%s) is distinct from (%s)) execute function app.audit_change(%L, %L, %L, %L, %L, %L)',
    p_table, v_old, v_new, p_type, p_id, p_ignored, p_personal, p_secret, v_goes_with);
  execute format(
    'create trigger audit_other after insert or delete on %s for each row
     execute function app.audit_change(%L, %L, %L, %L, %L)',
    p_table, p_type, p_id, p_ignored, p_personal, p_secret);
end $procedure$;

-- procedure app.hide_from_planner(regclass)
CREATE OR REPLACE PROCEDURE app.hide_from_planner(IN p_table regclass)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $procedure$
declare
  v_schema name;
  v_name name;
  v_column name;
  v_target integer;
  v_index regclass;
  v_index_name name;
  v_number smallint;
begin
  -- 1. Columns.
  select n.nspname, c.relname into v_schema, v_name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = p_table;
  for v_column, v_target in
    select a.attname, coalesce(c.target, 0)
    from pg_catalog.pg_attribute a left join app.planner_columns() c on c.name = a.attname
    where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped
  loop
    execute format('alter table %s alter column %I set statistics %s', p_table, v_column, v_target);
    -- Those that an ANALYZE has left already; before PostgreSQL 18 only a superuser can remove them.
    if current_setting('server_version_num')::integer >= 180000 then
      execute format('select pg_catalog.pg_clear_attribute_stats(%L, %L, %L, false)', v_schema, v_name, v_column);
    end if;
  end loop;

  -- 2. Expressions of indexes, which have statistics of their own.
  for v_index, v_index_name, v_number, v_column in
    select x.indexrelid, i.relname, a.attnum, a.attname
    from pg_catalog.pg_index x
    join pg_catalog.pg_class i on i.oid = x.indexrelid
    join pg_catalog.pg_attribute a on a.attrelid = x.indexrelid
    where x.indrelid = p_table and x.indexprs is not null and x.indkey[a.attnum - 1] = 0
  loop
    execute format('alter index %s alter column %s set statistics 0', v_index, v_number);
    if current_setting('server_version_num')::integer >= 180000 then
      execute format('select pg_catalog.pg_clear_attribute_stats(%L, %L, %L, false)', v_schema, v_index_name, v_column);
    end if;
  end loop;
end $procedure$;

-- procedure app.protect(regclass,text[],text[],regproc)
CREATE OR REPLACE PROCEDURE app.protect(IN p_table regclass, IN p_insert text[] DEFAULT '{}'::text[], IN p_update text[] DEFAULT '{}'::text[], IN p_org regproc DEFAULT 'app.require_org'::regproc)
 LANGUAGE plpgsql
 SET search_path TO ''
AS $procedure$
declare
  v_key text := case when p_table = 'public.organization'::regclass then 'id' else 'organization_id' end;
  v_soft boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'deleted_at' and not attisdropped);
  v_touched boolean := exists (
    select 1 from pg_catalog.pg_attribute where attrelid = p_table and attname = 'updated_at' and not attisdropped);
  v_mine text := format('%I = (select %s())', v_key, p_org);
  v_live text := v_mine || case when v_soft then ' and (deleted_at is null or (select app.sees_deleted()))' else '' end;
  v_policy name;
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  for v_policy in
    select polname from pg_catalog.pg_policy where polrelid = p_table
      and polname in ('owner_all', 'tenant_select', 'tenant_insert', 'tenant_update', 'tenant_delete')
  loop
    execute format('drop policy %I on %s', v_policy, p_table);
  end loop;
  execute format('create policy owner_all on %s for all to oct_owner using (true) with check (true)', p_table);
  execute format('create policy tenant_select on %s for select to oct_app using (%s)', p_table, v_live);
  execute format('create policy tenant_insert on %s for insert to oct_app with check (%s%s)', p_table, v_mine,
    case when v_soft then ' and deleted_at is null' else '' end);
  execute format('create policy tenant_update on %s for update to oct_app using (%s) with check (%s)',
    p_table, v_live, v_live);
  execute format('create policy tenant_delete on %s for delete to oct_app using (false)', p_table);
  execute format('grant select on %s to oct_app', p_table);
  if p_insert <> '{}' then
    execute format('grant insert (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_insert) c), p_table);
  end if;
  if p_update <> '{}' then
    execute format('grant update (%s) on %s to oct_app',
      (select string_agg(quote_ident(c), ', ') from unnest(p_update) c), p_table);
  end if;
  call app.hide_from_planner(p_table);
  if v_touched then
    execute format('create or replace trigger set_updated_at before update on %s for each row execute function app.set_updated_at()', p_table);
  end if;
end $procedure$;
