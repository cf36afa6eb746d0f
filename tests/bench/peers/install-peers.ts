import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const HERE = fileURLToPath(new URL('.', import.meta.url))
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Installs what the folder’s own lock names, unless it is there, and generates the peers’ Prisma client. */
export async function installPeers(): Promise<void> {
  const installed = await changedAt(`${HERE}node_modules/.package-lock.json`)
  if (installed < (await changedAt(`${HERE}package-lock.json`))) {
    // None of them needs its install script.
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HERE })
  }
  const client = await changedAt(`${HERE}contestants/generated/client.ts`)
  if (client < (await changedAt(`${HERE}contestants/schema.prisma`))) {
    await run('npx', ['prisma', 'generate', `--schema=${HERE}contestants/schema.prisma`], { cwd: ROOT })
  }
}

/** Milliseconds since 1970; what is not there is as old as can be. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
