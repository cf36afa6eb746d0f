import { callSystem } from '../db/system-pool.ts'
import { describeError, log } from '../telemetry/log.ts'
import type { CronJob } from './cron-job.ts'

/** What a job did, and how much of it failed for reasons of the service's, not of a customer's. */
export type CronResult = { failures: number }

/**
 * Does a job's work and records when it ended and how much failed, for health. Should that be lost, the work stays done;
 * work that throws counts as one failure.
 */
export async function recordVisit<Result extends CronResult>(
  job: CronJob,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work()
    await record(job, result.failures)
    return result
  } catch (error) {
    await record(job, 1)
    throw error
  }
}

async function record(job: CronJob, failures: number): Promise<void> {
  try {
    await callSystem('select app.record_visit($1, $2)', [job, failures])
  } catch (error) {
    log.warn('cron.visit_lost', { job, failures, ...describeError(error) })
  }
}
