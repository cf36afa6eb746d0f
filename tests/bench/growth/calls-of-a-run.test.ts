import { expect, it } from 'vitest'
import { api } from '../../fixtures/api.ts'
import { googleTests } from '../../fixtures/google-sandbox.ts'
import { freeQuota } from '../../fixtures/queue.ts'
import { readyCustomer } from '../../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

/** What Google allows a Cloud project, as QUOTA_PER_100_S and QUOTA_PER_DAY say, and for how long a start counts. */
const QUOTA = { perWindow: 25, windowSeconds: 102, perDay: 10_000 }

it('how many Tag Manager calls a run costs, and how many runs the quota of a Cloud project makes of them', async () => {
  const customer = await readyCustomer(sandbox())
  const counted = async (work: () => Promise<{ status: string }>) => {
    await freeQuota()
    sandbox().calls.length = 0
    expect((await work()).status).toBe('SUCCEEDED')
    return sandbox().calls.filter(({ service }) => service === 'tagmanager').length
  }
  const drafted = await customer.draft()
  for (let index = 1; index < 4; index += 1) {
    await customer.draft({ name: `Lead ${index}`, eventName: `lead_${index}` })
  }
  const change = async (eventName: string) => {
    await api(customer.tenant.admin).patch(`/v1/trackings/${drafted.id}`, { eventName })
  }
  const costs = {
    'four trackings of a new container': await counted(() => customer.sync()),
    'an edit of what is live': await counted(async () => {
      await change('lead_of_today')
      return customer.sync()
    }),
    'another tracking': await counted(async () => {
      await customer.draft({ name: 'One more', eventName: 'more' })
      return customer.sync()
    }),
    'nothing to do': await counted(() => customer.sync()),
    'a verification': await counted(() => customer.verify()),
  }
  const lines = Object.entries(costs).map(([what, calls]) => {
    const hourly = Math.floor((QUOTA.perWindow * 3_600) / QUOTA.windowSeconds / calls)
    const daily = Math.floor(QUOTA.perDay / calls)
    return `  ${what.padEnd(36)} ${String(calls).padStart(3)} calls, ${String(hourly).padStart(4)} in an hour, ${String(daily).padStart(5)} a day`
  })
  process.stdout.write(`Tag Manager calls of a run, and runs of a Cloud project:\n${lines.join('\n')}\n`)
})
