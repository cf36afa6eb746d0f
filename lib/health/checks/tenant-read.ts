import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'

/** A tenant reads its own row and no other. */
export function judgeTenantRead({ tenantRead }: Facts): Verdict {
  if (!('value' in tenantRead)) {
    return fail(
      'A tenant cannot read its rows: settings of the login may stand in the way (`npm run db:roles` writes them again); the log has the error (health.query_failed).',
    )
  }
  switch (tenantRead.value) {
    case 'own':
      return OK
    case 'others':
      return fail(
        'A tenant reads the rows of others: stop the service, then look for policies that are missing.',
      )
    case 'nothing':
      return fail(
        'The tenant of health has no row: apply the migrations, or restore the organization that was removed.',
      )
    default:
      return tenantRead.value satisfies never
  }
}
