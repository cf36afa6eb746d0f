import { z } from 'zod'
import { oneLine } from '../input/one-line.ts'
import { API_KEY_STATUSES } from '../model/api-key-status.ts'
import { ROLES } from '../model/role.ts'
import { ORDERS } from '../paging/list-page.ts'

export const CreateApiKey = z
  .strictObject({
    name: oneLine(100).meta({
      description: 'What the key is for; no two keys that are not revoked have the same',
      examples: ['Nightly import'],
    }),
    role: z
      .enum(ROLES)
      .default('MEMBER')
      .describe('What the key may do, as far as its creator may do the same'),
    expiresInDays: z
      .int()
      .min(1)
      .max(365)
      .default(90)
      .describe('A key is replaced before its end: create another, use it, then revoke the first'),
  })
  .meta({ id: 'CreateApiKey' })
export type CreateApiKey = z.infer<typeof CreateApiKey>

export const ApiKeyFilter = z.strictObject({
  status: z.enum(API_KEY_STATUSES).exactOptional(),
  order: z.enum(ORDERS).default('desc').describe('By the time they were created'),
})
export type ApiKeyFilter = z.infer<typeof ApiKeyFilter>
