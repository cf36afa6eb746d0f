import { z } from 'zod'
import { AuditFilter, EXPORT_FORMATS } from '../../lib/audit/audit-input.ts'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { exportEntries } from '../../lib/audit/export-entries.ts'
import { listEntries } from '../../lib/audit/list-entries.ts'
import { VERIFY_FROM, Verification, verifyChain } from '../../lib/audit/verify-chain.ts'
import { keysetPage } from '../../lib/http/keyset-page.ts'
import { Page, PageQuery } from '../../lib/http/page.ts'
import { Stream } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'

const MEDIA = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' } as const

export const routes = [
  route({
    id: 'auditLog.list',
    method: 'GET',
    path: '/v1/audit-log',
    summary: 'Who did what to what, the latest first',
    auth: 'ADMIN',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(AuditFilter.shape),
    output: Page(AuditEntryView),
    run: ({ db, tenant, query }) =>
      keysetPage({
        list: 'auditLog.list',
        tenant,
        query,
        kind: 'number',
        sortValue: ({ sequence }) => sequence,
        // Entries are unique by their sequence already.
        idOf: () => tenant.organizationId,
        read: (after, take) => listEntries(db, { ...query, after: after?.value, order: 'desc', take }),
      }),
  }),
  route({
    id: 'auditLog.export',
    method: 'GET',
    path: '/v1/audit-log/export',
    summary: 'The log as a file, from its first entry on; the export itself is put on record',
    auth: 'ADMIN',
    rate: 'write',
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
    summary: 'Whether any entry was changed, removed, inserted or moved; names the first',
    auth: 'ADMIN',
    rate: 'write',
    transaction: 'own',
    query: z.object({
      from: z.enum(VERIFY_FROM).default('checkpoint').describe('start: the whole log, not only what is new'),
    }),
    output: Verification,
    run: ({ tenant, query }) => verifyChain(tenant, query),
  }),
]

export default serve(routes)
