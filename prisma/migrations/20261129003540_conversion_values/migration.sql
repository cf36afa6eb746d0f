-- What a conversion sends may come from the data layer of the page, under a key; and what its action is made with.

-- 1. Columns: of a value that may be either, at most one of the two is there.
alter table tracking
  add column conversion_value_key text,
  add column conversion_currency_key text,
  add column conversion_order_id_key text,
  add column conversion_new_customer boolean,
  add column conversion_new_customer_key text,
  add column conversion_primary boolean not null default true,
  add column conversion_click_through_lookback_window_days integer,
  add column conversion_view_through_lookback_window_days integer,
  add constraint tracking_conversion_value_key_check
    check (num_nonnulls(conversion_value, conversion_value_key) < 2
      and char_length(conversion_value_key) between 1 and 100),
  add constraint tracking_conversion_currency_key_check
    check (num_nonnulls(conversion_currency, conversion_currency_key) < 2
      and char_length(conversion_currency_key) between 1 and 100),
  add constraint tracking_conversion_order_id_key_check check (char_length(conversion_order_id_key) between 1 and 100),
  add constraint tracking_conversion_new_customer_key_check
    check (num_nonnulls(conversion_new_customer, conversion_new_customer_key) < 2
      and char_length(conversion_new_customer_key) between 1 and 100),
  add constraint tracking_conversion_click_days_check
    check (conversion_click_through_lookback_window_days between 1 and 90),
  add constraint tracking_conversion_view_days_check
    check (conversion_view_through_lookback_window_days between 1 and 30);

-- 2. All of it is the caller's, and on record.
grant
  insert (conversion_value_key, conversion_currency_key, conversion_order_id_key, conversion_new_customer,
    conversion_new_customer_key, conversion_primary, conversion_click_through_lookback_window_days,
    conversion_view_through_lookback_window_days),
  update (conversion_value_key, conversion_currency_key, conversion_order_id_key, conversion_new_customer,
    conversion_new_customer_key, conversion_primary, conversion_click_through_lookback_window_days,
    conversion_view_through_lookback_window_days)
  on tracking to oct_app;
call app.audit('tracking', 'tracking',
  p_ignored => '{updated_at,version,synced_version,sync_status,sync_error_code,sync_error_message,last_synced_at,applied,deployment,deployment_state,deployment_checked_at,evidence_state,evidence,evidence_since,evidence_checked_at,last_received_at}');
call app.hide_from_planner('tracking');
