import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { API_KEY_STATUSES, type ApiKeyStatus } from '../model/api-key-status.ts'
import { oneOf } from '../model/one-of.ts'
import { ROLES } from '../model/role.ts'

export const ApiKeyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: oneOf(ROLES),
    status: z.enum(API_KEY_STATUSES),
    lastCharacters: z.string().describe('The last four characters of the key'),
    createdBy: z.uuid().describe('The member who created it; when they leave, it is revoked'),
    expiresAt: Timestamp,
    lastUsedAt: Timestamp.nullable().describe('To the minute; null until its first use'),
    revokedAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'ApiKey' })

export const ApiKeyWithSecret = ApiKeyView.extend({
  key: z
    .string()
    .describe('Returned this once: store it as a secret; send it as `Authorization: Bearer KEY`'),
}).meta({ id: 'ApiKeyWithSecret' })

export const API_KEY_FIELDS = {
  id: true,
  name: true,
  role: true,
  lastCharacters: true,
  createdBy: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  createdAt: true,
} as const satisfies Prisma.ApiKeySelect

type ApiKeyRow = Prisma.ApiKeyGetPayload<{ select: typeof API_KEY_FIELDS }>

/** A key as the verbs return it. */
export type ApiKey = ApiKeyRow & { status: ApiKeyStatus }

export function apiKeyView(row: ApiKeyRow, now: Date): ApiKey {
  const { revokedAt, expiresAt } = row
  return { ...row, status: revokedAt ? 'REVOKED' : expiresAt > now ? 'ACTIVE' : 'EXPIRED' }
}
