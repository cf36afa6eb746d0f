import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { PUBLISH_MODES } from './organization-input.ts'

export const OrganizationView = z.object({
  id: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  publishMode: z.enum(PUBLISH_MODES),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type OrganizationView = z.infer<typeof OrganizationView>

export const ORGANIZATION_FIELDS = {
  id: true,
  name: true,
  timeZone: true,
  publishMode: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.OrganizationSelect

type OrganizationRow = Prisma.OrganizationGetPayload<{ select: typeof ORGANIZATION_FIELDS }>

export function organizationView(row: OrganizationRow): OrganizationView {
  return OrganizationView.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  })
}
