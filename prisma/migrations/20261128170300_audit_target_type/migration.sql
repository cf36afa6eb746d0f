-- The log of one kind of target, without reading the rest.
create index concurrently if not exists audit_log_organization_id_target_type_sequence_idx on audit_log
  (organization_id, target_type, sequence);
