import { expect, it } from 'vitest'
import { commitViolations } from '../../lib/ops/commits/commit-violations.ts'

it.each([
  'feat(lint): check words against the glossary',
  'fix: keep the lease while Google is slow',
  'refactor(trackings,customers)!: drop the old cursor\n\nIt named a column that is gone.',
  'perf(db): embed the session in the first statement',
  'chore(deps): bypass the cache',
  `docs(handbook): ${'x'.repeat(56)}`,
])('a commit may say %j', (message) => {
  expect(commitViolations(message)).toEqual([])
})

it.each([
  ['Add a column', 'begins with none of'],
  ['feature(db): add a column', 'begins with none of'],
  ['feat(Data Base): add a column', 'begins with none of'],
  [`docs(handbook): ${'x'.repeat(57)}`, 'has a subject of 73 characters'],
  ['fix(db): add a column; drop another', 'has a semicolon'],
  ['fix(db): add a column.', 'has a full stop'],
  ['fix(db): the column is there', 'says “the …”'],
  ['fix(db): columns that are missing', 'says “columns …”'],
  ['fix(db): added a column', 'says “added …”'],
  ['fix(db): adding a column', 'says “adding …”'],
  ['fix(db): add a column\nand another', 'has no blank line'],
])('a commit may not say %j', (message, violation) => {
  expect(commitViolations(message)).toEqual([expect.stringContaining(violation)])
})
