import { CONTESTANTS, type ContestantName } from '../contestant.ts'
import type { Cell, Round } from '../run/measure-cell.ts'

type Quartiles = [lower: number, upper: number]

/** One contestant in one cell, compared with `pg` in the same rounds. */
export type CellResult = Cell & {
  contestant: ContestantName
  /** In how many rounds it was measured. */
  rounds: number
  latencyRatio: number
  throughputRatio: number
  /** Of one operation; the server’s is null where it cannot be read. */
  clientCpuUs: number
  serverCpuUs: number | null
  /** Quartiles of the ratios over the rounds. */
  spread: { latency: Quartiles; throughput: Quartiles }
}

/** The medians of what the rounds of one cell have as ratios to `pg`, and of the processor time of an operation. */
export function summarise(cell: Cell, rounds: readonly Round[]): CellResult[] {
  return CONTESTANTS.flatMap((contestant) => {
    const pairs = rounds.flatMap((round) => {
      const [sample, bare] = [round.get(contestant), round.get('pg')]
      return sample && bare ? [{ sample, bare }] : []
    })
    if (pairs.length === 0) return []
    const latency = pairs.map(({ sample, bare }) => sample.medianMs / bare.medianMs)
    const throughput = pairs.map(({ sample, bare }) => sample.perSecond / bare.perSecond)
    const samples = pairs.map(({ sample }) => sample)
    const clientCpu = samples.map(({ clientCpuUs, operations }) => clientCpuUs / operations)
    const serverCpu = samples.flatMap(({ serverCpuUs, operations }) =>
      serverCpuUs === null ? [] : [serverCpuUs / operations],
    )
    return {
      ...cell,
      contestant,
      rounds: pairs.length,
      latencyRatio: rounded(quantile(latency, 0.5)),
      throughputRatio: rounded(quantile(throughput, 0.5)),
      clientCpuUs: Math.round(quantile(clientCpu, 0.5)),
      serverCpuUs: serverCpu.length === samples.length ? Math.round(quantile(serverCpu, 0.5)) : null,
      spread: { latency: quartiles(latency), throughput: quartiles(throughput) },
    }
  })
}

function quartiles(values: readonly number[]): Quartiles {
  return [rounded(quantile(values, 0.25)), rounded(quantile(values, 0.75))]
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const [lower = Number.NaN, upper = lower] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return lower + (upper - lower) * (at % 1)
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
