import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import { z } from 'zod'
import { filesBelow } from '../ops/output/files-below.ts'
import type { Sandbox } from './google-sandbox/sandbox.ts'
import { localSecrets } from './local-settings.ts'

const Secrets = z.record(z.string(), z.string())
/** What the state is shaped by: the tables, and what the sandbox stores. */
const SHAPES = ['../../prisma/migrations/', './google-sandbox/state/']

/** A folder in which the database, the sandbox and the secrets of the local stack outlive it. */
export type KeptState = {
  /** For the files of PostgreSQL. */
  database: string
  secrets: Record<string, string>
  /** Whether an earlier start has left a sandbox. */
  restore(sandbox: Sandbox): Promise<boolean>
  save(sandbox: Sandbox): Promise<void>
}

/**
 * Opens the folder, or begins it.
 * @param fresh begins again without what is in it
 * @throws Error where it was left by other migrations or another sandbox than there are now
 */
export async function openState(folder: string, { fresh }: { fresh: boolean }): Promise<KeptState> {
  const path = resolve(folder)
  if (fresh) await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
  await requireShape(path)
  const file = join(path, 'sandbox')
  return {
    database: join(path, 'postgres'),
    secrets: await secretsIn(path),
    async restore(sandbox) {
      if (!(await exists(file))) return false
      const kept: object = deserialize(await readFile(file))
      const { now, client } = sandbox.state
      Object.assign(sandbox.state, kept, { now, client })
      return true
    },
    async save({ state: { now: _, ...state } }) {
      await replace(file, serialize(state))
    },
  }
}

async function requireShape(path: string): Promise<void> {
  const file = join(path, 'shape')
  const shape = await currentShape()
  const kept = (await exists(file)) ? await readFile(file, 'utf8') : undefined
  if (kept === undefined) return replace(file, shape)
  if (kept === shape) return
  throw new Error(
    'What is kept was left by other migrations, or by another sandbox, than there are now: `npm run dev -- --fresh` begins again without it.',
  )
}

async function currentShape(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of SHAPES.map((each) => fileURLToPath(new URL(each, import.meta.url)))) {
    for (const name of (await filesBelow(folder)).toSorted()) {
      hash.update(name).update(await readFile(join(folder, name)))
    }
  }
  return hash.digest('hex')
}

/** What is encrypted, signed and claimed with them has to hold after the next start. */
async function secretsIn(path: string): Promise<Record<string, string>> {
  const file = join(path, 'secrets.json')
  if (await exists(file)) return Secrets.parse(JSON.parse(await readFile(file, 'utf8')))
  const secrets = localSecrets()
  await replace(file, JSON.stringify(secrets))
  return secrets
}

/** All of it or nothing, whenever the process ends. */
async function replace(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
