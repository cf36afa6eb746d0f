import { type CronJob, LATE_AFTER_MINUTES } from '../../model/cron-job.ts'
import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict, warn } from '../verdict.ts'
import { unknown } from './unknown.ts'

const MINUTE = 60

/** The job comes, and its last work succeeded. Previews have no schedule: Vercel calls cron jobs in production only. */
export function judgeCron(job: CronJob, { system, environment }: Facts): Verdict {
  if (!('value' in system)) return unknown('SYSTEM_DATABASE_URL')
  const visit = system.value.visits[job]
  if (!visit || visit.seconds > LATE_AFTER_MINUTES[job] * MINUTE) {
    const since = visit ? `for ${Math.floor(visit.seconds / MINUTE)} minutes` : 'ever'
    const fix = `cron/${job} has not ended ${since}: is it scheduled, does the scheduler send CRON_SECRET, does it end in time?`
    return environment === 'preview' ? warn(fix) : fail(fix)
  }
  if (visit.failures === 0) return OK
  return warn(`${visit.failures} failed in the last cron/${job}: its response says what, the log says why.`)
}
