/** What one request took: the median of all, and the median over the rounds of what the server did for each. */
export type Figures = { ms: number; cpuUs: number; pages: number }

/** The same request in two situations, and how many times the first the second is. */
export type Comparison = {
  name: string
  first: Figures
  second: Figures
  ratio: Figures
  /** What was over the limit at first and so was measured again, for longer. */
  measuredBefore?: Figures
}

/** One turn of one situation. */
export type Turn = { ms: number[]; cpuUs: number; pages: number }

/** Other work on the machine makes a ratio greater by chance, but not again: what is over the limit is measured twice. */
export async function compareWithin(
  limit: number,
  ...[name, rounds, first, second]: Parameters<typeof compare>
): Promise<Comparison> {
  const compared = await compare(name, rounds, first, second)
  const { ms, cpuUs } = compared.ratio
  if (Math.max(ms, cpuUs) <= limit) return compared
  return { ...(await compare(name, 2 * rounds, first, second)), measuredBefore: compared.ratio }
}

/**
 * Takes turns, in the order first, second, second, first and so on, so that whatever else the machine does meets both.
 * The first round is not counted.
 */
export async function compare(
  name: string,
  rounds: number,
  first: () => Promise<Turn>,
  second: () => Promise<Turn>,
): Promise<Comparison> {
  const turns: { first: Turn[]; second: Turn[] } = { first: [], second: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const)
    for (const which of order) {
      const turn = await (which === 'first' ? first : second)()
      if (round > 0) turns[which].push(turn)
    }
  }
  const [one, two] = [figuresOf(turns.first), figuresOf(turns.second)]
  const ratio = {
    ms: ratioOf(two.ms, one.ms),
    cpuUs: ratioOf(two.cpuUs, one.cpuUs),
    pages: ratioOf(two.pages, one.pages),
  }
  return { name, first: one, second: two, ratio }
}

function figuresOf(turns: readonly Turn[]): Figures {
  const each = (total: (turn: Turn) => number) => median(turns.map((turn) => total(turn) / turn.ms.length))
  return {
    ms: rounded(median(turns.flatMap(({ ms }) => ms)), 2),
    cpuUs: rounded(
      each(({ cpuUs }) => cpuUs),
      0,
    ),
    pages: rounded(
      each(({ pages }) => pages),
      1,
    ),
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function ratioOf(second: number, first: number): number {
  return first === 0 ? 1 : rounded(second / first, 2)
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits
}
