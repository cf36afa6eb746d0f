import type pg from 'pg'
import type { Check } from '../backup/check-restored.ts'
import { type Phase, timed } from '../backup/phases.ts'
import { findPrograms } from '../database/postgres-programs.ts'
import { withClient } from '../database/with-client.ts'
import { archiveAll, tryOutage } from './archive-outage.ts'
import { takeBaseBackup } from './base-backup.ts'
import {
  type DrillGround,
  type DrillServer,
  destroyPrimary,
  prepareRecovered,
  startPrimary,
  startRecovered,
  withDrillGround,
} from './drill-cluster.ts'
import { proveRecovery, type Witness } from './prove-recovery.ts'
import { startLoad } from './tenant-load.ts'
import { unlessInTheWay } from './unless-in-the-way.ts'

/** Commits to wait for on each side of what matters, so that there is something to lose and something to keep. */
const SOME = 40

export type PitrReport = {
  ok: boolean
  serverVersion: string
  /** The moment that was recovered, as PostgreSQL takes it. */
  target: string
  /** From the last commit that came back to the moment. */
  gapMs: number
  /** How long the archive took for a segment that was just closed. */
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

/** The two classics: an update without its where, and a table dropped on the wrong server. */
async function loseData(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ jobs: number }>('select count(*)::int as jobs from sync_job')
    await unlessInTheWay(() => owner.query(`update customer set website_url = 'https://mistake.example'`))
    await unlessInTheWay(() => owner.query('drop table sync_job cascade'))
    return rows[0]?.jobs ?? 0
  })
}

type Story = { witness: Witness; target: string; archiveMs: number; outage: Check }

/** The life of the server up to its end, told by somebody who saw every commit. */
async function liveAndLose(
  ground: DrillGround,
  primary: DrillServer,
  admin: pg.Client,
  phases: Phase[],
): Promise<Story> {
  const load = await startLoad(primary.urls.app, primary.urls.owner)
  try {
    await admin.query(`set timezone = 'UTC'`)
    await load.more(SOME)
    const data = await prepareRecovered(ground)
    await timed(phases, 'base backup under load, verified', () =>
      takeBaseBackup(ground.programs, primary.adminUrl, data, ground.user),
    )
    await load.more(SOME)
    const outage = await timed(phases, 'archive taken away and given back', () => tryOutage(admin, ground))
    await load.more(SOME)
    const { target, targetAt } = await now(admin)
    await load.more(SOME)
    const jobs = await loseData(primary.urls.owner)
    await load.more(SOME)
    await load.stop()
    const closed = performance.now()
    await archiveAll(admin)
    const archiveMs = performance.now() - closed
    return { witness: { commits: load.commits, targetAt, jobs }, target, archiveMs, outage }
  } finally {
    await load.stop()
  }
}

/**
 * Point-in-time recovery from beginning to end on servers of its own, which are gone afterwards: archiving, a base
 * backup and two organizations writing all the while; then data is lost by mistake, the server with it, and a second one
 * is brought to the moment before.
 */
export async function runPitrDrill(): Promise<PitrReport> {
  const programs = await findPrograms(['postgres', 'initdb', 'pg_basebackup', 'pg_verifybackup'], 15)
  const phases: Phase[] = []
  return withDrillGround(programs, async (ground) => {
    const primary = await timed(phases, 'server with archiving, migrated and seeded', () =>
      startPrimary(ground),
    )
    const { witness, target, archiveMs, outage } = await withClient(primary.database, (admin) =>
      liveAndLose(ground, primary, admin, phases),
    ).finally(() => primary.stop())
    await destroyPrimary(ground)

    const started = performance.now()
    const recovered = await timed(phases, 'recovery to the moment, promoted', () =>
      startRecovered(ground, target),
    )
    const recoveryMs = performance.now() - started
    try {
      const checks = [outage, ...(await proveRecovery(recovered, witness))]
      const before = witness.commits.filter(({ at }) => at <= witness.targetAt).map(({ at }) => at)
      return {
        ok: checks.every((check) => check.faults.length === 0),
        serverVersion: programs.version,
        target,
        gapMs: (witness.targetAt - Math.max(...before)) / 1000,
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
