import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { ORGANIZATION_FIELDS, OrganizationView } from '../organizations/organization-view.ts'
import { MEMBER_FIELDS, MemberView } from './member-view.ts'

const Membership = z.object({ user: MemberView, organization: OrganizationView }).meta({ id: 'Membership' })

/** `membership` is `null` for a caller who is signed in and belongs to no organization. */
export const MeView = z
  .object({
    membership: Membership.nullable(),
    nextStep: z
      .string()
      .nullable()
      .describe(
        'Without a membership: what to do where a member has your address and another account, or sign-up is not open',
      ),
  })
  .meta({ id: 'Me' })

export const MEMBERSHIP_FIELDS = {
  ...MEMBER_FIELDS,
  organization: { select: ORGANIZATION_FIELDS },
} as const satisfies Prisma.UserSelect

type MembershipRow = Prisma.UserGetPayload<{ select: typeof MEMBERSHIP_FIELDS }>

/** Who a caller is, as the verbs return it. */
export type Me = z.input<typeof MeView>

export function meView({ organization, ...user }: MembershipRow): Me {
  return { membership: { user, organization }, nextStep: null }
}
