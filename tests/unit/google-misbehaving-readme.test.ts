import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { GOOGLE_REASONS } from '../../lib/google/google-reasons.ts'
import { SYNC_REASONS } from '../../lib/sync/run/sync-blocked-error.ts'

const read = (path: string) => readFileSync(path, 'utf8')
const [, section = ''] = read('lib/google/README.md').split(/^# When Google says no$/m)
const rows = (section.split(/^## /m)[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(1)
  .map((line) => line.split('|').slice(1, -1))
const quoted = (cell: string | undefined) =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].flatMap(([, text]) => text ?? [])

it('every line of the table about errors of Google names tests that exist', () => {
  const tests = globSync('tests/integration/google-misbehaving*.test.ts').map(read).join()
  const titles = rows.map((cells) => quoted(cells[3]))
  expect(titles.length).toBeGreaterThan(20)
  expect(titles.filter((each) => each.length === 0)).toEqual([])
  expect(titles.flat().filter((title) => !tests.includes(`'${title}'`))).toEqual([])
})

it('every code of that table is one that runs carry', () => {
  const codes = rows.flatMap((cells) => quoted(cells[1])).filter((code) => /^[a-z_]+$/.test(code))
  const known = Object.keys({ ...GOOGLE_REASONS, ...SYNC_REASONS })
  expect(codes.filter((code) => !known.includes(code))).toEqual([])
})
