import { readFile } from 'node:fs/promises'
import type { Client } from 'pg'

/** What a server has done for one database so far. */
export type ServerWork = {
  /** Microseconds of processor time, by the process of each connection. */
  cpu: ReadonlyMap<number, number>
  /** Pages that its statements have looked at, in memory or not. */
  pages: number
}

const CONNECTIONS = `select pid from pg_stat_activity where datname = $1 and backend_type = 'client backend'`
const PAGES = `
  select coalesce(sum(s.shared_blks_hit + s.shared_blks_read), 0)::float8 as pages
  from pg_stat_statements(false) s join pg_database d on d.oid = s.dbid
  where d.datname = $1 and s.toplevel`

/** Reads it past the database itself, from another one of the server. */
export async function readServerWork(observer: Client, database: string): Promise<ServerWork> {
  const { rows: connections } = await observer.query<{ pid: number }>(CONNECTIONS, [database])
  const cpu = await Promise.all(connections.map(async ({ pid }) => [pid, await cpuOf(pid)] as const))
  const { rows } = await observer.query<{ pages: number }>(PAGES, [database])
  return { cpu: new Map(cpu), pages: rows[0]?.pages ?? 0 }
}

/** Linux counts it in nanoseconds (`Documentation/scheduler/sched-stats.rst`). Elsewhere it is not known. */
async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '')
  return Number(text.split(' ')[0] ?? 0) / 1_000
}

/** What was done between; a connection that was closed meanwhile is not counted. */
export function workBetween(before: ServerWork, after: ServerWork): { cpuUs: number; pages: number } {
  const cpuUs = [...after.cpu].reduce((sum, [pid, us]) => sum + us - (before.cpu.get(pid) ?? 0), 0)
  return { cpuUs, pages: after.pages - before.pages }
}
