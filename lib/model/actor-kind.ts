/** Who acts, as the audit log has it. */
export const ACTOR_KINDS = ['user', 'key', 'run', 'refresh', 'system', 'database'] as const
