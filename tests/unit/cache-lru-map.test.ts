import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LruMap } from '../../lib/cache/lru-map.ts'

const key = fc.integer({ min: 0, max: 9 })
const step = fc.record({
  act: fc.constantFrom('get', 'set', 'delete'),
  key,
  value: fc.record({ n: fc.nat() }),
})

it('an LruMap holds the entries used last, whatever was got, set and deleted before', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
      const map = new LruMap<number, { n: number }>(capacity)
      let model: [number, { n: number }][] = []
      for (const { act, key, value } of steps) {
        const known = model.find(([each]) => each === key)
        if (act === 'get') expect(map.get(key)).toBe(known?.[1])
        else if (act === 'set') map.set(key, value)
        else map.delete(key)
        model = model.filter((each) => each !== known)
        if (act === 'set') model.push([key, value])
        else if (act === 'get' && known) model.push(known)
        model = model.slice(-capacity)
      }
      expect(map.size).toBe(model.length)
      for (const [each, value] of model) expect(map.get(each)).toBe(value)
    }),
  )
})

it('an LruMap that meets 100,000 keys keeps its size, and what is used among them', () => {
  const map = new LruMap<string, { index: number }>(1_000)
  map.set('regular', { index: -1 })
  for (let index = 0; index < 100_000; index += 1) {
    map.set(`key ${index}`, { index })
    if (index % 999 === 0) expect(map.get('regular')).toEqual({ index: -1 })
    expect(map.size).toBeLessThanOrEqual(1_000)
  }
  expect(map.get('key 99999')).toEqual({ index: 99_999 })
  expect(map.get('key 0')).toBeUndefined()
})
