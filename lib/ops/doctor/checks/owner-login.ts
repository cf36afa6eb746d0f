import { directUrl } from '../../database/direct-url.ts'
import { withClient } from '../../database/with-client.ts'
import type { DoctorCheck } from '../doctor-check.ts'

/** The login of migrations acts as the owner of the tables. */
export const checkOwnerLogin: DoctorCheck = {
  name: 'owner-login',
  settings: ['DIRECT_DATABASE_URL'],
  needs: ['owner-database'],
  find: async () => {
    const acts = await withClient(directUrl(), async (client) => {
      const { rows } = await client.query<{ acts: boolean }>(`select current_user = 'oct_owner' as acts`)
      return rows[0]?.acts ?? false
    })
    return [
      acts
        ? { status: 'ok', what: 'acts as oct_owner' }
        : {
            status: 'fail',
            what: 'does not act as oct_owner, so that what it creates has another owner',
            fix: 'use the login that `npm run db:roles` creates for DIRECT_DATABASE_URL',
          },
    ]
  },
}
