-- More types of trackings, each with the settings of its own, and conditions and exceptions for every type.

-- 1. Columns: null where a type has no use for one, and where its default is meant.
alter table tracking
  add column link_host text,
  add column file_extensions text[] not null default '{}',
  add column percent integer,
  add column seconds integer,
  add column video_url text,
  add column event_regex text,
  add column wait_for_tags boolean,
  add column wait_for_tags_timeout integer,
  add column check_validation boolean,
  add column conditions jsonb not null default '[]',
  add column exceptions jsonb not null default '[]',
  add constraint tracking_link_host_check check (link_host in ('any', 'same', 'other')),
  add constraint tracking_percent_check check (percent between 1 and 100),
  add constraint tracking_seconds_check check (seconds between 1 and 3600),
  add constraint tracking_wait_for_tags_timeout_check check (wait_for_tags_timeout between 100 and 10000),
  add constraint tracking_conditions_check
    check (jsonb_typeof(conditions) = 'array' and jsonb_array_length(conditions) <= 10),
  add constraint tracking_exceptions_check
    check (jsonb_typeof(exceptions) = 'array' and jsonb_array_length(exceptions) <= 10);

-- 2. The types, and what each cannot do without: as `lib/tracking-types` declares them.
alter table tracking
  drop constraint tracking_type_check,
  add constraint tracking_type_check check (type in ('BUTTON_CLICK', 'LINK_CLICK', 'PHONE_CLICK', 'EMAIL_CLICK',
    'FILE_DOWNLOAD', 'PAGE_VIEW', 'FORM_SUBMIT', 'ELEMENT_VISIBLE', 'SCROLL_DEPTH', 'VIDEO', 'TIMER', 'CUSTOM_EVENT')),
  drop constraint tracking_selector_check,
  add constraint tracking_selector_check
    check (selector is not null or type not in ('BUTTON_CLICK', 'FORM_SUBMIT', 'ELEMENT_VISIBLE')),
  drop constraint tracking_event_name_check,
  add constraint tracking_event_name_check
    check (num_nonnulls(event_name, event_regex) = 1 or type <> 'CUSTOM_EVENT');

-- 3. All of it is the caller's, and on record.
grant
  insert (link_host, file_extensions, percent, seconds, video_url, event_regex, wait_for_tags, wait_for_tags_timeout,
    check_validation, conditions, exceptions),
  update (link_host, file_extensions, percent, seconds, video_url, event_regex, wait_for_tags, wait_for_tags_timeout,
    check_validation, conditions, exceptions)
  on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at}');
call app.hide_from_planner('tracking');
