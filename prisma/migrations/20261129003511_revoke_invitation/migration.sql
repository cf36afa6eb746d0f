-- As before, but who is denied is denied whatever the plan looks at first: it was told that an accepted invitation is absent.
create or replace function app.revoke_invitation(p_invitation uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_organization constant uuid := app.require_org_of_user();
begin
  update public.invitation i set deleted_at = clock_timestamp(), deletion_id = app.uuid_v7()
  where i.organization_id = v_organization and i.id = p_invitation and i.accepted_at is null and i.deleted_at is null;
  return case when found then 'done' else 'not_found' end;
end $$;
