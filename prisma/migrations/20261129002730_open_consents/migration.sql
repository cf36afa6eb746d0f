-- A user may have 20 consents open. The row of the user is locked before they are counted, so that concurrent ones cannot
-- pass the cap together; what is expired or used does not count, and is purged a day later.
create function app.limit_consents() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;

create trigger limit_consents after insert on oauth_state for each row execute function app.limit_consents();
