import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localEnvironment } from '../fixtures/local-environment.ts'

const Ready = z.strictObject({
  url: z.url(),
  sandboxUrl: z.url(),
  databaseUrl: z.string(),
  systemDatabaseUrl: z.string(),
  ownerDatabaseUrl: z.string(),
  cronSecret: z.string(),
  users: z
    .array(
      z.object({
        organizationId: z.uuid(),
        email: z.email(),
        role: z.enum(['ADMIN', 'MEMBER']),
        token: z.string(),
      }),
    )
    .length(4),
})

const Customers = z.object({ data: z.array(z.object({ name: z.string() })) })

describe('npm run dev -- --json --port 0', () => {
  it('prints one line when ready, serves two organizations, and ends cleanly on SIGTERM', async () => {
    const dev = spawn(process.execPath, ['lib/dev/dev.ts', '--json', '--port', '0'], {
      env: localEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const lines: string[] = []
    const firstLine = once(
      createInterface({ input: dev.stdout }).on('line', (line) => lines.push(line)),
      'line',
    )
    await firstLine
    const { url, cronSecret, users } = Ready.parse(JSON.parse(lines[0] ?? ''))

    const get = async (path: string, token: string) => {
      const response = await fetch(`${url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })
      return { status: response.status, body: await response.json() }
    }
    const seen = new Map<string, Set<string>>()
    for (const { organizationId, token } of users) {
      const { status, body } = await get('/v1/customers', token)
      expect(status).toBe(200)
      const names = Customers.parse(body).data.map(({ name }) => name)
      seen.set(organizationId, new Set([...(seen.get(organizationId) ?? []), ...names]))
    }
    expect([...seen.values()].map((names) => [...names].sort())).toEqual([
      ['Alpine Outfitters', 'Bakery Lindner'],
      ['Quay Books'],
    ])
    expect(await get('/health', cronSecret)).toMatchObject({
      status: 200,
      body: { database: { walled: true, timeZone: 'UTC' } },
    })
    expect((await get('/cron/run-sync', cronSecret)).status).toBe(200)
    expect((await get('/cron/run-sync', 'wrong')).status).toBe(401)

    dev.kill('SIGTERM')
    expect(await once(dev, 'exit')).toEqual([0, null])
    expect(lines).toHaveLength(1)
    await expect(fetch(url)).rejects.toThrow()
  }, 60_000)
})
