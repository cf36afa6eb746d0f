-- The tables of things and of syncs. Beyond what schema.prisma can say: CHECKs, uniqueness among live rows, and the
-- partial indexes of the queries.
-- Closed sets are text with a CHECK: a comparison of enums cannot use an index under row-level security, because its
-- operator is not leakproof. Unique among live rows only: a deleted name, address or container may be used again.

create table organization (
  id uuid not null default app.uuid_v7(),
  name text not null,
  time_zone text not null default 'UTC',
  publish_mode text not null default 'MANUAL',
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,
  -- What several people can change has a version, which is its ETag: a change may name the version that it is meant for.
  version integer not null default 1,

  constraint organization_pkey primary key (id),
  constraint organization_name_check check (char_length(name) between 1 and 120),
  constraint organization_publish_mode_check check (publish_mode in ('MANUAL', 'AUTO'))
);

create table user_account (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  email text not null,
  firebase_uid text not null,
  role text not null default 'MEMBER',
  tokens_valid_after timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,

  constraint user_account_pkey primary key (id),
  constraint user_account_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint user_account_role_check check (role in ('MEMBER', 'ADMIN')),
  constraint user_account_email_check check (email = lower(email) and char_length(email) between 3 and 320),
  constraint user_account_firebase_uid_check check (char_length(firebase_uid) between 1 and 128)
);
create unique index user_account_organization_id_id_key on user_account (organization_id, id);
create unique index user_account_email_live_key on user_account (email) where deleted_at is null;
create unique index user_account_firebase_uid_live_key on user_account (firebase_uid) where deleted_at is null;
-- The list of members.
create index user_account_created_live_idx on user_account (organization_id, created_at, id) where deleted_at is null;
-- The purge: it holds deleted rows only, so that no purge reads a live one.
create index user_account_deleted_idx on user_account (organization_id, deleted_at) where deleted_at is not null;

-- One grant serves every customer of the organization under that Google login.
create table google_connection (
  organization_id uuid not null default app.require_org(),
  google_account_id text not null,
  email text not null,
  scopes text[],
  access_token text,
  refresh_token text,
  token_expires_at timestamptz(3),
  token_version integer not null default 1,
  status text not null default 'ACTIVE',
  error_code text,
  last_refreshed_at timestamptz(3),
  refresh_failures integer not null default 0,
  refresh_due_at timestamptz(3),
  lease_owner uuid,
  lease_until timestamptz(3),
  fence integer not null default 0,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,

  constraint google_connection_pkey primary key (organization_id, google_account_id),
  constraint google_connection_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint google_connection_status_check check (status in ('ACTIVE', 'ERROR', 'DISCONNECTED')),
  constraint google_connection_tokens_check check (status <> 'ACTIVE' or refresh_token is not null)
);
-- Which tokens are due, which logins were not refreshed for long, which organizations use one Google account.
create index google_connection_refresh_due_idx on google_connection (refresh_due_at) where status = 'ACTIVE';
create index google_connection_idle_idx on google_connection (coalesce(last_refreshed_at, created_at))
  where status = 'ACTIVE' and refresh_failures = 0;
create index google_connection_grant_idx on google_connection (google_account_id) where status = 'ACTIVE';
create index google_connection_deleted_idx
  on google_connection (organization_id, deleted_at) where deleted_at is not null;

create table customer (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  name text not null,
  website_url text not null,
  google_account_id text,
  google_container_id text,
  container_path text,
  google_ads_account_id text,
  login_customer_id text,
  status text not null default 'ACTIVE',
  tracking_count integer not null default 0,
  version integer not null default 1,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,
  search_text text generated always as (app.search_key(name || E'\n' || website_url)) stored,

  constraint customer_pkey primary key (id),
  constraint customer_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint customer_organization_id_google_account_id_fkey foreign key (organization_id, google_account_id)
    references google_connection (organization_id, google_account_id) on delete restrict on update restrict,
  constraint customer_name_check check (char_length(name) between 1 and 120),
  constraint customer_website_url_check check (website_url ~ '^https?://' and char_length(website_url) <= 2048),
  constraint customer_google_container_id_check check (google_container_id ~ '^GTM-[A-Z0-9]+$'),
  constraint customer_container_path_check check (container_path ~ '^accounts/[0-9]+/containers/[0-9]+$'),
  constraint customer_container_check check ((google_container_id is null) = (container_path is null)),
  constraint customer_google_ads_account_id_check check (google_ads_account_id ~ '^[0-9]{10}$'),
  constraint customer_login_customer_id_check check (login_customer_id ~ '^[0-9]{10}$'),
  constraint customer_status_check check (status in ('ACTIVE', 'CONNECTED', 'ERROR', 'INACTIVE')),
  constraint customer_connected_check
    check (status <> 'CONNECTED' or (google_account_id is not null and container_path is not null)),
  constraint customer_tracking_count_check check (tracking_count >= 0)
) with (fillfactor = 90);
-- tracking_count changes with every tracking. It is in no index, and with room on the page such a change touches no
-- index at all (a heap-only update); otherwise each of them would write some fifty trigrams again. The report that sorts
-- by it reads every customer of the organization anyway.
create unique index customer_organization_id_id_key on customer (organization_id, id);
create index customer_organization_id_google_account_id_idx on customer (organization_id, google_account_id);
create unique index customer_container_live_key
  on customer (organization_id, google_container_id) where deleted_at is null;
