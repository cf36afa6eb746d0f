import pg from 'pg'
import type { Connect } from '../contestant.ts'
import { pgContestant } from './pg-contestant.ts'

/** The same statements in a transaction that row-level security limits to the organization: four round trips. */
export const pgRls: Connect = (settings) => {
  const pool = new pg.Pool(settings)
  return pgContestant(async (organizationId, statement) => {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query({
        name: 'set-organization',
        text: `select set_config('peers.organization_id', $1, true)`,
        values: [organizationId],
      })
      const { rows } = await client.query(statement)
      await client.query('commit')
      return rows
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  })
}
