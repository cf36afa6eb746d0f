import type { Client } from 'pg'
import type { ContestantName, Work } from '../contestant.ts'
import type { Turn } from './contestant-process.ts'
import { backendCpuUs, readBackendTimes } from './server-cpu.ts'
import type { RunningContestant } from './start-contestant.ts'

/** One situation in which all contestants are measured. */
export type Cell = { work: Work; rttMs: number; callers: number }

/** One turn of one contestant. */
export type Sample = {
  medianMs: number
  perSecond: number
  operations: number
  clientCpuUs: number
  serverCpuUs: number | null
}

/** The contestants of one cell with a turn each, one after the other. */
export type Round = ReadonlyMap<ContestantName, Sample>

/** Time before a turn in which connections are opened and caches filled, as a share of the turn. */
const WARM_UP = 0.2
/** Rounds that are not measured, as long as there is time: new backends meet shared memory, new code is compiled. */
const UNMEASURED = { rounds: 2, share: 0.25 }

/**
 * Measures round after round until the time is up: each contestant has a turn in each round, and another one begins,
 * so that whatever else the machine does meets all of them.
 * @param onFailure hears of a turn that has failed, as connections of a busy machine may: its round goes without it
 */
export async function measureCell(
  { work, callers }: Cell,
  contestants: readonly RunningContestant[],
  admin: Client,
  { budgetMs, turnMs, onFailure }: { budgetMs: number; turnMs: number; onFailure: (error: unknown) => void },
): Promise<Round[]> {
  const startedAt = performance.now()
  const rounds: Round[] = []
  let longestMs = 0
  for (let round = 0; round < UNMEASURED.rounds; round += 1) {
    if (performance.now() - startedAt > budgetMs * UNMEASURED.share) break
    for (const contestant of contestants) {
      await contestant.turn({ work, callers, forMs: turnMs, first: round * 7 }).catch(onFailure)
    }
  }
  do {
    const roundStartedAt = performance.now()
    const index = rounds.length
    const first = index * 7
    const round = new Map<ContestantName, Sample>()
    const begins = index % contestants.length
    for (const contestant of [...contestants.slice(begins), ...contestants.slice(0, begins)]) {
      try {
        await contestant.turn({ work, callers, forMs: turnMs * WARM_UP, first })
        const before = await readBackendTimes(admin)
        const turn = await contestant.turn({ work, callers, forMs: turnMs, first })
        round.set(contestant.name, sampleOf(turn, backendCpuUs(before, await readBackendTimes(admin))))
      } catch (error) {
        onFailure(error)
      }
    }
    rounds.push(round)
    longestMs = Math.max(longestMs, performance.now() - roundStartedAt)
  } while (performance.now() - startedAt + longestMs <= budgetMs)
  return rounds
}

function sampleOf({ medianMs, operations, elapsedMs, cpuUs }: Turn, serverCpuUs: number | null): Sample {
  return {
    medianMs,
    operations,
    perSecond: (operations / elapsedMs) * 1000,
    clientCpuUs: cpuUs,
    serverCpuUs,
  }
}
