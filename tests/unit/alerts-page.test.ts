import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'lib/**/*.ts', 'api/**/*.ts'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((file) => !file.startsWith('lib/dev/'))

/** Every event that the functions log, with its levels. */
const logged = new Map<string, Set<string>>()
const unnamed: string[] = []
for (const file of files) {
  for (const [, level = '', , event] of readFileSync(file, 'utf8').matchAll(
    /\blog\.(error|warn|info|debug)\(\s*('([\w.]+)')?/g,
  )) {
    if (event === undefined) unnamed.push(file)
    else logged.set(event, (logged.get(event) ?? new Set()).add(level))
  }
}

const page = readFileSync('prisma/handbook/alerts.md', 'utf8')
const sections = new Map(page.split(/^## /m).map((text) => [text.split('\n')[0], text]))
const rows = (section: string) =>
  [...(sections.get(section) ?? '').matchAll(/^\| `([\w.]+)`(?: \(\w+\))? \| (.+) \| (.+) \|$/gm)].map(
    ([, event]) => event,
  )
const eventsOf = (...levels: string[]) =>
  [...logged].filter(([, of]) => levels.some((level) => of.has(level))).map(([event]) => event)

it('every log event is a constant, so that it can be searched for', () => {
  expect(unnamed).toEqual([])
  expect(logged.size).toBeGreaterThan(25)
})

it('the page of alerts explains every error that is logged, and no other', () => {
  expect(rows('Errors')).toEqual(eventsOf('error').sort())
})

it('the page of alerts explains every warning that is logged, and no other', () => {
  expect(rows('Warnings')).toEqual(eventsOf('warn').sort())
})

it('the page of alerts names every other event, and no event that is not logged', () => {
  const text = sections.get('For the record') ?? ''
  const named = [...text.matchAll(/`([a-z_]+(?:\.[a-z_]+)*)`/g)].map(([, event]) => event)
  expect(named.sort()).toEqual(eventsOf('info', 'debug').sort())
})
