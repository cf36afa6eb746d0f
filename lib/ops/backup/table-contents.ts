import type pg from 'pg'
import { z } from 'zod'

/** `checksum` is the same for the same rows in any order: the sum of 64 bits of each row's SHA-256. */
export const TableContents = z.strictObject({ table: z.string(), rows: z.number(), checksum: z.string() })
export type TableContents = z.infer<typeof TableContents>

/** The keys of claims: whoever has a backup shall not be able to sign with what it holds. */
export const KEPT_OUT = 'app.claim_key'

/** Ordinary tables that a dump holds: no system, extension or temporary tables, and none that is kept out. */
export const DUMPED_TABLES = `
  select c.oid, format('%I.%I', n.nspname, c.relname) as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and c.relpersistence <> 't' and format('%I.%I', n.nspname, c.relname) <> '${KEPT_OUT}'
    and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** The contents of every table, as the client's role and snapshot see it, by name. */
export async function readContents(client: pg.Client): Promise<TableContents[]> {
  const tables = await client.query<{ name: string }>(`${DUMPED_TABLES} order by 2`)
  const contents: TableContents[] = []
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ rows: string; checksum: string }>(
      `select count(*) as rows, coalesce(sum(
         ('x' || left(encode(sha256(convert_to((contents.*)::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint
       ), 0)::text as checksum from ${name} contents`,
    )
    contents.push({ table: name, rows: Number(rows[0]?.rows), checksum: rows[0]?.checksum ?? '' })
  }
  return contents
}

/** Where `found` differs from `expected`, one line per table. */
export function compareContents(
  expected: readonly TableContents[],
  found: readonly TableContents[],
): string[] {
  const rest = new Map(found.map((contents) => [contents.table, contents]))
  const issues = expected.flatMap(({ table, rows, checksum }) => {
    const other = rest.get(table)
    rest.delete(table)
    if (!other) return [`${table} is missing (${rows} rows)`]
    if (other.rows !== rows) return [`${table} has ${other.rows} rows instead of ${rows}`]
    return other.checksum === checksum ? [] : [`${table} has ${rows} rows, but not the same ones`]
  })
  return [...issues, ...[...rest.keys()].map((table) => `${table} is not in the backup`)]
}
