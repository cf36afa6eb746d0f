import type { ClientBase, Pool } from 'pg'
import type { KeptCheckpoint } from './kept-checkpoints.ts'

/**
 * Holds the database against checkpoints that were kept outside of it.
 * @param client a login of oct_owner
 * @returns what differs, one line each
 */
export async function compareCheckpoints(
  client: ClientBase | Pool,
  kept: readonly KeptCheckpoint[],
): Promise<string[]> {
  const { rows } = await client.query<{ difference: string }>(
    `with kept as (
       select distinct * from jsonb_to_recordset($1) k ("organizationId" uuid, number integer, sequence integer,
         hash text, signature text)
     ), compared as (
       select k.*, o.id is null as is_gone, c.number is null as is_removed, a.sequence is null as is_cut,
         encode(c.signature, 'hex') <> k.signature or encode(c.hash, 'hex') <> k.hash or c.sequence <> k.sequence
           as is_replaced,
         encode(a.hash, 'hex') <> k.hash as is_rewritten
       from kept k
       left join public.organization o on o.id = k."organizationId"
       left join app.audit_checkpoint c on c.organization_id = k."organizationId" and c.number = k.number
       left join public.audit_log a on a.organization_id = k."organizationId" and a.sequence = k.sequence)
     select format('organization %s: %s', "organizationId", d.what) as difference
     from compared, lateral (values
       (is_gone, 0, format('it is not in this database, but its checkpoint %s was kept', number)),
       (not is_gone and is_removed, 1, format('checkpoint %s (entry %s) is missing', number, sequence)),
       (not is_gone and is_replaced, 2, format('checkpoint %s is not the one that was kept', number)),
       (not is_gone and is_cut, 3, format('entry %s is missing', sequence)),
       (not is_gone and is_rewritten, 4, format('entry %s is not the one that was signed', sequence))
     ) d (holds, place, what)
     where d.holds
     order by "organizationId", number, d.place`,
    [JSON.stringify(kept)],
  )
  return rows.map(({ difference }) => difference)
}
