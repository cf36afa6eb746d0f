import { beforeAll, expect, it } from 'vitest'
import { type Agency, newAgencies, readAgency } from '../fixtures/agency-model.ts'
import { apiTests } from '../fixtures/api.ts'
import { mixedTraffic } from '../fixtures/mixed-traffic.ts'

apiTests()

const AGENCIES = 40
const REQUESTS = Number(process.env['TEST_REQUESTS'] ?? 10_000)
const SEED = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

let agencies: Agency[] = []

beforeAll(async () => {
  process.env['DATABASE_POOL_MAX'] = '2'
  agencies = await newAgencies(AGENCIES)
})

it('10,000 requests of 40 organizations, 32 at once over 2 connections: no leak, no wrong answer', async () => {
  const figures = await mixedTraffic({ agencies, requests: REQUESTS, concurrency: 32, seed: SEED })
  const { leaks, wrong, ...measured } = figures
  console.log({ seed: SEED, ...measured, leaks: leaks.length, wrong: wrong.length })
  expect(figures).toMatchObject({ leaks: [], wrong: [] })
  for (const agency of agencies) expect(agency.state).toEqual(await readAgency(agency.tenant.organizationId))
}, 600_000)
