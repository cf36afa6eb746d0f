/** The jobs of the schedule, by the last part of their paths. */
export const CRON_JOBS = [
  'run-sync',
  'refresh-tokens',
  'verify-deployments',
  'collect-evidence',
  'maintain',
  'purge',
] as const
export type CronJob = (typeof CRON_JOBS)[number]

/** Minutes without its end after which a job is missing: several turns of its schedule in vercel.json. */
export const LATE_AFTER_MINUTES: Readonly<Record<CronJob, number>> = {
  'run-sync': 15,
  'refresh-tokens': 45,
  // It comes at night only.
  'verify-deployments': 900,
  'collect-evidence': 30,
  maintain: 200,
  purge: 200,
}
