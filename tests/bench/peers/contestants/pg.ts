import pgDriver from 'pg'
import type { Connect } from '../contestant.ts'
import { pgContestant } from './pg-contestant.ts'

/** The driver alone: one prepared statement each, by a login that no policy applies to. */
export const pg: Connect = (settings) => {
  const pool = new pgDriver.Pool(settings)
  return pgContestant(async (_organizationId, statement) => (await pool.query(statement)).rows)
}
