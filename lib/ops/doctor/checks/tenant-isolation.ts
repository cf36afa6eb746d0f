import { directUrl } from '../../database/direct-url.ts'
import { withClient } from '../../database/with-client.ts'
import { isolationGaps } from '../../isolation/isolation-gaps.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

/** Tables, policies, grants and functions isolate the tenants as the migrations have made them. */
export const checkTenantIsolation: DoctorCheck = {
  name: 'tenant-isolation',
  settings: ['DIRECT_DATABASE_URL'],
  needs: ['migrations', 'owner-login'],
  find: async () => {
    const gaps = await withClient(directUrl(), (client) => isolationGaps(client))
    if (gaps.length === 0) return [{ status: 'ok', what: 'no gap in tables, policies, grants and functions' }]
    return gaps.map(
      (gap): Found => ({
        status: 'fail',
        what: gap,
        fix: 'undo what was changed by hand; `npm run db:roles` repeats the grants of logins',
      }),
    )
  },
}
