-- What the schema language cannot say: closed sets, shapes, uniqueness among live rows, the indexes of the queries.
-- Closed sets are text with a CHECK: an enum comparison cannot use an index under row-level security, because its
-- operator is not leakproof.

alter table organization
  add constraint organization_name_check check (char_length(name) between 1 and 120),
  add constraint organization_publish_mode_check check (publish_mode in ('MANUAL', 'AUTO'));

alter table user_account
  add constraint user_account_role_check check (role in ('MEMBER', 'ADMIN')),
  add constraint user_account_email_check check (email = lower(email) and char_length(email) between 3 and 320),
  add constraint user_account_firebase_uid_check check (char_length(firebase_uid) between 1 and 128);

alter table customer
  add constraint customer_name_check check (char_length(name) between 1 and 120),
  add constraint customer_website_url_check check (website_url ~ '^https?://' and char_length(website_url) <= 2048),
  add constraint customer_google_container_id_check check (google_container_id ~ '^GTM-[A-Z0-9]+$'),
  add constraint customer_container_path_check check (container_path ~ '^accounts/[0-9]+/containers/[0-9]+$'),
  add constraint customer_container_check check ((google_container_id is null) = (container_path is null)),
  add constraint customer_google_ads_account_id_check check (google_ads_account_id ~ '^[0-9]{10}$'),
  add constraint customer_login_customer_id_check check (login_customer_id ~ '^[0-9]{10}$'),
  add constraint customer_status_check check (status in ('ACTIVE', 'CONNECTED', 'ERROR', 'INACTIVE')),
  add constraint customer_connected_check
    check (status <> 'CONNECTED' or (google_account_id is not null and container_path is not null)),
  add constraint customer_tracking_count_check check (tracking_count >= 0);

alter table google_connection
  add constraint google_connection_status_check check (status in ('ACTIVE', 'ERROR', 'DISCONNECTED')),
  add constraint google_connection_tokens_check check (status <> 'ACTIVE' or refresh_token is not null);

alter table tracking
  add constraint tracking_name_check check (char_length(name) between 1 and 80),
  add constraint tracking_type_check check (type in ('BUTTON_CLICK', 'PAGE_VIEW', 'FORM_SUBMIT', 'CUSTOM_EVENT')),
  add constraint tracking_selector_check
    check (selector is not null or type not in ('BUTTON_CLICK', 'FORM_SUBMIT')),
  add constraint tracking_url_pattern_check check (url_pattern is not null or type <> 'PAGE_VIEW'),
  add constraint tracking_event_name_check check (event_name is not null or type <> 'CUSTOM_EVENT'),
  add constraint tracking_conversion_counting_check check (conversion_counting in ('ONE_PER_CLICK', 'MANY_PER_CLICK')),
  add constraint tracking_conversion_value_check check (conversion_value >= 0),
  add constraint tracking_conversion_currency_check check (conversion_currency ~ '^[A-Z]{3}$'),
  add constraint tracking_sync_status_check check (sync_status in ('PENDING', 'IN_PROGRESS', 'SUCCESS', 'FAILED')),
  add constraint tracking_version_check check (synced_version between 0 and version);

alter table sync_job
  add constraint sync_job_action_check check (action in ('CREATE', 'UPDATE', 'DELETE')),
  add constraint sync_job_status_check check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  add constraint sync_job_run_check check (run_id is not null or status in ('QUEUED', 'CANCELLED'));

alter table sync_run
  add constraint sync_run_kind_check check (kind in ('SYNC', 'PUBLISH', 'ROLLBACK')),
  add constraint sync_run_status_check
    check (status in ('QUEUED', 'RUNNING', 'AWAITING_PUBLISH', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  add constraint sync_run_lease_check
    check (status <> 'RUNNING' or (lease_owner is not null and lease_until is not null));

-- Unique among live rows only: a deleted name, address or container may be used again.
create unique index user_account_email_live_key on user_account (email) where deleted_at is null;
create unique index user_account_firebase_uid_live_key on user_account (firebase_uid) where deleted_at is null;
create unique index customer_container_live_key
  on customer (organization_id, google_container_id) where deleted_at is null;
create unique index tracking_name_live_key on tracking (organization_id, customer_id, name) where deleted_at is null;

-- One wish a tracking, one coalesced run a customer, one run under way a container (over all organizations).
create unique index sync_job_queued_key on sync_job (organization_id, tracking_id) where status = 'QUEUED';
create unique index sync_run_queued_key
  on sync_run (organization_id, customer_id) where status = 'QUEUED' and kind = 'SYNC';
create unique index sync_run_running_container_key on sync_run (container_path) where status = 'RUNNING';

-- Lists, keyset paging and sums of live rows.
create index customer_created_live_idx on customer (organization_id, created_at, id) where deleted_at is null;
create index customer_name_live_idx on customer (organization_id, name, id) where deleted_at is null;
create index customer_tracking_count_live_idx
  on customer (organization_id, tracking_count, id) where deleted_at is null;
create index tracking_created_live_idx on tracking (organization_id, created_at, id) where deleted_at is null;
create index tracking_status_live_idx on tracking (organization_id, sync_status) where deleted_at is null;

-- The queue: what is due, what lost its lease, who was served last.
create index sync_run_due_idx on sync_run (run_at) where status = 'QUEUED';
create index sync_run_lease_idx on sync_run (lease_until) where status = 'RUNNING';
create index sync_run_claimed_idx on sync_run (organization_id, claimed_at) where claimed_at is not null;
create index google_connection_refresh_due_idx on google_connection (refresh_due_at) where status = 'ACTIVE';
