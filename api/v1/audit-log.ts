import { z } from 'zod'
import { AuditFilter, EXPORT_FORMATS } from '../../lib/audit/audit-input.ts'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { exportEntries } from '../../lib/audit/export-entries.ts'
import { listEntries } from '../../lib/audit/list-entries.ts'
import { VERIFY_FROM, Verification, verifyChain } from '../../lib/audit/verify-chain.ts'
import { Stream } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'

const MEDIA = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const

export const routes = [
  route({
    id: 'auditLog.list',
    method: 'GET',
    path: '/v1/audit-log',
    summary: 'List audit entries: who did what to what, latest first',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(AuditFilter.shape),
    output: Page(AuditEntryView),
    run: ({ db, tenant, query }) => listEntries(db, tenant, query),
  }),
  route({
    id: 'auditLog.export',
    method: 'GET',
    path: '/v1/audit-log/export',
    summary: 'Export the log as a file, from its first entry on; the export itself is recorded',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'export',
    safe: false,
    transaction: 'own',
    query: AuditFilter.extend({ format: z.enum(EXPORT_FORMATS).default('jsonl') }),
    media: [MEDIA.jsonl, MEDIA.csv],
    run: async ({ tenant, query }) =>
      new Stream(await exportEntries(tenant, query), {
        contentType: MEDIA[query.format],
        filename: `audit-log.${query.format}`,
      }),
  }),
  route({
    id: 'auditLog.verify',
    method: 'GET',
    path: '/v1/audit-log/verify',
    summary: 'Verify that no entry was changed, removed, inserted or moved; names the first that was',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'export',
    transaction: 'own',
    query: z.object({
      from: z.enum(VERIFY_FROM).default('checkpoint').describe('start: the whole log, not only what is new'),
    }),
    output: Verification,
    run: ({ tenant, query }) => verifyChain(tenant, query),
  }),
]

export default serve(routes)
