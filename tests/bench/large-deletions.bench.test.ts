import { expect, it } from 'vitest'
import { api, apiTests } from '../fixtures/api.ts'
import { verify } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { trackingsOf } from '../fixtures/many-rows.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()

const A_CUSTOMER = 20_000
const CUSTOMERS = 4

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  const result = await work()
  const seconds = (performance.now() - startedAt) / 1000
  process.stdout.write(`${what}: ${seconds.toFixed(1)} s\n`)
  return result
}

it(`deletes a customer with ${A_CUSTOMER} trackings, each of them on record`, async () => {
  const tenant = await newTenant()
  const { id: customer } = await newCustomer(tenant, 'Large')
  await trackingsOf(tenant.organizationId, customer, A_CUSTOMER)
  const response = await timed(`a customer of ${A_CUSTOMER} trackings`, () =>
    api(tenant.admin).delete(`/v1/customers/${customer}`),
  )
  expect(response.status).toBeLessThan(300)
  expect(await verify(tenant)).toMatchObject({ intact: true })
}, 300_000)

it(`deletes an organization of ${A_CUSTOMER * CUSTOMERS} trackings`, async () => {
  const tenant = await newTenant()
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const { id } = await newCustomer(tenant, `Shop ${index}`)
    await trackingsOf(tenant.organizationId, id, A_CUSTOMER)
  }
  const response = await timed(`an organization of ${A_CUSTOMER * CUSTOMERS} trackings`, () =>
    api(tenant.admin).delete('/v1/organization?confirmName=Agency'),
  )
  expect(response.status).toBe(200)
}, 300_000)
