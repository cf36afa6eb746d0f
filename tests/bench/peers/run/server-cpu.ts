import { readFile } from 'node:fs/promises'
import type { Client } from 'pg'

/** Processor time of every backend by process id, in nanoseconds; `undefined` where no system tells it. */
type BackendTimes = ReadonlyMap<number, number> | undefined

/**
 * What all backends but our own have used. Only one contestant works at a time, so that the difference is what its
 * statements have cost, by whichever connection.
 */
export async function readBackendTimes(admin: Client): Promise<BackendTimes> {
  if (process.platform !== 'linux') return undefined
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  const times = await Promise.all(rows.map(async ({ pid }) => [pid, await nanosecondsOf(pid)] as const))
  const read = times.flatMap(([pid, time]) => (time === undefined ? [] : [[pid, time] as const]))
  return rows.length > 0 && read.length === 0 ? undefined : new Map(read)
}

/** Microseconds between two readings: of a backend that has begun in between from its start, of one that has ended none. */
export function backendCpuUs(before: BackendTimes, after: BackendTimes): number | null {
  if (!before || !after) return null
  const nanoseconds = [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0)
  return nanoseconds / 1_000
}

/** The scheduler's own count, which is finer than the ticks of /proc/PID/stat; `undefined` of a backend that has ended. */
async function nanosecondsOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text.split(' ')[0])
}
