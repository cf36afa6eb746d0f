import { z } from 'zod'
import { hasCronSecret } from '../lib/auth/cron-secret.ts'
import { checkHealth } from '../lib/health/check-health.ts'
import { Health } from '../lib/health/health-view.ts'
import { reply } from '../lib/http/reply.ts'
import { route } from '../lib/http/route.ts'
import { serve } from '../lib/http/serve.ts'

/** Paths below `/api` that are none of ours end here too (`vercel.json`): a 404 that is a problem. */
export const routes = [
  route({
    id: 'health.get',
    method: 'GET',
    path: '/health',
    summary: 'Check that the service responds; with the cron secret also everything that it depends on',
    auth: { public: 'Uptime checks carry no credential, and without one the response reveals nothing.' },
    rate: 'public',
    headers: z.object({ authorization: z.string().optional() }),
    output: Health,
    failureStatus: 503,
    run: async ({ headers, requestId }) => {
      if (!hasCronSecret(headers.authorization ?? null)) return { status: 'ok' as const }
      const health = await checkHealth(requestId)
      return reply(health, { status: health.status === 'ok' ? 200 : 503 })
    },
  }),
]

export default serve(routes)
