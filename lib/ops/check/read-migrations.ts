import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Node, parse } from 'libpg-query'

export type MigrationStatement = { node: Node; line: number; lastLine: number; waivers: readonly Waiver[] }
/** `-- check: allow RULE because REASON`, in front of the statement for which it holds. */
export type Waiver = { rule: string; reason: string | undefined; line: number }
export type MigrationFile = {
  name: string
  /** From the folder of the project. */
  path: string
  sql: string
  statements: readonly MigrationStatement[]
}

export type Finding = { file: string; line: number; rule: string; problem: string; instead: string }

const WAIVER = /^\s*--\s*check:\s*allow\s+(\S+)(?:\s+because\s+(.+?))?\s*$/

const linesIn = (text: string) => text.split('\n').length

/** @throws Error of the parser where it is no SQL */
export async function readStatements(sql: string): Promise<MigrationStatement[]> {
  // The parser counts bytes, and a statement from where the comments in front of it end.
  const bytes = Buffer.from(sql)
  const upTo = (end: number) => bytes.subarray(0, end).toString()
  let before = 0
  return ((await parse(sql)).stmts ?? []).flatMap(
    ({ stmt, stmt_location: from = 0, stmt_len: length = 0 }) => {
      if (!stmt) return []
      const end = length === 0 ? bytes.length : from + length
      const firstLine = linesIn(upTo(before))
      const waivers = bytes
        .subarray(before, from)
        .toString()
        .split('\n')
        .flatMap((text, index): Waiver[] => {
          const [, rule, reason] = WAIVER.exec(text) ?? []
          return rule === undefined ? [] : [{ rule, reason, line: firstLine + index }]
        })
      before = end
      return [{ node: stmt, line: linesIn(upTo(from)), lastLine: linesIn(upTo(end)), waivers }]
    },
  )
}

/** The migrations of a folder, in the order in which they are applied. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const path = join(folder, name, 'migration.sql')
      const sql = await readFile(path, 'utf8')
      const statements = await readStatements(sql).catch((error: unknown) => {
        throw new Error(`${path} is no SQL: ${error instanceof Error ? error.message : error}`)
      })
      return { name, path, sql, statements }
    }),
  )
}
