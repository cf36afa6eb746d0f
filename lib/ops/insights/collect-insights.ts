import type { Client } from 'pg'
import { INSIGHT_QUERIES, type InsightName, type InsightQuery } from './insight-queries.ts'

export type Row = Record<string, string | number | boolean | null>

/** The result of one query of the statistics, or why it failed. */
export type Insight = {
  name: InsightName
  title: string
  advice: string
  rows: Row[]
  failure?: string
  alert?: true
}

const EXTENSION_MISSING =
  'the extension pg_stat_statements is missing: set shared_preload_libraries and CREATE EXTENSION pg_stat_statements'

/**
 * Runs every query in its own read-only transaction with a short statement and lock timeout, so that it is safe on a
 * busy server.
 */
export async function collectInsights(client: Client): Promise<Insight[]> {
  const { rowCount } = await client.query(`select from pg_extension where extname = 'pg_stat_statements'`)
  const insights: Insight[] = []
  for (const [name, query] of Object.entries(INSIGHT_QUERIES)) {
    const { title, advice, alert, ...rest }: InsightQuery = query
    const about = { name: nameOf(name), title, advice, ...(alert && { alert }) }
    const failure = rest.needs && !rowCount ? EXTENSION_MISSING : undefined
    insights.push(failure ? { ...about, rows: [], failure } : { ...about, ...(await runQuery(client, rest)) })
  }
  return insights
}

/** The keys of INSIGHT_QUERIES are InsightName; Object.entries is typed as string. */
function nameOf(name: string): InsightName {
  return name as InsightName
}

async function runQuery(
  client: Client,
  { sql, values }: Pick<InsightQuery, 'sql' | 'values'>,
): Promise<{ rows: Row[]; failure?: string }> {
  await client.query('begin read only')
  try {
    await client.query(`set local statement_timeout = '10s'`)
    await client.query(`set local lock_timeout = '1s'`)
    const { rows } = await client.query<Row>(sql, values?.())
    return { rows }
  } catch (error) {
    return { rows: [], failure: error instanceof Error ? error.message : String(error) }
  } finally {
    await client.query('rollback')
  }
}
