import { z } from 'zod'
import { mailAddress } from '../../input/mail-address.ts'
import { withClient } from '../database/with-client.ts'

const Relinked = z.object({
  outcome: z.enum(['done', 'same', 'no_member', 'account_taken']),
  organizationId: z.uuid().nullable(),
  organizationName: z.string().nullable(),
  role: z.string().nullable(),
  oldUserId: z.uuid().nullable(),
  newUserId: z.uuid().nullable(),
})
type Relinked = z.infer<typeof Relinked>

export type Relink = {
  /** The member's address, in any spelling. */
  email: string
  /** The account that the member has from now on. */
  firebaseUid: string
  /** Without it, the change is tried and undone. */
  confirm: boolean
}

/**
 * Gives a membership whose Firebase account is gone to another account, as the owner of the tables: the member is removed
 * and joins again with the same role, both on record. Whether that account is the same person's is for the operator to
 * find out: who has an address today need not be who had it then.
 * @returns what was done, or would be
 * @throws Error where it cannot be said who is meant, or nothing would change
 */
export async function relinkMember(
  ownerUrl: string,
  { email, firebaseUid, confirm }: Relink,
): Promise<string> {
  return await withClient(ownerUrl, async (client) => {
    await client.query('begin')
    const { rows } = await client.query(
      `select outcome, organization_id as "organizationId", organization_name as "organizationName", role,
         old_user_id as "oldUserId", new_user_id as "newUserId"
       from app.relink_member($1, $2)`,
      [mailAddress(email) ?? email, firebaseUid],
    )
    const relinked = Relinked.parse(rows[0])
    requireDone(relinked, email, firebaseUid)
    await client.query(confirm ? 'commit' : 'rollback')
    return confirm
      ? describeChange(relinked, 'now belongs')
      : `${describeChange(relinked, 'would belong')}\n${UNCHANGED}`
  })
}

const UNCHANGED =
  'Nothing was changed. Make sure that this account is the same person’s, then repeat this with --confirm.'

function describeChange(
  { organizationId, organizationName, role, oldUserId, newUserId }: Relinked,
  verb: string,
): string {
  return (
    `The membership (${role}) in “${organizationName}” (${organizationId}) ${verb} to the new account: ` +
    `member ${oldUserId} is removed, member ${newUserId} joins.`
  )
}

function requireDone({ outcome }: Relinked, email: string, firebaseUid: string): void {
  switch (outcome) {
    case 'done':
      return
    case 'same':
      throw new Error(`The member ${email} has this account already.`)
    case 'no_member':
      throw new Error(`No member of an organization has the address ${email}.`)
    case 'account_taken':
      throw new Error(
        `The account ${firebaseUid} belongs to another member; it leaves that organization first.`,
      )
    default:
      outcome satisfies never
  }
}
