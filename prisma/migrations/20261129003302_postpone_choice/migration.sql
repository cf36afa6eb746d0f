-- A requested choice that Google does not take now is due again when it may, and says meanwhile what it waits for. What
-- people see of a customer otherwise is unchanged, so its version is, too.
create function app.postpone_choice(
  p_organization uuid, p_customer uuid, p_version integer, p_due_at timestamptz, p_wait jsonb)
returns void
language sql volatile security definer set search_path = '' as $$
  update public.customer c
  set choice_due_at = p_due_at, requested_choice = c.requested_choice || jsonb_build_object('wait', p_wait)
  where c.organization_id = p_organization and c.id = p_customer and c.version = p_version
    and c.choice_due_at is not null and c.deleted_at is null
$$;
revoke all on function app.postpone_choice(uuid, uuid, integer, timestamptz, jsonb) from public;
grant execute on function app.postpone_choice(uuid, uuid, integer, timestamptz, jsonb) to oct_system;
