import { z } from 'zod'
import { maintain } from '../lib/cron/maintain.ts'
import { Purged, purge } from '../lib/cron/purge.ts'
import { refreshTokens } from '../lib/cron/refresh-tokens.ts'
import { sweepRuns } from '../lib/cron/sweep-runs.ts'
import { route } from '../lib/http/route.ts'
import { serve } from '../lib/http/serve.ts'

export const routes = [
  route({
    id: 'cron.runSync',
    method: 'GET',
    path: '/cron/run-sync',
    summary: 'Run every sync that is due',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    output: z.object({ outcomes: z.record(z.string(), z.number()) }).meta({ id: 'SweptRuns' }),
    run: () => sweepRuns(),
  }),
  route({
    id: 'cron.refreshTokens',
    method: 'GET',
    path: '/cron/refresh-tokens',
    summary: 'Refresh the Google tokens that fall due',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    output: z
      .object({ refreshed: z.int(), failed: z.int(), lost: z.int(), skipped: z.int() })
      .meta({ id: 'RefreshedTokens' }),
    run: ({ requestId }) => refreshTokens(requestId),
  }),
  route({
    id: 'cron.maintain',
    method: 'GET',
    path: '/cron/maintain',
    summary: 'Sum up denied attempts, sign the chains of the audit log, purge what was kept of requests',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    output: z
      .object({
        denials: z.int(),
        chains: z.object({ signed: z.int(), broken: z.int() }),
        reopenedFindings: z.int().describe('Dismissals whose time was over'),
        purged: z.object({
          idempotencyKeys: z.int(),
          requestCounts: z.int(),
          findings: z.int(),
          containerVersions: z.int(),
        }),
      })
      .meta({ id: 'Maintenance' }),
    run: () => maintain(),
  }),
  route({
    id: 'cron.purge',
    method: 'GET',
    path: '/cron/purge',
    summary: 'Remove for good what was deleted before the retention time',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    output: Purged,
    run: ({ requestId }) => purge(requestId),
  }),
]

export default serve(routes)
