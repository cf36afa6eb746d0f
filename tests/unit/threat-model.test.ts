import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const PAGE = readFileSync('prisma/handbook/threat-model.md', 'utf8')
const ATTACKS = /^\| attack \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm
const attacks = [...PAGE.matchAll(ATTACKS)].flatMap(([, rows = '']) => rows.trimEnd().split('\n'))

it('every attack of the threat model names a test that exists', () => {
  expect(attacks.length).toBeGreaterThan(15)
  const missing = attacks.filter((row) => {
    const [, test] = /`(tests\/[^`]+\.test\.ts)` \|$/.exec(row) ?? []
    return !test || !existsSync(test)
  })
  expect(missing).toEqual([])
})

it('every column that the planner knows stands in the threat model, and no other', () => {
  const schema = readFileSync('prisma/current.sql', 'utf8')
  const body = /FUNCTION app\.planner_columns\(\)[\s\S]*?\nEND;/.exec(schema)?.[0] ?? ''
  const known = [...body.matchAll(/'([a-z_]+)'::text/g)].map(([, name]) => name)
  const table = PAGE.slice(PAGE.indexOf('## What the planner knows'))
  const described = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, names = '']) =>
    [...names.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name),
  )
  expect(known.length).toBeGreaterThan(5)
  expect(described.toSorted()).toEqual(known.toSorted())
})
