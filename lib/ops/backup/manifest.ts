import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RecordedRoles } from './recorded-roles.ts'
import { TableContents } from './table-contents.ts'

export const MANIFEST_FILE = 'manifest.json'
export const CATALOG_FILE = 'catalog.txt'
export const ROLES_FILE = 'roles.sql'
/** The folder of `pg_dump --format=directory`. */
export const DUMP_FOLDER = 'dump'

/** What a backup holds, written last: a folder without a manifest is not a complete backup. */
export const Manifest = z.strictObject({
  format: z.literal(1),
  /** The moment of the snapshot; every count, checksum and row of the dump is of it. */
  takenAt: z.iso.datetime(),
  database: z.string(),
  serverVersion: z.string(),
  serverMajor: z.number().int(),
  migrationHead: z.string(),
  tables: z.array(TableContents),
  roles: RecordedRoles,
  /** The recipients that can open the files, or null where they are not encrypted. */
  recipients: z.array(z.string()).nullable(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  tools: z.strictObject({ pg_dump: z.string(), node: z.string() }),
})
export type Manifest = z.infer<typeof Manifest>

/** @throws Error when `folder` is not a complete backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch((cause: unknown) => {
    throw new Error(`${folder} has no ${MANIFEST_FILE}: it is not a backup, or not a complete one.`, {
      cause,
    })
  })
  try {
    return Manifest.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${join(folder, MANIFEST_FILE)} is damaged, or of another version of this program.`, {
      cause,
    })
  }
}
