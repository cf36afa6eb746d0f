import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { startPostgres } from '../../lib/embedded-postgres/start-postgres.ts'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

it('two servers run side by side and share nothing', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres()])
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.stop()))
  })
  const clients = await Promise.all(servers.map((server) => connect(server.adminUrl)))
  await clients[0]?.query('CREATE TABLE only_here ()')
  await expect(clients[1]?.query('SELECT FROM only_here')).rejects.toMatchObject({ code: '42P01' })
  await Promise.all(clients.map((client) => client.end()))
})

it('a server with a folder of its own goes on where it stopped', async () => {
  const dataDirectory = await mkdtemp(join('/tmp', 'oneclicktag-test-'))
  onTestFinished(() => rm(dataDirectory, { recursive: true }))
  const first = await startPostgres({ dataDirectory })
  const before = await connect(first.adminUrl)
  await before.query('CREATE TABLE kept AS SELECT 7 AS seven')
  await before.end()
  await first.stop()

  const second = await startPostgres({ dataDirectory, settings: { work_mem: '5MB' } })
  onTestFinished(() => second.stop())
  const after = await connect(second.adminUrl)
  const { rows } = await after.query("SELECT seven, current_setting('work_mem') AS work_mem FROM kept")
  await after.end()
  expect(rows).toEqual([{ seven: 7, work_mem: '5MB' }])
})

it('a taken port is an error that names it', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  await expect(startPostgres({ port: server.port })).rejects.toThrow(`running on port ${server.port}`)
})

it('the server ends when the process that started it is killed', async () => {
  const module = new URL('../../lib/embedded-postgres/start-postgres.ts', import.meta.url).href
  const script = `
    const { startPostgres } = await import(${JSON.stringify(module)})
    console.log((await startPostgres()).adminUrl)
    process.stdin.resume()`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [adminUrl] = await once(createInterface({ input: owner.stdout }), 'line')
  const client = await connect(String(adminUrl))
  client.on('error', () => undefined)
  const ended = new Promise((resolve) => client.once('end', resolve))
  owner.kill('SIGKILL')
  await ended
  await expect(connect(String(adminUrl))).rejects.toThrow()
})
