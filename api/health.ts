import { z } from 'zod'
import { hasCronSecret } from '../lib/auth/cron-secret.ts'
import { checkHealth } from '../lib/health/check-health.ts'
import { route } from '../lib/http/route.ts'
import { serve } from '../lib/http/serve.ts'

const DatabaseHealth = z.object({
  serverVersion: z.string(),
  timeZone: z.string(),
  migration: z.string().nullable(),
  rowSecurityEnforced: z.boolean().describe('false where the login could see past row-level security'),
})

export const routes = [
  route({
    id: 'health.get',
    method: 'GET',
    path: '/health',
    summary: 'Check that the service responds; with the cron secret also the state of the database',
    auth: { public: 'Uptime checks carry no credential, and without one the response reveals nothing.' },
    rate: 'public',
    headers: z.object({ authorization: z.string().optional() }),
    output: z.object({ status: z.literal('ok'), database: DatabaseHealth.optional() }).meta({ id: 'Health' }),
    run: async ({ headers }) => ({
      status: 'ok' as const,
      ...(hasCronSecret(headers.authorization ?? null) && { database: await checkHealth() }),
    }),
  }),
]

export default serve(routes)
