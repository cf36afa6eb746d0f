import { z } from 'zod'
import { collectEvidence } from '../lib/cron/collect-evidence.ts'
import { maintain } from '../lib/cron/maintain.ts'
import { Purged, purge } from '../lib/cron/purge.ts'
import { recordVisit, type Visited } from '../lib/cron/record-visit.ts'
import { refreshTokens } from '../lib/cron/refresh-tokens.ts'
import { sweepRuns } from '../lib/cron/sweep-runs.ts'
import { verifyDeployments } from '../lib/cron/verify-deployments.ts'
import { type Reply, reply } from '../lib/http/reply.ts'
import { route } from '../lib/http/route.ts'
import { serve } from '../lib/http/serve.ts'

const Failures = z.int().describe('What failed for reasons of the service; above 0 the status is 500')

/** Does the work of a job; the scheduler looks at the status alone. */
async function visit<Result extends object>(
  ...args: Parameters<typeof recordVisit<Result>>
): Promise<Reply<Visited<Result>>> {
  const visited = await recordVisit(...args)
  return reply(visited, { status: visited.failures > 0 ? 500 : 200 })
}

export const routes = [
  route({
    id: 'cron.runSync',
    method: 'GET',
    path: '/cron/run-sync',
    summary: 'Run every sync that is due, and look up what was requested for new customers',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: z
      .object({
        released: z.int().describe('Runs whose publishing a freeze had held up, queued again'),
        outcomes: z.record(z.string(), z.number()),
        choices: z
          .object({ resolved: z.int(), failed: z.int(), waiting: z.int() })
          .describe('Containers and Google Ads accounts that were requested for new customers'),
        failures: Failures,
      })
      .meta({ id: 'SweptRuns' }),
    run: () => visit('run-sync', sweepRuns, ({ outcomes }) => outcomes['lost'] ?? 0),
  }),
  route({
    id: 'cron.refreshTokens',
    method: 'GET',
    path: '/cron/refresh-tokens',
    summary: 'Refresh the Google tokens that fall due',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: z
      .object({
        refreshed: z.int(),
        failed: z.int().describe('Postponed; their tokens are kept'),
        unreadable: z.int().describe('Their tokens cannot be decrypted with the keys that are configured'),
        lost: z.int().describe('Their grants have ended: their owners have to connect again'),
        skipped: z.int().describe('Another process refreshes them, or no time was left'),
        failures: Failures,
      })
      .meta({ id: 'RefreshedTokens' }),
    run: ({ requestId }) =>
      visit(
        'refresh-tokens',
        () => refreshTokens(requestId),
        ({ failed, unreadable }) => failed + unreadable,
      ),
  }),
  route({
    id: 'cron.verifyDeployments',
    method: 'GET',
    path: '/cron/verify-deployments',
    summary: 'Look at what is deployed for the customers that are due this night',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: z
      .object({ outcomes: z.record(z.string(), z.number()), failures: Failures })
      .meta({ id: 'VerifiedDeployments' }),
    run: () => visit('verify-deployments', verifyDeployments, () => 0),
  }),
  route({
    id: 'cron.collectEvidence',
    method: 'GET',
    path: '/cron/collect-evidence',
    summary: 'Collect what Google Ads has counted from the accounts that are due',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: z
      .object({
        outcomes: z.record(z.string(), z.number()).describe('How many accounts ended how'),
        failures: Failures,
      })
      .meta({ id: 'CollectedEvidence' }),
    run: () =>
      visit(
        'collect-evidence',
        () => collectEvidence(),
        ({ outcomes }) => outcomes.failed ?? 0,
      ),
  }),
  route({
    id: 'cron.maintain',
    method: 'GET',
    path: '/cron/maintain',
    summary:
      'Sum up denied attempts, sign and check the chains of the audit log, purge what was kept of requests',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: z
      .object({
        denials: z.int(),
        chains: z.object({
          signed: z.int(),
          broken: z.int().describe('Not signed, because they do not hold'),
          unsigned: z
            .int()
            .describe(
              'Not signed, because they should have been long before: a checkpoint is gone, or the schedule did not run for a week',
            ),
        }),
        fullChecks: z.object({
          chains: z.int().describe('Chains that were checked from their first entry to their last'),
          broken: z.int().describe('Of these: those that do not hold'),
          entries: z.int(),
        }),
        conversionMonths: z
          .object({
            made: z.int().describe('Months to come'),
            dropped: z.int().describe('Months that are over for 25 months'),
          })
          .describe('Partitions of what conversion actions have counted by day'),
        reopenedFindings: z.int().describe('Dismissals whose time was over'),
        purged: z.object({
          idempotencyKeys: z.int(),
          requestCounts: z.int(),
          apiKeys: z.int(),
          findings: z.int(),
          containerVersions: z.int(),
          historyEntries: z.int(),
        }),
        failures: Failures,
      })
      .meta({ id: 'Maintenance' }),
    run: () =>
      visit(
        'maintain',
        () => maintain(),
        // A chain that does not hold may be met by both.
        ({ chains, fullChecks }) => chains.unsigned + Math.max(chains.broken, fullChecks.broken),
      ),
  }),
  route({
    id: 'cron.purge',
    method: 'GET',
    path: '/cron/purge',
    summary: 'Remove for good what was deleted before the retention time',
    auth: 'cron',
    rate: 'cron',
    safe: false,
    failureStatus: 500,
    output: Purged.extend({ failures: Failures }).meta({ id: 'Purged' }),
    run: ({ requestId }) =>
      visit(
        'purge',
        () => purge(requestId),
        ({ failed }) => failed,
      ),
  }),
]

export default serve(routes)
