import type { Client } from 'pg'
import { QUESTIONS, type Question, type QuestionName } from './questions.ts'

export type Row = Record<string, string | number | boolean | null>

/** What the server answers to one question, or why it could not be asked. */
export type Finding = { name: QuestionName; title: string; advice: string; rows: Row[]; unasked?: string }

const EXTENSION_MISSING =
  'the extension pg_stat_statements is not there: set shared_preload_libraries and CREATE EXTENSION pg_stat_statements'

/**
 * Asks every question in a read-only transaction of its own, none of which may take longer than some seconds or wait
 * for a lock, so that it is safe on a busy server.
 */
export async function askServer(client: Client): Promise<Finding[]> {
  const { rowCount } = await client.query(`select from pg_extension where extname = 'pg_stat_statements'`)
  const findings: Finding[] = []
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const { title, advice, ...rest }: Question = question
    const about = { name: nameOf(name), title, advice }
    const unasked = rest.needs && !rowCount ? EXTENSION_MISSING : undefined
    findings.push(unasked ? { ...about, rows: [], unasked } : { ...about, ...(await ask(client, rest.sql)) })
  }
  return findings
}

/** The keys of QUESTIONS are QuestionName; Object.entries only says string. */
function nameOf(name: string): QuestionName {
  return name as QuestionName
}

async function ask(client: Client, sql: string): Promise<{ rows: Row[]; unasked?: string }> {
  await client.query('begin read only')
  try {
    await client.query(`set local statement_timeout = '10s'`)
    await client.query(`set local lock_timeout = '1s'`)
    const { rows } = await client.query<Row>(sql)
    return { rows }
  } catch (error) {
    return { rows: [], unasked: error instanceof Error ? error.message : String(error) }
  } finally {
    await client.query('rollback')
  }
}
