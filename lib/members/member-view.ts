import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { oneOf } from '../model/one-of.ts'
import { ROLES } from '../model/role.ts'

export const MemberView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: oneOf(ROLES),
    createdAt: Timestamp,
  })
  .meta({ id: 'Member' })
export type MemberView = z.infer<typeof MemberView>

export const MEMBER_FIELDS = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
} as const satisfies Prisma.UserSelect

/** A member as the verbs return it. */
export type Member = Prisma.UserGetPayload<{ select: typeof MEMBER_FIELDS }>
