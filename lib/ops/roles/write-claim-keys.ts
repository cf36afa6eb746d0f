import type { ClientBase } from 'pg'
import type { NamedKeys } from '../../settings/named-keys.ts'

/** The block size of SHA-256 (RFC 2104 §2: a shorter key is padded with zeros). */
const BLOCK_BYTES = 64

function block({ key }: NamedKeys[number], pad: number): Buffer {
  return Buffer.from(Buffer.concat([key], BLOCK_BYTES).map((byte) => byte ^ pad))
}

/**
 * Gives the database the keys by which it verifies claims (`lib/tenant/sign-claims.ts`), and takes all others away.
 * @param client a connection of the owner
 * @returns what was done, without secrets; nothing is before the migrations have made the table
 */
export async function writeClaimKeys(client: ClientBase, keys: NamedKeys): Promise<string> {
  const { rows } = await client.query<{ made: boolean }>(
    `select to_regclass('app.claim_key') is not null as made`,
  )
  if (!rows[0]?.made) return 'claim keys: none yet, npm run db:migrate writes them'
  const ids = keys.map(({ id }) => id)
  await client.query(
    `with written as (
       insert into app.claim_key (id, inner_key, outer_key)
       select * from unnest($1::text[], $2::bytea[], $3::bytea[])
       on conflict (id) do update set inner_key = excluded.inner_key, outer_key = excluded.outer_key)
     delete from app.claim_key where id <> all ($1)`,
    [ids, keys.map((key) => block(key, 0x36)), keys.map((key) => block(key, 0x5c))],
  )
  return `claim keys: ${ids.join(', ')}`
}
