import type { ClientBase } from 'pg'

export type KeyColumn = { name: string; type: string }

/** A table that a backfill walks over. */
export type WalkedTable = {
  /** Quoted, with its schema. */
  name: string
  /** The order of the walk: organization, then the rest of the primary key. */
  key: readonly KeyColumn[]
  /** Whether the first column of the key is the organization. */
  tenant: boolean
}

/** @throws Error when the table or its primary key is missing */
export async function readTable(client: ClientBase, table: string): Promise<WalkedTable> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(a.attname) as column,
       format_type(a.atttypid, null) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_index x on x.indrelid = c.oid and x.indisprimary
     join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
       and (a.attnum = any (x.indkey) or a.attname = 'organization_id' and a.attnotnull)
     where c.oid = to_regclass($1)
     order by array_position(x.indkey::int2[], a.attnum)`,
    [table],
  )
  const [first] = rows
  if (!first) throw new Error(`There is no table ${table} with a primary key.`)
  const organization = first.table === 'public.organization' ? 'id' : 'organization_id'
  const column = ({ column: name, type }: { column: string; type: string }): KeyColumn => ({ name, type })
  const owner = rows.filter((row) => row.column === organization).map(column)
  const rest = rows.filter((row) => row.column !== organization).map(column)
  return { name: first.table, key: [...owner, ...rest], tenant: owner.length > 0 }
}
