import { judgeCron } from '../../../health/checks/cron.ts'
import type { Facts } from '../../../health/facts/facts.ts'
import { CRON_JOBS, type CronJob } from '../../../model/cron-job.ts'
import { directUrl } from '../../database/direct-url.ts'
import { withClient } from '../../database/with-client.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'
import { foundOf } from '../found-of.ts'

type LastTimes = ReadonlyMap<string, Date | null>

/** Each job of the schedule comes; where none ever has, the service is not deployed yet. */
export function checkCron(facts: () => Promise<Facts>): DoctorCheck {
  const find = async () => {
    const [asked, times] = await Promise.all([facts(), lastTimes()])
    const jobs = CRON_JOBS.map((job) => times.get(job))
    if (jobs.every((time) => !time)) return [NOT_DEPLOYED]
    return CRON_JOBS.map((job) => foundOf(lastTime(job, times.get(job)), judgeCron(job, asked)))
  }
  const settings = ['DATABASE_URL', 'SYSTEM_DATABASE_URL', 'DIRECT_DATABASE_URL']
  return { name: 'cron', settings, needs: ['migrations', 'owner-login'], find }
}

const NOT_DEPLOYED: Found = {
  status: 'warn',
  what: 'no job has ever come',
  fix: 'right before the first deployment; after it, see whether the scheduler sends CRON_SECRET',
}

function lastTime(job: CronJob, time: Date | null | undefined): string {
  return time ? `${job} ended last at ${time.toISOString()}` : `${job} has never ended`
}

async function lastTimes(): Promise<LastTimes> {
  return await withClient(directUrl(), async (client) => {
    const { rows } = await client.query<{ visitor: string; time: Date | null }>(
      'select visitor, ended_at as time from app.last_visit',
    )
    return new Map(rows.map(({ visitor, time }) => [visitor, time]))
  })
}
