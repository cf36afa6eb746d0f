import { expect, it } from 'vitest'
import { collectEvidence } from '../../lib/cron/collect-evidence.ts'
import {
  actionNameOf,
  type CountingAccount,
  countingAccount,
  customerOf,
  everyDay,
  storedAccount,
  storedDays,
  trackingOf,
} from '../fixtures/counting-account.ts'
import { ownerPool } from '../fixtures/database.ts'
import { sampled } from '../fixtures/depth.ts'
import { quietQueue } from '../fixtures/queue.ts'
import type { Interruption } from '../fixtures/stop-points.ts'
import { stoppableProcesses } from '../fixtures/stoppable-process.ts'

const { sandbox, points, work } = stoppableProcesses(
  new URL('../fixtures/collect-process.ts', import.meta.url),
)
const owner = ownerPool()

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** An account with two customers, whose trackings count, have stopped, and were never synced. */
async function dueAccount(): Promise<{ account: CountingAccount; trackings: string[] }> {
  await quietQueue()
  const account = await countingAccount(sandbox())
  const { tenant, login, adsAccountId, record } = account
  record(everyDay(dayBefore(60), dayBefore(1), 3))
  const other = await customerOf(tenant, adsAccountId, login)
  const { id } = sandbox().addConversionAction(adsAccountId)
  sandbox().recordConversions(adsAccountId, id, everyDay(dayBefore(80), dayBefore(30), 3))
  const stopped = await trackingOf(tenant, other, actionNameOf(adsAccountId, id))
  const never = await trackingOf(tenant, other, null)
  return { account, trackings: [account.trackingId, stopped, never] }
}

async function finalState({ account, trackings }: Awaited<ReturnType<typeof dueAccount>>) {
  const { collected_from, collected_through, error_code, failures, lease_owner, due_at } =
    await storedAccount(account)
  const { rows } = await owner.query(
    `select t.evidence_state, t.evidence, t.last_received_at,
       array(select f.code from finding f where f.tracking_id = t.id and f.resolved_at is null) as findings
     from unnest($1::uuid[]) with ordinality x (id, place) join tracking t on t.id = x.id order by x.place`,
    [trackings],
  )
  return {
    account: { collected_from, collected_through, error_code, failures, lease_owner },
    isDue: due_at <= new Date(),
    trackings: rows,
    days: await Promise.all(trackings.map(storedDays)),
  }
}

/** Collects in a process of its own, interrupted at the point, and lets the next collector do what is left. */
async function collectInterrupted(organizationId: string, at?: { index: number; how: Interruption }) {
  await work('collect', at)
  // The killed process may hold its rows until PostgreSQL has noticed.
  await expect
    .poll(
      async () => {
        await owner.query(
          `update evidence_account set lease_until = now(), due_at = case when failures > 0 then now() else due_at end
           where organization_id = $1 and (lease_until is not null or failures > 0)`,
          [organizationId],
        )
        await collectEvidence()
        const { rowCount } = await owner.query(
          `select from evidence_account
           where organization_id = $1 and (due_at <= now() or lease_owner is not null or failures > 0)`,
          [organizationId],
        )
        return rowCount
      },
      { timeout: 60_000 },
    )
    .toBe(0)
}

it('a collection whose process is interrupted at any call to Google or any commit ends as if nothing had happened', async () => {
  const undisturbed = await dueAccount()
  await collectInterrupted(undisturbed.account.tenant.organizationId)
  const met = points()
  const expected = await finalState(undisturbed)
  expect(expected).toMatchObject({
    isDue: false,
    account: { collected_through: dayBefore(1), error_code: null },
    trackings: [
      { evidence_state: 'COUNTING', findings: [] },
      { evidence_state: 'STOPPED', findings: ['evidence.stopped'] },
      { evidence_state: 'UNKNOWN', findings: [] },
    ],
  })
  expect(expected.days.map((days) => Object.keys(days).length)).toEqual([60, 51, 0])

  const interruptions = met.flatMap(({ kind, name }, index) =>
    (kind === 'google' ? (['before', 'after', 'lost'] as const) : (['before', 'after'] as const)).map(
      (how) => ({ index, how, name, kind }),
    ),
  )
  const tried = sampled(interruptions, 12, ({ kind, how }) => `${kind} ${how}`)
  for (const { index, how, name } of tried) {
    const given = await dueAccount()
    await collectInterrupted(given.account.tenant.organizationId, { index, how })
    expect(await finalState(given), `interrupted ${how} ${name} (point ${index})`).toEqual(expected)
  }
  const calls = met.filter(({ kind }) => kind === 'google').length
  process.stdout.write(
    `${tried.length} of ${interruptions.length} interruptions of one collection: ${calls} calls to Google (stopped before, ` +
      `after, response lost), ${met.length - calls} commits (stopped before, after)\n`,
  )
  // A token, and a question of each kind.
  expect(calls).toBe(3)
}, 300_000)
