/** Who acts, as the audit log has it. */
export const ACTOR_KINDS = ['user', 'key', 'run', 'refresh', 'collection', 'system', 'database'] as const
