import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { MANIFEST_FILE, type Manifest } from './manifest.ts'

export type FileSum = Manifest['files'][number]

/** The relative path of every file under `folder` except the manifest. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== MANIFEST_FILE)
    .sort()
}

async function sumFile(folder: string, path: string): Promise<FileSum> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(join(folder, path)), hash)
  const { size } = await stat(join(folder, path))
  return { path, bytes: size, sha256: hash.digest('hex') }
}

export async function sumFiles(folder: string): Promise<FileSum[]> {
  return Promise.all((await listFiles(folder)).map((path) => sumFile(folder, path)))
}

/** Where the files of `folder` differ from those that the manifest lists, one line each. */
export async function fileIssues(folder: string, expected: readonly FileSum[]): Promise<string[]> {
  const found = new Map((await sumFiles(folder)).map((sum) => [sum.path, sum]))
  const issues = expected.flatMap(({ path, bytes, sha256 }) => {
    const file = found.get(path)
    found.delete(path)
    if (!file) return [`${path} is missing`]
    if (file.bytes !== bytes) return [`${path} has ${file.bytes} bytes instead of ${bytes}`]
    return file.sha256 === sha256 ? [] : [`${path} has changed: SHA-256 ${file.sha256} instead of ${sha256}`]
  })
  return [...issues, ...[...found.keys()].map((path) => `${path} is not in the manifest`)]
}
