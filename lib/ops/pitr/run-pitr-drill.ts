import type pg from 'pg'
import { findPrograms } from '../database/postgres-programs.ts'
import { withClient } from '../database/with-client.ts'
import { type Check, hasNoIssues } from '../report/check.ts'
import { type Phase, timed } from '../report/timed.ts'
import { archiveAll, simulateOutage } from './archive-outage.ts'
import { checkRecovery, type RecordedWrites } from './check-recovery.ts'
import {
  type DrillServer,
  type DrillSetup,
  destroyPrimary,
  prepareRecovered,
  startPrimary,
  startRecovered,
  withDrillSetup,
} from './drill-cluster.ts'
import { retryLockConflicts } from './retry-lock-conflicts.ts'
import { takeBaseBackup } from './take-base-backup.ts'
import { startLoad } from './tenant-load.ts'

/** Commits to wait for before and after each event, so that there is something to lose and something to keep. */
const COMMITS = 40

export type PitrReport = {
  ok: boolean
  serverVersion: string
  /** The recovered moment, as a PostgreSQL timestamp. */
  target: string
  /** From the last recovered commit to the moment. */
  gapMs: number
  /** How long a segment that was just closed took to be archived. */
  archiveMs: number
  phases: Phase[]
  recoveryMs: number
  checks: Check[]
}

type Moment = { target: string; targetAt: number }

async function now(admin: pg.Client): Promise<Moment> {
  const { rows } = await admin.query<{ target: string; at: string }>(
    `select t::text as target, (extract(epoch from t) * 1000000)::bigint as at
     from (select clock_timestamp() as t) moment`,
  )
  return { target: rows[0]?.target ?? '', targetAt: Number(rows[0]?.at) }
}

/** Two typical mistakes: an update without its where clause, and a table dropped on the wrong server. */
async function loseData(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ jobs: number }>('select count(*)::int as jobs from sync_job')
    await retryLockConflicts(() => owner.query(`update customer set website_url = 'https://mistake.example'`))
    await retryLockConflicts(() => owner.query('drop table sync_job cascade'))
    return rows[0]?.jobs ?? 0
  })
}

type Timeline = { recorded: RecordedWrites; target: string; archiveMs: number; outage: Check }

/** Runs the primary up to the mistakes, and records every commit. */
async function liveAndLose(
  setup: DrillSetup,
  primary: DrillServer,
  admin: pg.Client,
  phases: Phase[],
): Promise<Timeline> {
  const load = await startLoad(primary.urls.app, primary.urls.owner, setup.claimKeys)
  try {
    await admin.query(`set timezone = 'UTC'`)
    await load.more(COMMITS)
    const data = await prepareRecovered(setup)
    await timed(phases, 'base backup under load, verified', () =>
      takeBaseBackup(setup.programs, primary.adminUrl, data, setup.user),
    )
    await load.more(COMMITS)
    const outage = await timed(phases, 'archive outage and catch-up', () => simulateOutage(admin, setup))
    await load.more(COMMITS)
    const { target, targetAt } = await now(admin)
    await load.more(COMMITS)
    const jobs = await loseData(primary.urls.owner)
    await load.more(COMMITS)
    await load.stop()
    const closed = performance.now()
    await archiveAll(admin)
    const archiveMs = performance.now() - closed
    return { recorded: { commits: load.commits, targetAt, jobs }, target, archiveMs, outage }
  } finally {
    await load.stop()
  }
}

/**
 * Point-in-time recovery from beginning to end on temporary servers: archiving and a base backup while two
 * organizations write; then data is lost by mistake, the server is lost too, and a second one is recovered to the
 * moment before.
 */
export async function runPitrDrill(): Promise<PitrReport> {
  const programs = await findPrograms(['postgres', 'initdb', 'pg_basebackup', 'pg_verifybackup'], 15)
  const phases: Phase[] = []
  return withDrillSetup(programs, async (setup) => {
    const primary = await timed(phases, 'server with archiving, migrated and seeded', () =>
      startPrimary(setup),
    )
    const { recorded, target, archiveMs, outage } = await withClient(primary.database, (admin) =>
      liveAndLose(setup, primary, admin, phases),
    ).finally(() => primary.stop())
    await destroyPrimary(setup)

    const started = performance.now()
    const recovered = await timed(phases, 'recovery to the moment, promoted', () =>
      startRecovered(setup, target),
    )
    const recoveryMs = performance.now() - started
    try {
      const checks = [outage, ...(await checkRecovery(recovered, recorded, setup.claimKeys))]
      const before = recorded.commits.filter(({ at }) => at <= recorded.targetAt).map(({ at }) => at)
      return {
        ok: hasNoIssues(checks),
        serverVersion: programs.version,
        target,
        gapMs: (recorded.targetAt - Math.max(...before)) / 1000,
        archiveMs,
        phases,
        recoveryMs,
        checks,
      }
    } finally {
      await recovered.stop()
    }
  })
}
