import { describe, expect, it } from 'vitest'
import { statementText } from '../../lib/db/statement-text.ts'

describe('a statement that is written down', () => {
  it.each([
    ['select * from customer where id = $1 limit $12', 'select * from customer where id = $1 limit $12'],
    [`select 'Bakery' as "Name 7", 42, 1.5 from t1`, 'select ? as "Name 7", ?, ? from t1'],
    [`select 'it''s', E'it\\'s', 'no end`, 'select ?, ?, ?'],
    ['select $$a secret$$, $tag$another $$ one$tag$, $1', 'select ?, ?, $1'],
    [`select 1 -- don't\n, 2 /* isn't */ from "it's"`, `select ? , ? from "it's"`],
    ['select\n    now()\n  ;', 'select now() ;'],
  ])('%j is %j', (text, written) => {
    expect(statementText(text)).toBe(written)
  })

  it('is cut where it is long', () => {
    expect(statementText(`select ${'x'.repeat(5_000)}`)).toHaveLength(2_001)
  })
})
