-- A customer may be created with a Google login that its organization has already.
grant insert (google_account_id, google_access) on customer to oct_app;
