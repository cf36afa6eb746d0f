import { z } from 'zod'
import { sweepRuns } from '../lib/cron/sweep-runs.ts'
import { route } from '../lib/http/route.ts'
import { serve } from '../lib/http/serve.ts'

export const routes = [
  route({
    id: 'cron.runSync',
    method: 'GET',
    path: '/cron/run-sync',
    summary: 'Executes every sync that is due.',
    auth: 'cron',
    rate: 'cron',
    output: z.object({ outcomes: z.record(z.string(), z.number()) }),
    run: () => sweepRuns(),
  }),
]

export default serve(routes)
