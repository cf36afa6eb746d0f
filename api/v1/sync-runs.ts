import { z } from 'zod'
import { keysetPage } from '../../lib/http/keyset-page.ts'
import { Page, PageQuery } from '../../lib/http/page.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { getRun } from '../../lib/sync/queue/get-run.ts'
import { listRuns, SyncRunFilter } from '../../lib/sync/queue/list-runs.ts'
import { SyncRunView, SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'

export const routes = [
  route({
    id: 'syncRuns.list',
    method: 'GET',
    path: '/v1/sync-runs',
    summary: 'Runs, by default the newest first',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(SyncRunFilter.shape),
    output: Page(SyncRunView),
    run: ({ db, tenant, query }) =>
      keysetPage({
        list: 'syncRuns.list',
        tenant,
        query,
        kind: 'time',
        sortValue: (run) => new Date(run.createdAt),
        idOf: ({ id }) => id,
        read: (after, take) => listRuns(db, { ...query, after, take }),
      }),
  }),
  route({
    id: 'syncRuns.get',
    method: 'GET',
    path: '/v1/sync-runs/{syncRunId}',
    summary: 'One run with its jobs and, while it waits, its place in the queue',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params: z.object({ syncRunId: z.uuid() }),
    output: SyncRunWithJobsView,
    run: ({ db, params }) => getRun(db, params.syncRunId),
  }),
]

export default serve(routes)
