import { describe, expect, it } from 'vitest'
import { startDev } from '../fixtures/dev-process.ts'

describe('npm run dev -- --json --port 0', () => {
  it('prints one line when ready, serves two organizations, and exits with 0 on SIGTERM', async () => {
    const dev = await startDev('.')
    const { url, cronSecret, users } = dev.ready

    const seen = new Map<string, Set<string>>()
    for (const { organizationId, token } of users) {
      const { data: customers } = await dev.api(token).GET('/v1/customers')
      const names = customers?.data.map(({ name }) => name) ?? []
      seen.set(organizationId, new Set([...(seen.get(organizationId) ?? []), ...names]))
    }
    expect([...seen.values()].map((names) => [...names].sort())).toEqual([
      ['Alpine Outfitters', 'Bakery Lindner'],
      ['Quay Books'],
    ])
    const cron = dev.api(cronSecret)
    expect(await cron.GET('/health')).toMatchObject({
      data: { status: 'ok', database: { rowSecurityEnforced: true, timeZone: 'UTC' } },
    })
    expect((await cron.GET('/cron/run-sync')).response.status).toBe(200)
    expect((await dev.api('wrong').GET('/cron/run-sync')).response.status).toBe(401)

    expect(await dev.stop()).toEqual([0, null])
    expect(dev.lines).toHaveLength(1)
    await expect(fetch(url)).rejects.toThrow()
  })
})
