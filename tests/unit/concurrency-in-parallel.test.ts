import { expect, it } from 'vitest'
import { inParallel } from '../../lib/concurrency/in-parallel.ts'

it('inParallel returns results in the order of the items, whichever was ready first', async () => {
  const gates = [0, 1, 2].map(() => Promise.withResolvers<string>())
  const results = inParallel(gates, 3, (gate) => gate.promise)
  for (const index of [2, 0, 1]) gates[index]?.resolve(`result ${index}`)
  expect(await results).toEqual(['result 0', 'result 1', 'result 2'])
})

it('inParallel runs `width` pieces of work at once, and no more', async () => {
  let running = 0
  let most = 0
  await inParallel([...Array(10).keys()], 3, async () => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
  })
  expect(most).toBe(3)
})

it('inParallel starts nothing new after a failure', async () => {
  const started: number[] = []
  const work = inParallel([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item)
    if (item === 1) throw new Error('item 1')
    await Promise.resolve()
    await Promise.resolve()
  })
  await expect(work).rejects.toThrow('item 1')
  expect(started).toEqual([0, 1])
})

it('inParallel returns an empty list for no items', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([])
})
