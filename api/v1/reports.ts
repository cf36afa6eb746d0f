import { z } from 'zod'
import { dismissFinding } from '../../lib/findings/dismiss-finding.ts'
import { DismissFinding, FindingFilter } from '../../lib/findings/finding-input.ts'
import { FINDING_RESOLVED } from '../../lib/findings/finding-problems.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import { listFindings } from '../../lib/findings/list-findings.ts'
import { Stream } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Id } from '../../lib/input/id.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'
import { ActivityReport, activityCsv } from '../../lib/reports/activity-report-view.ts'
import { conversionsCsv } from '../../lib/reports/conversions-csv.ts'
import { ConversionsQuery } from '../../lib/reports/conversions-input.ts'
import { ConversionsReport } from '../../lib/reports/conversions-view.ts'
import { CustomersReport, customersCsv } from '../../lib/reports/customers-report-view.ts'
import { getActivityReport } from '../../lib/reports/get-activity-report.ts'
import { getConversionsReport } from '../../lib/reports/get-conversions-report.ts'
import { getCustomersReport } from '../../lib/reports/get-customers-report.ts'
import { getOverview } from '../../lib/reports/get-overview.ts'
import { OverviewView } from '../../lib/reports/overview-view.ts'
import { ActivityQuery, CSV, CustomersQuery } from '../../lib/reports/report-input.ts'

export const routes = [
  route({
    id: 'reports.overview',
    method: 'GET',
    path: '/v1/reports/overview',
    summary: 'Count customers and trackings by status, and list the customers with most trackings',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    output: OverviewView,
    run: ({ db, tenant }) => getOverview(db, tenant.organizationId),
  }),
  route({
    id: 'reports.customers',
    method: 'GET',
    path: '/v1/reports/customers',
    summary: 'Report how far the trackings of each customer are, as JSON or CSV',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    query: CustomersQuery,
    output: CustomersReport,
    media: [CSV],
    run: async ({ db, tenant, query }) => {
      const data = await getCustomersReport(db, tenant.organizationId, query)
      return query.format === 'json'
        ? { data }
        : new Stream(customersCsv(data), { contentType: CSV, filename: 'customers.csv' })
    },
  }),
  route({
    id: 'reports.activity',
    method: 'GET',
    path: '/v1/reports/activity',
    summary: 'Report what happened day by day, how long runs took and why they failed, as JSON or CSV',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    query: ActivityQuery,
    output: ActivityReport,
    media: [CSV],
    run: async ({ db, tenant, query }) => {
      const report = await getActivityReport(db, tenant.organizationId, query)
      return query.format === 'json'
        ? report
        : new Stream(activityCsv(report), { contentType: CSV, filename: 'activity.csv' })
    },
  }),
  route({
    id: 'reports.conversions',
    method: 'GET',
    path: '/v1/reports/conversions',
    summary: 'Report what Google Ads has counted by customer, by tracking or by day, as JSON or CSV',
    auth: 'MEMBER',
    rate: 'report',
    transaction: 'read',
    query: ConversionsQuery,
    output: ConversionsReport,
    media: [CSV],
    run: async ({ db, tenant, query }) =>
      query.format === 'json'
        ? getConversionsReport(db, tenant, query)
        : new Stream(await conversionsCsv(db, tenant, query), {
            contentType: CSV,
            filename: 'conversions.csv',
          }),
  }),
  route({
    id: 'findings.list',
    method: 'GET',
    path: '/v1/findings',
    summary: 'List open findings, newest first by default',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(FindingFilter.shape),
    output: Page(FindingView),
    run: ({ db, tenant, query }) => listFindings(db, tenant, query),
  }),
  route({
    id: 'findings.dismiss',
    method: 'POST',
    path: '/v1/findings/{findingId}/dismiss',
    summary: 'Dismiss a finding until its data change or a time is over',
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params: z.object({ findingId: Id }),
    body: DismissFinding,
    output: FindingView,
    problems: [FINDING_RESOLVED],
    run: ({ db, tenant, params, body }) => dismissFinding(db, tenant, params.findingId, body),
  }),
]

export default serve(routes)
