/** The jobs of the schedule, by the last part of their paths. */
export const CRON_JOBS = ['run-sync', 'refresh-tokens', 'maintain', 'purge'] as const
export type CronJob = (typeof CRON_JOBS)[number]
