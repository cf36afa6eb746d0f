/**
 * Makes a queue that runs one piece of work at a time, in the order of the calls. When one fails for a reason that
 * concerns all, those that were waiting by then fail with the same error, without a try.
 */
export function serialQueue(
  concernsAll: (error: unknown) => boolean,
): <T>(work: () => Promise<T>) => Promise<T> {
  let previous: Promise<unknown> = Promise.resolve()
  let queued = 0
  let failure: { error: unknown; until: number } | undefined

  return <T>(work: () => Promise<T>): Promise<T> => {
    queued += 1
    const position = queued
    const result = previous.then(async () => {
      if (failure && position <= failure.until) throw failure.error
      try {
        return await work()
      } catch (error) {
        if (concernsAll(error)) failure = { error, until: queued }
        throw error
      }
    })
    previous = result.catch(() => undefined)
    return result
  }
}
