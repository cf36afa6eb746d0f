import type { Tenant } from '../../tenant/tenant.ts'

/** The user who acts; a consent belongs to a person, never to a run. */
export function actingUserId({ actor }: Tenant): string {
  if (actor.kind !== 'user') throw new TypeError(`a ${actor.kind} cannot ask for consent`)
  return actor.userId
}
