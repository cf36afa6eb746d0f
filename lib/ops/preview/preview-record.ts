import type pg from 'pg'
import { z } from 'zod'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import { executeStatement } from '../roles/execute-statement.ts'

const PreviewRecord = z.strictObject({
  branch: z.string(),
  pullRequest: z.string().optional(),
  /** By the server's clock. */
  createdAt: z.coerce.date(),
  builtAt: z.coerce.date(),
})

/** What is recorded of a preview in its database's comment, which only the admin can write. */
export type PreviewRecord = z.infer<typeof PreviewRecord>

export type FoundPreview = {
  name: string
  /** Missing where its creation was interrupted. */
  record: PreviewRecord | undefined
  /** Whether connections are allowed: not before it is complete, nor while it is dropped. */
  open: boolean
}

const PREFIX = 'OneClickTag preview '

/** Writes the record of a preview. */
export async function writeRecord(client: pg.Client, name: string, record: PreviewRecord): Promise<void> {
  await executeStatement(client, {
    template: 'COMMENT ON DATABASE %I IS %L',
    values: [name, PREFIX + JSON.stringify(record)],
  })
}

function readRecord(comment: string | null): PreviewRecord | undefined {
  if (!comment?.startsWith(PREFIX)) return undefined
  const { success, data } = PreviewRecord.safeParse(JSON.parse(comment.slice(PREFIX.length)))
  return success ? data : undefined
}

/**
 * Every preview of the server: named like one, and either recorded or never opened. A database that is named like one
 * but was opened without a record is not ours.
 */
export async function listPreviews(client: pg.Client): Promise<FoundPreview[]> {
  const { rows } = await client.query<{ name: string; open: boolean; comment: string | null }>(
    `SELECT datname AS name, datallowconn AND datconnlimit <> -2 AS open, shobj_description(oid, 'pg_database') AS comment
       FROM pg_database WHERE datname ~ $1 ORDER BY datname`,
    [PREVIEW_NAME.source],
  )
  return rows
    .map(({ name, open, comment }) => ({ name, open, record: readRecord(comment) }))
    .filter(({ open, record }) => record !== undefined || !open)
}

/** @throws Error where another database has the name */
export async function findPreview(client: pg.Client, name: string): Promise<FoundPreview | undefined> {
  const found = (await listPreviews(client)).find((preview) => preview.name === name)
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (!found && rowCount)
    throw new Error(`${name} is a database, but not recorded as a preview: it is not touched.`)
  return found
}

export async function serverTime(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date()
}
