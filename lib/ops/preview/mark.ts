import type pg from 'pg'
import { z } from 'zod'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import { run } from '../roles/roles.ts'

const Mark = z.strictObject({
  branch: z.string(),
  pullRequest: z.string().optional(),
  /** By the server's clock. */
  madeAt: z.coerce.date(),
  builtAt: z.coerce.date(),
})

/** What a preview's database says of itself, in its comment: only its owner, the admin, can write one. */
export type Mark = z.infer<typeof Mark>

export type FoundPreview = {
  name: string
  /** Missing where its making was cut off. */
  mark: Mark | undefined
  /** Whether anybody can connect: not before it is made, nor while it is dropped. */
  open: boolean
}

const MARK = 'OneClickTag preview '

/** Writes the mark of a database. */
export async function setMark(client: pg.Client, name: string, mark: Mark): Promise<void> {
  await run(client, {
    template: 'COMMENT ON DATABASE %I IS %L',
    values: [name, MARK + JSON.stringify(mark)],
  })
}

function readMark(comment: string | null): Mark | undefined {
  if (!comment?.startsWith(MARK)) return undefined
  const { success, data } = Mark.safeParse(JSON.parse(comment.slice(MARK.length)))
  return success ? data : undefined
}

/**
 * Every preview of the server: named like one, and marked or never opened. A database that is named like one but was
 * opened without a mark is somebody else's.
 */
export async function listPreviews(client: pg.Client): Promise<FoundPreview[]> {
  const { rows } = await client.query<{ name: string; open: boolean; comment: string | null }>(
    `SELECT datname AS name, datallowconn AND datconnlimit <> -2 AS open, shobj_description(oid, 'pg_database') AS comment
       FROM pg_database WHERE datname ~ $1 ORDER BY datname`,
    [PREVIEW_NAME.source],
  )
  return rows
    .map(({ name, open, comment }) => ({ name, open, mark: readMark(comment) }))
    .filter(({ open, mark }) => mark !== undefined || !open)
}

/** @throws Error where the name is taken by a database that is no preview */
export async function findPreview(client: pg.Client, name: string): Promise<FoundPreview | undefined> {
  const found = (await listPreviews(client)).find((preview) => preview.name === name)
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (!found && rowCount) throw new Error(`${name} is a database, but not marked as a preview: left alone.`)
  return found
}

export async function serverTime(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date()
}
