import { cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type DevProcess, startDev } from '../fixtures/dev-process.ts'

/** What a clone does not contain; node_modules is linked instead. */
const NOT_CLONED = new Set(['node_modules', '.git', '.vercel', '.oneclicktag', 'public', 'coverage'])

/** A clone of the project as it is now, ready to run. */
async function clone(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oneclicktag-clone-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const name of await readdir('.')) {
    if (!NOT_CLONED.has(name) && !name.endsWith('.log'))
      await cp(name, join(folder, name), { recursive: true })
  }
  await mkdir(join(folder, 'public'))
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  return folder
}

/** Every file of a clone with its size and the time of its last change, but for what it keeps for its next start. */
async function contents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(folder, '.oneclicktag')))
  const lines = files.map(async (file) => {
    const { size, mtimeMs } = await stat(file)
    return `${file} ${size} ${mtimeMs}`
  })
  return (await Promise.all(lines)).sort()
}

async function customersOf(dev: DevProcess): Promise<string> {
  const { data } = await dev.api(dev.ready.users[0]?.token ?? '').GET('/v1/customers')
  return JSON.stringify(data)
}

it('two clones run npm run dev concurrently, and neither affects the other', async () => {
  const folders = [await clone(), await clone()] as const
  const before = await Promise.all(folders.map(contents))
  const [one, other] = await Promise.all([startDev(folders[0]), startDev(folders[1])])

  const shared = Object.entries(one.ready).filter(([name, value]) => Reflect.get(other.ready, name) === value)
  expect(shared).toEqual([])

  const token = one.ready.users[0]?.token ?? ''
  const body = { name: 'Only in one', websiteUrl: 'https://one.example' }
  expect((await one.api(token).POST('/v1/customers', { body })).response.status).toBe(201)
  expect(await customersOf(one)).toContain('Only in one')
  expect(await customersOf(other)).not.toContain('Only in one')
  const intruder = await other.api(one.ready.cronSecret).GET('/cron/run-sync')
  expect(intruder.response.status).toBe(401)

  expect(await one.stop()).toEqual([0, null])
  expect(await customersOf(other)).toContain('Alpine Outfitters')
  expect(await other.stop()).toEqual([0, null])
  expect(await Promise.all(folders.map(contents))).toEqual(before)
})
