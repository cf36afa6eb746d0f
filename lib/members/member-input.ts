import { z } from 'zod'
import { ORDERS } from '../db/keyset.ts'
import { ROLES } from '../model/role.ts'

export const ChangeRole = z.strictObject({ role: z.enum(ROLES) }).meta({ id: 'ChangeRole' })
export type ChangeRole = z.infer<typeof ChangeRole>

export const MemberFilter = z.strictObject({
  role: z.enum(ROLES).exactOptional(),
  order: z.enum(ORDERS).default('desc').describe('By the time they joined'),
})
export type MemberFilter = z.infer<typeof MemberFilter>
