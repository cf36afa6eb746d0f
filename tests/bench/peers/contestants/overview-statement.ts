import { getOverview } from '../../../../lib/reports/get-overview.ts'
import type { TenantDb } from '../../../../lib/tenant/with-tenant.ts'

/** Raw SQL as every one of the peers' template tags takes it. */
export type Statement = { strings: TemplateStringsArray; values: (organizationId: string) => string[] }

const PLACEHOLDER = 'organization'

/** The statement by which the product makes its report, so that all contestants run the same text. */
export async function overviewStatement(): Promise<Statement> {
  const captured = Promise.withResolvers<Statement>()
  const capturing = {
    async $queryRaw(strings: TemplateStringsArray, ...values: unknown[]) {
      if (values.some((value) => value !== PLACEHOLDER)) throw new Error('the report has another parameter')
      captured.resolve({ strings, values: (organizationId) => values.map(() => organizationId) })
      return [{ customers: {}, trackings: {}, topCustomers: [] }]
    },
  }
  // The cast holds because the verb is one raw statement; any other would fail here, before anything is measured.
  await getOverview(capturing as unknown as TenantDb, PLACEHOLDER)
  return captured.promise
}