-- Lists by keyset: live ones by creation, name and status, deleted ones by creation and name.
create index customer_created_live_idx on customer (organization_id, created_at, id) where deleted_at is null;
create index customer_name_live_idx on customer (organization_id, name, id) where deleted_at is null;
create index customer_status_created_live_idx on customer (organization_id, status, created_at, id)
  where deleted_at is null;
create index customer_created_deleted_idx on customer (organization_id, created_at, id) where deleted_at is not null;
create index customer_name_deleted_idx on customer (organization_id, name, id) where deleted_at is not null;
create index customer_deleted_idx on customer (organization_id, deleted_at) where deleted_at is not null;
-- The organization comes first, so that one tenant's search does not read what others have, nor a pending list.
create index customer_search_live_idx on customer using gin (organization_id, search_text public.gin_trgm_ops)
  with (fastupdate = off) where deleted_at is null;

-- One consent at Google: the state on the way there, the pending grant on the way back.
create table oauth_state (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  user_id uuid not null,
  customer_id uuid not null,
  state_hash text not null,
  code_verifier text not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  handle_hash text,
  pending_grant text,
  completed_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,

  constraint oauth_state_pkey primary key (id),
  constraint oauth_state_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint oauth_state_organization_id_user_id_fkey foreign key (organization_id, user_id)
    references user_account (organization_id, id) on delete restrict on update restrict,
  constraint oauth_state_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict
);
create unique index oauth_state_state_hash_key on oauth_state (state_hash);
create unique index oauth_state_handle_hash_key on oauth_state (handle_hash);
create index oauth_state_organization_id_user_id_idx on oauth_state (organization_id, user_id);
create index oauth_state_organization_id_customer_id_idx on oauth_state (organization_id, customer_id);
create index oauth_state_expires_at_idx on oauth_state (expires_at);

create table tracking (
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
  conversion_value decimal(12, 2),
  conversion_currency text,
  gtm_trigger_id text,
  gtm_tag_id text,
  google_ads_conversion_id text,
  conversion_label text,
  conversion_action_resource_name text,
  version integer not null default 1,
  synced_version integer not null default 0,
  sync_status text not null default 'PENDING',
  sync_error_code text,
  sync_error_message text,
  last_synced_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  deleted_at timestamptz(3),
  deletion_id uuid,

  constraint tracking_pkey primary key (id),
  constraint tracking_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint tracking_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict,
  constraint tracking_name_check check (char_length(name) between 1 and 80),
  constraint tracking_type_check check (type in ('BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT')),
  constraint tracking_selector_check check (selector is not null or type not in ('BUTTON_CLICK', 'FORM_SUBMIT')),
  constraint tracking_url_pattern_check check (url_pattern is not null or type <> 'PAGE_VIEW'),
  constraint tracking_event_name_check check (event_name is not null or type <> 'CUSTOM_EVENT'),
  constraint tracking_conversion_counting_check check (conversion_counting in ('ONE_PER_CLICK', 'MANY_PER_CLICK')),
  constraint tracking_conversion_value_check check (conversion_value >= 0),
  constraint tracking_conversion_currency_check check (conversion_currency ~ '^[A-Z]{3}$'),
  constraint tracking_sync_status_check check (sync_status in ('PENDING', 'IN_PROGRESS', 'SUCCESS', 'FAILED')),
  constraint tracking_version_check check (synced_version between 0 and version)
);
create unique index tracking_organization_id_id_key on tracking (organization_id, id);
create unique index tracking_name_live_key on tracking (organization_id, customer_id, name) where deleted_at is null;
create index tracking_organization_id_customer_id_created_at_id_idx
  on tracking (organization_id, customer_id, created_at, id);
