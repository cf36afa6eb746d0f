import { z } from 'zod'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Id } from '../../lib/input/id.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'
import { getRun } from '../../lib/sync/queue/get-run.ts'
import { listRuns, SyncRunFilter } from '../../lib/sync/queue/list-runs.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'

export const routes = [
  route({
    id: 'syncRuns.list',
    method: 'GET',
    path: '/v1/sync-runs',
    summary: 'List sync runs, newest first by default',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(SyncRunFilter.shape),
    output: Page(SyncRunView),
    run: ({ db, tenant, query }) => listRuns(db, tenant, query),
  }),
  route({
    id: 'syncRuns.get',
    method: 'GET',
    path: '/v1/sync-runs/{syncRunId}',
    summary: 'Get a sync run with its jobs and, while it waits, its position in the queue',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params: z.object({ syncRunId: Id }),
    output: SyncRunWithJobsView,
    run: ({ db, params }) => getRun(db, params.syncRunId),
  }),
]

export default serve(routes)
