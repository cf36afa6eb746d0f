import { type Load, runCallers } from './callers.ts'
import type { Memory } from './server.ts'

export type MemoryPoint = Memory & { requests: number }

export type MemoryFigures = {
  points: MemoryPoint[]
  /** How many times the first quarter’s level the last is, by a straight line through the points after the first quarter. */
  heapRatio: number
  rssRatio: number
  statuses: Record<string, number>
}

/** Mixed traffic in as many parts as there are points, with a collection after each. */
export async function memoryOverRequests(
  load: Load,
  count: number,
  onPoint: (point: MemoryPoint) => void = () => undefined,
): Promise<MemoryFigures> {
  const points: MemoryPoint[] = []
  const statuses: Record<string, number> = {}
  const each = Math.ceil(load.requests / count)
  for (let index = 1; index <= count; index += 1) {
    const figures = await runCallers({ ...load, requests: each, seed: load.seed + index })
    for (const [status, n] of Object.entries(figures.statuses)) statuses[status] = (statuses[status] ?? 0) + n
    const point = { requests: index * each, ...(await load.server.memory()) }
    points.push(point)
    onPoint(point)
  }
  // What is loaded and cached at first is no leak.
  const later = points.slice(Math.floor(count / 4))
  return {
    points,
    heapRatio: ratioAlong(later.map(({ requests, heapBytes }) => [requests, heapBytes])),
    rssRatio: ratioAlong(later.map(({ requests, rssBytes }) => [requests, rssBytes])),
    statuses,
  }
}

/** End against beginning of the straight line of least squares. */
function ratioAlong(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))]
  const slope =
    points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) /
    points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  const along = (at: number) => y + slope * (at - x)
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0]
  return Math.round((along(last) / along(first)) * 1000) / 1000
}
