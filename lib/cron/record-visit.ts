import { callSystem } from '../db/system-pool.ts'
import type { CronJob } from '../model/cron-job.ts'
import { describeError, log } from '../telemetry/log.ts'

/** What a job did, with how much of it failed by an error of the service, or because Google did not respond. */
export type Visited<Result> = Result & { failures: number }

/**
 * Does a job's work and records when it ended and how much of it failed, for health. Should the record be lost, the work
 * stays done. Work that throws counts as one failure.
 */
export async function recordVisit<Result extends object>(
  job: CronJob,
  work: () => Promise<Result>,
  failuresOf: (result: Result) => number,
): Promise<Visited<Result>> {
  let result: Result
  try {
    result = await work()
  } catch (error) {
    // What has ended the work has most likely ended this too, and is told.
    await record(job, 1).catch(() => undefined)
    throw error
  }
  const failures = failuresOf(result)
  await record(job, failures).catch((error: unknown) =>
    log.warn('cron.record_lost', { job, failures, ...describeError(error) }),
  )
  return { ...result, failures }
}

async function record(job: CronJob, failures: number): Promise<void> {
  await callSystem('select app.record_visit($1, $2)', [job, failures])
}
