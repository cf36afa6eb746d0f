import { expect, it } from 'vitest'
import { readBackfill, statementOf } from '../../lib/ops/backfill/read-backfill.ts'

it('a backfill is parsed, whatever its clauses contain', async () => {
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

it('a backfill without a semicolon ends at the end of the file', async () => {
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
] as const)('a backfill with %s is invalid, and the error describes the form', async ([, sql]) => {
  await expect(readBackfill('a', sql)).rejects.toThrow('A backfill is one `update TABLE set … where …`')
})
