import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../fixtures/database.ts'
import { adminOf } from '../growth/measured-side.ts'
import { seedGrowth } from '../growth/seed-growth.ts'
import { memoryOverRequests } from './memory-over-requests.ts'
import { Server } from './server.ts'
import '../../fixtures/settings.ts'

const ORGANIZATIONS = 20
const REQUESTS = 20_000
const POINTS = 10

let database: FreshDatabase
let server: Server

beforeAll(async () => {
  database = await freshDatabase()
  await seedGrowth(
    database.admin,
    { organizations: ORGANIZATIONS, withLarge: false, onStep: () => undefined },
    [],
  )
  server = await Server.start(database, 5)
}, 600_000)
afterAll(async () => {
  server.stop()
  await database[Symbol.asyncDispose]()
})

it('the memory that an instance holds after 20,000 mixed requests is what it held after 5,000', async () => {
  const people = Array.from({ length: ORGANIZATIONS }, (_, index) => adminOf(index + 1))
  const load = { server, tokens: await server.tokens(people), callers: 20, requests: REQUESTS, seed: 1 }
  const { points, heapRatio, statuses } = await memoryOverRequests(load, POINTS)
  console.log({ heapRatio, statuses, megabytes: points.map(({ heapBytes }) => Math.round(heapBytes / 1e6)) })
  expect(Object.keys(statuses).filter((status) => Number(status) >= 300)).toEqual([])
  expect(heapRatio).toBeLessThan(1.1)
}, 1_200_000)
