import { randomUUID } from 'node:crypto'
import type { QueryConfig, QueryResultRow } from 'pg'
import { type OverviewRow, overviewView } from '../../../../lib/reports/overview-view.ts'
import type { Contestant } from '../contestant.ts'
import { pageOfTrackings } from './page-of-trackings.ts'
import { type PgTracking, pgStatements } from './pg-statements.ts'
import { theOne } from './the-one.ts'
import { trackingView } from './tracking-view.ts'

/** Runs one statement for an organization, and returns its rows. */
export type RunStatement = <Row extends QueryResultRow>(
  organizationId: string,
  statement: QueryConfig,
) => Promise<Row[]>

/** The works over the driver, however a statement is isolated. */
export async function pgContestant(run: RunStatement): Promise<Contestant> {
  const statements = await pgStatements()
  const one = async <Row extends QueryResultRow>(organizationId: string, statement: QueryConfig) =>
    theOne(await run<Row>(organizationId, statement))
  return {
    async list({ organizationId, customerId }) {
      return pageOfTrackings(
        await run<PgTracking>(organizationId, statements.list(organizationId, customerId)),
      )
    },
    async get({ organizationId, trackingId }) {
      return trackingView(await one<PgTracking>(organizationId, statements.get(organizationId, trackingId)))
    },
    async report({ organizationId }) {
      return overviewView(await one<OverviewRow>(organizationId, statements.report(organizationId)))
    },
    async create(caller, name) {
      const statement = statements.create({ ...caller, requestId: randomUUID(), name })
      return trackingView(await one<PgTracking>(caller.organizationId, statement))
    },
  }
}
