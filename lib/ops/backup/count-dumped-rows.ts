import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Programs, runProgram } from '../database/postgres-programs.ts'

const NEWLINE = 10
const END_OF_DATA = '\\.'
const COPY = /^COPY (.+?) \(.*\) FROM stdin;$/

/** Rows of each table in a script of COPY blocks, read as a stream. One row is one line: COPY escapes line ends. */
async function countRows(script: Readable): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  let table: string | undefined
  let rows = 0
  const readLine = (line: Buffer) => {
    if (table === undefined) {
      table = COPY.exec(line.toString('utf8'))?.[1]
      rows = 0
    } else if (line.length === END_OF_DATA.length && line.toString('latin1') === END_OF_DATA) {
      counts.set(table, rows)
      table = undefined
    } else rows += 1
  }
  let rest = Buffer.alloc(0)
  for await (const part of script) {
    const text = Buffer.concat([rest, part])
    let start = 0
    for (let end = text.indexOf(NEWLINE); end !== -1; end = text.indexOf(NEWLINE, start)) {
      readLine(text.subarray(start, end))
      start = end + 1
    }
    rest = text.subarray(start)
  }
  return counts
}

/**
 * What a dump holds, read back to its last byte.
 * @returns rows by table
 * @throws Error when a part of it cannot be read
 */
export async function countDumpedRows(programs: Programs, dumpFolder: string): Promise<Map<string, number>> {
  let counts = new Map<string, number>()
  await runProgram(join(programs.folder, 'pg_restore'), ['--data-only', '--file=-', dumpFolder], {
    read: async (stdout) => {
      counts = await countRows(stdout)
    },
  })
  return counts
}
