-- Closed sets, of actions and of what is said with them: an export has a format and the filters that it knows, each a
-- text of limited length. Nothing else can be put on record by a caller of this function.
create or replace function app.record_event(p_action text, p_details jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization uuid := app.require_org_of_user();
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
end $$;
