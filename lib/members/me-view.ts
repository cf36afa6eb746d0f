import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import {
  ORGANIZATION_FIELDS,
  OrganizationView,
  organizationView,
} from '../organizations/organization-view.ts'
import { MEMBER_FIELDS, MemberView, memberView } from './member-view.ts'

const Membership = z.object({ user: MemberView, organization: OrganizationView }).meta({ id: 'Membership' })

/** `membership` is `null` for somebody who signed in and belongs to no organization. */
export const MeView = z.object({ membership: Membership.nullable() }).meta({ id: 'Me' })
export type MeView = z.infer<typeof MeView>

export const MEMBERSHIP_FIELDS = {
  ...MEMBER_FIELDS,
  organization: { select: ORGANIZATION_FIELDS },
} as const satisfies Prisma.UserSelect

type MembershipRow = Prisma.UserGetPayload<{ select: typeof MEMBERSHIP_FIELDS }>

export function meView({ organization, ...user }: MembershipRow): MeView {
  return { membership: { user: memberView(user), organization: organizationView(organization) } }
}
