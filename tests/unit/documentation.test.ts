import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')
const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .trim()
  .split('\n')
const scripts = Object.keys(JSON.parse(read('package.json')).scripts)

/** The anchors that GitHub gives the headings of a page. */
function anchors(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

it('every link of a page leads to a file, and to a heading of it', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([link, path = '', anchor]) => {
        const target = path === '' ? page : normalize(join(dirname(page), path))
        const leads = existsSync(target) && (anchor === undefined || anchors(target).includes(anchor))
        return leads ? [] : [`${page}: ${link}`]
      },
    ),
  )
  expect(broken).toEqual([])
})

it('every file that a page names is there', () => {
  const missing = pages.flatMap((page) =>
    [...read(page).matchAll(/`((?:api|lib|prisma|tests|\.github|\.ci)\/[\w./-]+\.\w+)`/g)].flatMap(
      ([, path = '']) => (existsSync(path) || /[A-Z]{4}/.test(path) ? [] : [`${page}: ${path}`]),
    ),
  )
  expect(missing).toEqual([])
})

it('every script that a page names is in package.json', () => {
  const unknown = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].flatMap(([, script = '']) =>
      scripts.includes(script) ? [] : [`${page}: ${script}`],
    ),
  )
  expect(unknown).toEqual([])
})

it('README is short enough to be read', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(192)
})

it('the handbook lists every function of schema app', () => {
  const created = [
    ...read('prisma/current.sql').matchAll(/^create (?:or replace )?(?:function|procedure) (app\.\w+)/gim),
  ]
  const listed = [...read('prisma/handbook/functions.md').matchAll(/`(app\.\w+)\(/g)]
  const names = (found: RegExpExecArray[]) => [...new Set(found.map(([, name]) => name))].sort()
  expect(names(listed)).toEqual(names(created))
})

it('every setting of the functions is explained', () => {
  const settings = [...read('lib/settings/env.ts').matchAll(/^ {2,4}([A-Z][A-Z_]+):/gm)].map(
    ([, name = '']) => name,
  )
  const page = read('lib/settings/README.md')
  const example = read('.env.example')
  expect(settings.length).toBeGreaterThan(15)
  expect(settings.filter((name) => !page.includes(`\`${name}\``) && name !== 'VERCEL_ENV')).toEqual([])
  expect(settings.filter((name) => !example.includes(`${name}=`) && name !== 'VERCEL_ENV')).toEqual([])
})
