/**
 * Makes a queue that runs one piece of work at a time, in the order of asking. When one fails for a reason that
 * concerns all, whoever was waiting by then fails alike, without a try.
 */
export function inTurn(concernsAll: (error: unknown) => boolean): <T>(work: () => Promise<T>) => Promise<T> {
  let previous: Promise<unknown> = Promise.resolve()
  let asked = 0
  let failure: { error: unknown; until: number } | undefined

  return <T>(work: () => Promise<T>): Promise<T> => {
    asked += 1
    const place = asked
    const turn = previous.then(async () => {
      if (failure && place <= failure.until) throw failure.error
      try {
        return await work()
      } catch (error) {
        if (concernsAll(error)) failure = { error, until: asked }
        throw error
      }
    })
    previous = turn.catch(() => undefined)
    return turn
  }
}
