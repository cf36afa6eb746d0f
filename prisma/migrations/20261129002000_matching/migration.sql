-- How a tracking matches addresses: by glob or by regular expression, in either case of letters, also where a page
-- changes its address without loading.

-- The CHECK is as the declaration of the types says: a page needs one of the two.
alter table tracking
  add column url_regex text,
  add column ignore_case boolean not null default false,
  add column history_changes boolean not null default true,
  drop constraint tracking_url_pattern_check,
  add constraint tracking_url_pattern_check
    check (url_pattern is not null or url_regex is not null or type <> 'PAGE_VIEW'),
  add constraint tracking_url_regex_check check (char_length(url_regex) between 1 and 200);
grant insert (url_regex, ignore_case, history_changes), update (url_regex, ignore_case, history_changes)
  on tracking to oct_app;

call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at}');

-- A pattern was text that the URL contains, wherever; now it is the whole of an address. Deleted ones may be restored,
-- so they are rewritten too, and each is on record. Of several # none could ever match, and now they would be invalid:
-- behind the first one they are written as text.
update tracking
set url_pattern = regexp_replace(
  '*' || substring(url_pattern from '^[^#]*#?') ||
    replace(substring(url_pattern from '^[^#]*#?(.*)$'), '#', '%23') || '*',
  '\*{2,}', '*', 'g')
where url_pattern is not null;
