import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { ROLES } from '../model/role.ts'

export const MemberView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(ROLES),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Member' })
export type MemberView = z.infer<typeof MemberView>

export const MEMBER_FIELDS = {
  id: true,
  email: true,
  role: true,
  createdAt: true,
} as const satisfies Prisma.UserSelect

type MemberRow = Prisma.UserGetPayload<{ select: typeof MEMBER_FIELDS }>

export function memberView(row: MemberRow): MemberView {
  return MemberView.parse({ ...row, createdAt: row.createdAt.toISOString() })
}
