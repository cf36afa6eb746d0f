import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startDev } from '../fixtures/dev-process.ts'

const Customers = z.object({ data: z.array(z.object({ name: z.string() })) })

describe('npm run dev -- --json --port 0', () => {
  it('prints one line when ready, serves two organizations, and ends cleanly on SIGTERM', async () => {
    const dev = await startDev('.')
    const { url, cronSecret, users } = dev.ready

    const seen = new Map<string, Set<string>>()
    for (const { organizationId, token } of users) {
      const { status, body } = await dev.call('/v1/customers', token)
      expect(status).toBe(200)
      const names = Customers.parse(body).data.map(({ name }) => name)
      seen.set(organizationId, new Set([...(seen.get(organizationId) ?? []), ...names]))
    }
    expect([...seen.values()].map((names) => [...names].sort())).toEqual([
      ['Alpine Outfitters', 'Bakery Lindner'],
      ['Quay Books'],
    ])
    expect(await dev.call('/health', cronSecret)).toMatchObject({
      status: 200,
      body: { database: { walled: true, timeZone: 'UTC' } },
    })
    expect((await dev.call('/cron/run-sync', cronSecret)).status).toBe(200)
    expect((await dev.call('/cron/run-sync', 'wrong')).status).toBe(401)

    expect(await dev.stop()).toEqual([0, null])
    expect(dev.lines).toHaveLength(1)
    await expect(fetch(url)).rejects.toThrow()
  }, 60_000)
})