-- Lists by keyset: live ones by creation, name, status (counts by status read it too) and type, deleted ones by
-- creation and name.
create index tracking_created_live_idx on tracking (organization_id, created_at, id) where deleted_at is null;
create index tracking_name_live_idx on tracking (organization_id, name, id) where deleted_at is null;
create index tracking_status_created_live_idx on tracking (organization_id, sync_status, created_at, id)
  where deleted_at is null;
create index tracking_type_created_live_idx on tracking (organization_id, type, created_at, id)
  where deleted_at is null;
create index tracking_created_deleted_idx on tracking (organization_id, created_at, id) where deleted_at is not null;
create index tracking_name_deleted_idx on tracking (organization_id, name, id) where deleted_at is not null;
create index tracking_deleted_idx on tracking (organization_id, deleted_at) where deleted_at is not null;

-- The queue and the history of versions: one row for each run of one customer.
create table sync_run (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  kind text not null default 'SYNC',
  status text not null default 'QUEUED',
  container_path text,
  checkpoint jsonb not null default '{}',
  workspace_path text,
  version_id text,
  previous_live_id text,
  error_code text,
  error_message text,
  attempts integer not null default 0,
  run_at timestamptz(3) not null default current_timestamp,
  lease_owner uuid,
  lease_until timestamptz(3),
  fence integer not null default 0,
  claimed_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,

  constraint sync_run_pkey primary key (id),
  constraint sync_run_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint sync_run_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict,
  constraint sync_run_kind_check check (kind in ('SYNC', 'PUBLISH', 'ROLLBACK')),
  constraint sync_run_status_check
    check (status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  constraint sync_run_lease_check
    check (status <> 'RUNNING' or (lease_owner is not null and lease_until is not null))
);
create unique index sync_run_organization_id_id_key on sync_run (organization_id, id);
-- One coalesced run a customer, one run at a time in a container (over all organizations).
create unique index sync_run_queued_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC';
create unique index sync_run_running_container_key on sync_run (container_path) where status = 'RUNNING';
-- Lists: of a customer, of all, of one status, and the few that are not an ordinary sync.
create index sync_run_organization_id_customer_id_created_at_idx on sync_run (organization_id, customer_id, created_at);
create index sync_run_organization_id_created_at_id_idx on sync_run (organization_id, created_at, id);
create index sync_run_organization_id_status_created_at_id_idx on sync_run (organization_id, status, created_at, id);
create index sync_run_special_idx on sync_run (organization_id, kind, created_at, id) where kind <> 'SYNC';
-- The queue: what is due, what lost its lease, which organization had a claim last.
create index sync_run_due_idx on sync_run (run_at) where status = 'QUEUED';
create index sync_run_lease_idx on sync_run (lease_until) where status = 'RUNNING';
create index sync_run_claimed_idx on sync_run (organization_id, claimed_at) where claimed_at is not null;

-- A ledger: one row for each requested change of a tracking; not changed after it has ended, never soft-deleted.
create table sync_job (
  id uuid not null default app.uuid_v7(),
  organization_id uuid not null default app.require_org(),
  customer_id uuid not null,
  tracking_id uuid not null,
  run_id uuid,
  action text not null,
  status text not null default 'QUEUED',
  error_code text,
  error_message text,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  finished_at timestamptz(3),

  constraint sync_job_pkey primary key (id),
  constraint sync_job_organization_id_fkey foreign key (organization_id) references organization (id)
    on delete restrict on update restrict,
  constraint sync_job_organization_id_customer_id_fkey foreign key (organization_id, customer_id)
    references customer (organization_id, id) on delete restrict on update restrict,
  constraint sync_job_organization_id_tracking_id_fkey foreign key (organization_id, tracking_id)
    references tracking (organization_id, id) on delete restrict on update restrict,
  constraint sync_job_organization_id_run_id_fkey foreign key (organization_id, run_id)
    references sync_run (organization_id, id) on delete restrict on update restrict,
  constraint sync_job_action_check check (action in ('CREATE', 'UPDATE', 'DELETE')),
  constraint sync_job_status_check check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  constraint sync_job_run_check check (run_id is not null or status in ('QUEUED', 'CANCELLED'))
);
-- One pending job a tracking.
create unique index sync_job_queued_key on sync_job (organization_id, tracking_id) where status = 'QUEUED';
create index sync_job_organization_id_tracking_id_idx on sync_job (organization_id, tracking_id);
create index sync_job_organization_id_run_id_idx on sync_job (organization_id, run_id);
create index sync_job_organization_id_customer_id_idx on sync_job (organization_id, customer_id);
