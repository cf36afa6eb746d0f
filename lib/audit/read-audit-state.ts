import { z } from 'zod'
import { callSystem } from '../db/system-pool.ts'
import { unsignedBefore } from './unsigned-before.ts'

const Broken = z.object({ organizationId: z.string(), sequence: z.int(), reason: z.string() })
const Unsigned = z.object({ organizationId: z.string(), since: z.string() })

/** What an operator should know of the chains of all organizations. */
export type AuditState = {
  /** At most 100. */
  broken: z.infer<typeof Broken>[]
  /** Not signed, because they should have been long before; at most 100. */
  unsigned: z.infer<typeof Unsigned>[]
  oldestFullCheck: Date | null
}

type Row = { broken: unknown; unsigned: unknown; oldest: Date | null }

/** Chains that were found broken or left unsigned, and how old the oldest whole check is. */
export async function readAuditState(now: Date): Promise<AuditState> {
  const [row] = await callSystem<Row>(
    `select broken, unsigned, oldest_full_check as oldest from app.audit_state($1)`,
    [unsignedBefore(now)],
  )
  if (!row) throw new Error('app.audit_state returned no row')
  return {
    broken: z.array(Broken).parse(row.broken),
    unsigned: z.array(Unsigned).parse(row.unsigned),
    oldestFullCheck: row.oldest,
  }
}
