import { z } from 'zod'
import { ROLES } from '../model/role.ts'
import { ORDERS } from '../paging/list-page.ts'

export const ChangeRole = z.strictObject({ role: z.enum(ROLES) }).meta({ id: 'ChangeRole' })
export type ChangeRole = z.infer<typeof ChangeRole>

export const MemberFilter = z.strictObject({
  role: z.enum(ROLES).exactOptional(),
  order: z.enum(ORDERS).default('desc').describe('By the time they joined'),
})
export type MemberFilter = z.infer<typeof MemberFilter>
