import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { matchesText } from '../../lib/matching/matches-text.ts'
import type { UrlCondition } from '../../lib/matching/url-condition.ts'
import { urlPatternConditions, urlPatternIssue } from '../../lib/matching/url-pattern.ts'
import { apiTests } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { sampleSeed } from '../fixtures/depth.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** The statement of the migration that rewrites patterns, as it is applied. */
async function rewriting(): Promise<string> {
  const file = new URL('../../prisma/migrations/20261129002000_matching/migration.sql', import.meta.url)
  const statement = /^update tracking\n[^;]*;$/m.exec(await readFile(file, 'utf8'))?.[0]
  if (!statement) throw new Error('The migration rewrites no patterns.')
  return statement
}

/** The statement on a table of its own, which has the name of the real one for one connection. */
async function rewritten(patterns: readonly string[]): Promise<string[]> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query('create temporary table tracking (place int, url_pattern text) on commit drop')
    await client.query('insert into tracking select n, p from unnest($1::text[]) with ordinality u (p, n)', [
      patterns,
    ])
    await client.query(await rewriting())
    const { rows } = await client.query<{ pattern: string }>(
      'select url_pattern as pattern from tracking order by place',
    )
    return rows.map(({ pattern }) => pattern)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** `{{Page URL}}` is the address as the browser spells it, up to the fragment. */
const pageUrl = (url: URL) => url.href.slice(0, url.href.length - url.hash.length)

/** What was written to Tag Manager for a pattern before: the URL contains it, and a star is any text. */
function matchedBefore(pattern: string, url: URL): boolean {
  if (!pattern.includes('*')) return pageUrl(url).includes(pattern)
  const parts = pattern.split('*').map((text) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(parts.join('.*')).test(pageUrl(url))
}

function matchesNow(pattern: string, url: URL): boolean {
  return urlPatternConditions(pattern, false).every((condition) => meets(condition, url))
}

function meets({ type, variable, value, ignoreCase }: UrlCondition, url: URL): boolean {
  const text = variable === 'pageUrl' ? pageUrl(url) : url.hash.slice(1)
  return type === 'matchRegex' ? new RegExp(value).test(text) : matchesText({ type, value, ignoreCase }, text)
}

const PIECES = [
  '/',
  '/',
  'a',
  'b',
  'shop',
  'thank-you',
  '?',
  '=',
  '&',
  '.',
  '-',
  '+',
  '(',
  ')',
  '$',
  '%20',
  '~',
]
const texts = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))
const urls = texts.map((rest) => new URL(`https://shop.example/${rest}`))

/** Half of them made of the URL, with stars in the places of some of it, so that many of them match. */
const pairs = urls.chain((url) => {
  const cut = fc
    .tuple(fc.nat(url.href.length - 1), fc.nat(12), fc.nat(12), fc.nat(12))
    .map(([from, first, gap, second]) => {
      const end = from + first + 1
      return `${url.href.slice(from, end)}*${url.href.slice(end + gap, end + gap + second)}`
    })
  const starred = fc.array(fc.oneof(texts, fc.constantFrom('*', '**')), { minLength: 1, maxLength: 4 })
  const pattern = fc.oneof(
    cut,
    cut.map((text) => text.replace(/\*$/, '')),
    starred.map((parts) => parts.join('')),
  )
  return fc.tuple(pattern, fc.constant(url))
})

it('a stored pattern reads the same after the migration: 1,000 pairs of pattern and URL', async () => {
  const cases = fc.sample(pairs, { numRuns: 1_000, seed: sampleSeed })
  const after = await rewritten(cases.map(([pattern]) => pattern))
  const different = cases.flatMap(([pattern, url], index) => {
    const now = after[index] ?? ''
    const before = matchedBefore(pattern, url)
    return matchesNow(now, url) === before ? [] : [`${pattern} → ${now} at ${url.href}: was ${before}`]
  })
  expect(different).toEqual([])
  const matching = cases.filter(([pattern, url]) => matchedBefore(pattern, url)).length
  expect(matching).toBeGreaterThan(200)
  expect(matching).toBeLessThan(900)
})

it.each([
  ['/thanks', '*/thanks*'],
  ['/thank-you*', '*/thank-you*'],
  ['**/a***b', '*/a*b*'],
  ['*', '*'],
  ['/#/thanks', '*/#/thanks*'],
  ['/#a#b##', '*/#a%23b%23%23*'],
  ['/a\\b', '*/a\\b*'],
])('the stored pattern %s becomes %s, which is valid', async (before, after) => {
  expect(await rewritten([before])).toEqual([after])
  expect(urlPatternIssue(after)).toBeUndefined()
})

it.each(['/#/danke', '/danke-für-alles'])(
  '%s, which could never match, matches after the migration',
  async (pattern) => {
    const url = new URL(`https://shop.example${pattern}`)
    expect(matchedBefore(pattern, url)).toBe(false)
    const [now = ''] = await rewritten([pattern])
    expect(matchesNow(now, url)).toBe(true)
  },
)

it('the patterns of deleted trackings are rewritten too, on record and without a new version', async () => {
  const { organizationId } = await newTenant()
  const client = await owner.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ id: string }>(
      `with c as (insert into customer (organization_id, name, website_url)
         values ($1, 'Shop', 'https://shop.example') returning organization_id, id)
       insert into tracking (organization_id, customer_id, name, type, url_pattern, conversion_category, conversion_counting)
       select organization_id, id, n, 'PAGE_VIEW', '/' || n, 'PAGE_VIEW', 'ONE_PER_CLICK'
       from c, unnest('{live,gone}'::text[]) n returning id`,
      [organizationId],
    )
    await client.query(`update tracking set deleted_at = now() where id = $1`, [rows[1]?.id])
    await client.query('set constraints all immediate')
    await client.query(await rewriting())
    const after = await client.query(
      `select t.name, t.url_pattern, t.version, t.sync_status, (
         select a.after from audit_log a where a.organization_id = t.organization_id and a.target_id = t.id::text
         order by a.sequence desc limit 1) as recorded
       from tracking t where t.organization_id = $1 order by t.name desc`,
      [organizationId],
    )
    expect(after.rows).toEqual([
      expect.objectContaining({
        name: 'live',
        url_pattern: '*/live*',
        version: 1,
        recorded: { url_pattern: '*/live*' },
      }),
      expect.objectContaining({
        name: 'gone',
        url_pattern: '*/gone*',
        version: 1,
        recorded: { url_pattern: '*/gone*' },
      }),
    ])
  } finally {
    await client.query('rollback')
    client.release()
  }
})
