import { basename } from 'node:path'
import { sqlNames } from './sql-names.ts'
import { typescriptNames } from './typescript-names.ts'
import { type TextKind, wordRules } from './word-rules.ts'

export type BannedWord = { at: string; kind: TextKind; text: string; instead: string }

const WHITE_SPACE = /\s+/g

/** What one text has that it may not have. A name is read as its words. */
export function bannedWords(
  kind: TextKind,
  file: string,
  text: string,
): { found: string; instead: string }[] {
  const words = kind === 'API text' || kind === 'any text' ? text : wordsOf(text)
  return wordRules(kind).flatMap(({ banned, instead, except, exceptIn }) => {
    const found = banned.exec(words)?.[0]
    return found === undefined || except?.test(words) || exceptIn?.test(file) ? [] : [{ found, instead }]
  })
}

/** What a file has, each name once: at the first line in which it stands. */
export function findBannedWords(file: string, content: string): BannedWord[] {
  const names = [
    { kind: 'file name' as const, text: basename(file).replace(/\..*$/, ''), line: 1 },
    ...namesIn(file, content),
  ]
  const once = new Map(names.toReversed().map((name) => [`${name.kind} ${name.text}`, name]))
  return [
    ...[...once.values()]
      .toReversed()
      .flatMap(({ kind, text, line }) =>
        bannedWords(kind, file, text).map(({ instead }) => ({ at: `${file}:${line}`, kind, text, instead })),
      ),
    ...phrasesIn(file, content),
  ]
}

function namesIn(file: string, content: string): { kind: TextKind; text: string; line: number }[] {
  if (/\.(sql|prisma)$/.test(file)) return sqlNames(content).map((name) => ({ kind: 'SQL name', ...name }))
  if (!/\.(ts|mjs)$/.test(file)) return []
  const names = typescriptNames(file, content)
  return [
    ...names.identifiers.map((name) => ({ kind: 'identifier' as const, ...name })),
    ...names.logEvents.map((name) => ({ kind: 'log event' as const, ...name })),
    ...names.sqlNames.map((name) => ({ kind: 'SQL name' as const, ...name })),
  ]
}

function phrasesIn(file: string, content: string): BannedWord[] {
  return wordRules('any text').flatMap(({ banned, instead }) =>
    [...content.matchAll(new RegExp(banned, `${banned.flags}g`))].map(({ 0: text, index }) => ({
      at: `${file}:${content.slice(0, index).split('\n').length}`,
      kind: 'any text' as const,
      text: text.replace(WHITE_SPACE, ' '),
      instead,
    })),
  )
}

/** `loseAnswer`, `LOSE_ANSWER` and `lose-answer` are “lose answer”. */
function wordsOf(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase()
    .trim()
}
