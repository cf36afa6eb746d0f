import { z } from 'zod'

const DatabaseHealth = z.object({
  serverVersion: z.string(),
  timeZone: z.string(),
  migration: z.string().nullable(),
  rowSecurityEnforced: z.boolean().describe('false where the login could see past row-level security'),
})

const HealthCheck = z.object({
  check: z.string(),
  status: z.enum(['ok', 'warn', 'fail']),
  fix: z.string().nullable().describe('What is wrong and what to do about it'),
})

/** What an outsider gets is `status` alone. */
export const Health = z
  .object({
    status: z.enum(['ok', 'fail']).describe('fail where at least one check failed'),
    database: DatabaseHealth.optional(),
    checks: z.array(HealthCheck).optional(),
  })
  .meta({ id: 'Health' })
export type Health = z.infer<typeof Health>
