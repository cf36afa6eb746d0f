import type { ContestantName } from '../contestant.ts'
import type { Cell } from '../run/measure-cell.ts'
import type { CellResult } from './summarise.ts'

/** The result of a contestant in a cell, if it took part. */
export function cellOf(
  results: readonly CellResult[],
  contestant: ContestantName,
  { work, rttMs, callers }: Cell,
): CellResult | undefined {
  return results.find(
    (each) =>
      each.contestant === contestant &&
      each.work === work &&
      each.rttMs === rttMs &&
      each.callers === callers,
  )
}
