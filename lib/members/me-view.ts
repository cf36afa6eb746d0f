import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import {
  ORGANIZATION_FIELDS,
  OrganizationView,
  organizationView,
} from '../organizations/organization-view.ts'
import { ROLES } from '../tenant/tenant.ts'

const Membership = z.object({
  user: z.object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    createdAt: z.iso.datetime(),
  }),
  organization: OrganizationView,
})

/** `membership` is `null` for somebody who signed in and belongs to no organization. */
export const MeView = z.object({ membership: Membership.nullable() })
export type MeView = z.infer<typeof MeView>

export const MEMBERSHIP_FIELDS = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
  organization: { select: ORGANIZATION_FIELDS },
} as const satisfies Prisma.UserSelect

type MembershipRow = Prisma.UserGetPayload<{ select: typeof MEMBERSHIP_FIELDS }>

export function meView({ organization, ...user }: MembershipRow): MeView {
  return MeView.parse({
    membership: {
      user: { ...user, createdAt: user.createdAt.toISOString() },
      organization: organizationView(organization),
    },
  })
}
