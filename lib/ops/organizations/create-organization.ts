import { sqlStateOf } from '../../db/sql-state.ts'
import { Invite } from '../../members/invitation-input.ts'
import { SignUp } from '../../organizations/organization-input.ts'
import { TIME_ZONE } from '../../organizations/organization-problems.ts'
import { withClient } from '../database/with-client.ts'

const NewOrganization = SignUp.extend({ email: Invite.shape.email })

export type FirstAdmin = {
  email: string
  /** Of the account by which they sign in: an address alone lets nobody in. */
  firebaseUid: string
}

/**
 * Founds an organization with its first ADMIN, as the owner of the tables: the way in where nobody may sign up by
 * themselves. That address and account are one person's is for the operator to make sure of.
 * @param ownerUrl a login of oct_owner
 * @returns its id
 * @throws Error that says what is wrong with the input, or that the person is a member already
 */
export async function createOrganization(
  ownerUrl: string,
  organization: { name: string; timeZone: string },
  { email: address, firebaseUid }: FirstAdmin,
): Promise<string> {
  const { success, data, error } = NewOrganization.safeParse({ ...organization, email: address })
  if (!success) {
    throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  }
  const { name, timeZone, email } = data
  try {
    return await withClient(ownerUrl, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `with founded as (insert into organization (name, time_zone) values ($1, $2) returning id)
         insert into user_account (organization_id, email, firebase_uid, role)
         select id, $3, $4, 'ADMIN' from founded returning organization_id as id`,
        [name, timeZone, email, firebaseUid],
      )
      return rows[0]?.id ?? ''
    })
  } catch (error) {
    throw explained(error)
  }
}

function explained(error: unknown): unknown {
  switch (sqlStateOf(error)) {
    case '23505':
      return new Error('Nothing was created: this account or address belongs to a member of an organization.')
    case 'OC025':
      return new Error(`timeZone: ${TIME_ZONE}`)
    default:
      return error
  }
}
