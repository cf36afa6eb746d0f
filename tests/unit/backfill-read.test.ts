import { expect, it } from 'vitest'
import { readBackfill, statementOf } from '../../lib/ops/backfill/read-backfill.ts'

it('a backfill is taken apart, whatever its clauses hold', async () => {
  const sql = `-- Größe: where it comes from
    update public.customer -- set
    set note = (select 'where; set' from organization o where o.id = organization_id), version = version + 1
    where note is null and (name <> 'set' or id in (select id from tracking where name = 'ü'))
    ;`
  expect(await readBackfill('note', sql)).toEqual({
    name: 'note',
    table: 'public.customer -- set',
    assignments: `note = (select 'where; set' from organization o where o.id = organization_id), version = version + 1`,
    todo: `note is null and (name <> 'set' or id in (select id from tracking where name = 'ü'))`,
  })
})

it('without a semicolon it ends where the file ends', async () => {
  const backfill = await readBackfill('a', 'UPDATE t SET a = 1 WHERE a IS NULL\n')
  expect(statementOf(backfill)).toBe('update t set a = 1 where a IS NULL')
})

it.for([
  ['no condition', 'update t set a = 1'],
  ['two statements', 'update t set a = 1 where a is null; update t set b = 1 where b is null'],
  ['another kind of statement', 'delete from t where a is null'],
  ['an alias', 'update t x set a = 1 where a is null'],
  ['FROM', 'update t set a = u.a from u where a is null'],
  ['RETURNING', 'update t set a = 1 where a is null returning a'],
] as const)('%s is refused, and told what a backfill looks like', async ([, sql]) => {
  await expect(readBackfill('a', sql)).rejects.toThrow('A backfill is one `update TABLE set … where …`')
})
