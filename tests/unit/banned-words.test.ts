import { describe, expect, it } from 'vitest'
import { apiTexts } from '../../lib/ops/words/api-texts.ts'
import { bannedWords, findBannedWords } from '../../lib/ops/words/find-banned-words.ts'
import type { TextKind } from '../../lib/ops/words/word-rules.ts'

const found = (file: string, content: string) =>
  findBannedWords(file, content).map(({ at, kind, text }) => `${at} ${kind} ${text}`)

describe('names that a TypeScript file gives', () => {
  it('are found where they are declared, whatever their spelling, once each', () => {
    const code = `
      export type Answer = { refusedBy: string }
      const MAX_ANSWER_BYTES = 1
      class Pool { #watchedQueries = 0; putOff() {} }
      function serve({ faults: told }: Given, way = 1) { return way + way }
    `
    expect(found('lib/x.ts', code)).toEqual([
      'lib/x.ts:2 identifier Answer',
      'lib/x.ts:2 identifier refusedBy',
      'lib/x.ts:3 identifier MAX_ANSWER_BYTES',
      'lib/x.ts:4 identifier watchedQueries',
      'lib/x.ts:4 identifier putOff',
      'lib/x.ts:5 identifier told',
      'lib/x.ts:5 identifier way',
    ])
  })

  it('are ordinary words where another module or object has given them', () => {
    const code = `
      import { once } from 'node:events'
      for (const [key] of Object.entries(process.env)) process.once('exit', () => key)
      const { notes } = tag
      socket.addEventListener('close', end, { once: true })
      export type AuditEntry = { notes: string }
    `
    expect(found('lib/x.ts', code)).toEqual([])
  })

  it('are found in SQL of strings, and in the events of the log', () => {
    const code = `
      await db.query(\`select refusal from answer -- told nobody\`)
      log.warn('sync.outdated', { runId })
      throw new Error('Create up to 100, or nobody is told')
    `
    expect(found('lib/x.ts', code)).toEqual([
      'lib/x.ts:3 log event sync.outdated',
      'lib/x.ts:2 SQL name refusal',
      'lib/x.ts:2 SQL name answer',
    ])
  })

  it('may be faults where faults are injected', () => {
    expect(found('lib/dev/google-sandbox/x.ts', 'const faults = []')).toEqual([])
    expect(found('tests/unit/x.test.ts', 'const faults = faultsOf()')).toEqual([])
    expect(found('tests/unit/x.test.ts', 'const faultsOf = 1')).toEqual([
      'tests/unit/x.test.ts:1 identifier faultsOf',
    ])
    expect(found('lib/http/x.ts', 'const faults = []')).toEqual(['lib/http/x.ts:1 identifier faults'])
  })
})

it('names in SQL are found, comments and strings are not names', () => {
  const sql = `-- nobody is told
    create function app.enter() returns text language sql as $$
      select 'answer', "taken down" from refused_attempt /* way */ $$;`
  expect(found('prisma/migrations/1/migration.sql', sql)).toEqual([
    'prisma/migrations/1/migration.sql:3 SQL name taken down',
    'prisma/migrations/1/migration.sql:3 SQL name refused_attempt',
  ])
})

it('file names are names', () => {
  expect(found('lib/x/lost-answers.ts', '')).toEqual(['lib/x/lost-answers.ts:1 file name lost-answers'])
})

it('phrases are found in every file, also where a comment goes on in the next line', () => {
  const page = 'It is put off. It breaks\n// off, and is called off. It is cut off.\nA keyTaken.'
  expect(found('README.md', page)).toEqual([
    'README.md:2 any text called off',
    'README.md:1 any text put off',
    'README.md:1 any text breaks // off',
    'README.md:3 any text keyTaken',
  ])
})

it('texts for callers have rules of their own', () => {
  const document = { info: { description: 'Nobody' }, paths: [{ summary: 'The way', operationId: 'refuse' }] }
  expect(apiTexts(document)).toEqual([
    { path: '/info/description', text: 'Nobody' },
    { path: '/paths/0/summary', text: 'The way' },
  ])
  const instead = (kind: TextKind, text: string) => bannedWords(kind, '', text).map((each) => each.found)
  expect(instead('API text', 'Nobody is told')).toEqual(['Nobody', 'told'])
  expect(instead('API text', 'The way to sync once')).toEqual([])
})
