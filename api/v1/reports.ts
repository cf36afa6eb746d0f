import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { getOverview } from '../../lib/reports/get-overview.ts'
import { OverviewView } from '../../lib/reports/overview-view.ts'

export const routes = [
  route({
    id: 'reports.overview',
    method: 'GET',
    path: '/v1/reports/overview',
    summary: 'Customers and trackings by status, and the customers with most trackings',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    output: OverviewView,
    run: ({ db, tenant }) => getOverview(db, tenant.organizationId),
  }),
]

export default serve(routes)
