import { csvHead } from '../csv/csv-head.ts'
import { csvLine } from '../csv/csv-line.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import type { AuditFilter, ExportFormat } from './audit-input.ts'
import type { AuditEntry } from './audit-view.ts'
import { inTurn } from './in-turn.ts'
import { checkpointRecord } from './log-checkpoint.ts'
import { readCheckpoints } from './read-checkpoints.ts'
import { readEntries } from './read-entries.ts'
import type { StoredCheckpoint } from './stored-checkpoint.ts'

/** Entries read at a time: what one transaction reads and one instance holds in memory. */
const BATCH = 500

type Export = AuditFilter & { format: ExportFormat }

/**
 * The log from its beginning, line by line, however long it is. The export itself is recorded first, and ends
 * what is exported: its own entry is not in it. JSONL ends with the signed checkpoints, which `npm run audit:compare` reads,
 * and a line that says how many of each there were, by which a reader knows that nothing is cut off.
 */
export async function exportEntries(
  tenant: Tenant,
  { format, ...filter }: Export,
): Promise<AsyncIterable<string>> {
  const last = await withTenant(tenant, {}, async (db) => {
    const [head] = await db.$queryRaw<{ sequence: number }[]>`select sequence from app.own_audit_head()`
    const details = JSON.stringify({ format, ...filter })
    await db.$executeRaw`select app.record_event('auditLog.export', ${details}::jsonb)`
    return head?.sequence ?? 0
  })
  return lines(tenant, filter, last, FORMATS[format])
}

type Format = {
  head?: string
  line: (entry: AuditEntry) => string
  checkpoint?: (checkpoint: StoredCheckpoint) => string
  tail?: (counts: { organizationId: string; entries: number; checkpoints: number }) => string
}

const COLUMNS = [
  ['sequence', (entry) => entry.sequence],
  ['occurredAt', (entry) => entry.occurredAt],
  ['actorKind', (entry) => entry.actor.kind],
  ['actorId', (entry) => entry.actor.id],
  ['requestId', (entry) => entry.requestId],
  ['action', (entry) => entry.action],
  ['targetType', (entry) => entry.target.type],
  ['targetId', (entry) => entry.target.id],
  ['before', (entry) => entry.before && JSON.stringify(entry.before)],
  ['after', (entry) => entry.after && JSON.stringify(entry.after)],
  ['hash', (entry) => entry.hash],
] as const satisfies readonly (readonly [string, (entry: AuditEntry) => string | number | Date | null])[]

const FORMATS: Record<ExportFormat, Format> = {
  jsonl: {
    line: (entry) => JSON.stringify(entry),
    checkpoint: (checkpoint) => JSON.stringify({ checkpoint: checkpointRecord(checkpoint) }),
    tail: (counts) => JSON.stringify(counts),
  },
  csv: {
    head: csvHead(COLUMNS.map(([name]) => name)),
    line: (entry) => csvLine(COLUMNS.map(([, value]) => value(entry))),
  },
}

async function* lines(
  tenant: Tenant,
  filter: AuditFilter,
  last: number,
  { head, line, checkpoint, tail }: Format,
): AsyncIterable<string> {
  if (head !== undefined) yield `${head}\n`
  let entries = 0
  for (let after = 0; ; ) {
    const batch = await inTurn(() =>
      withTenant(tenant, { readOnly: true }, (db) =>
        readEntries(db, filter, {
          where: { sequence: { gt: after } },
          orderBy: [{ sequence: 'asc' }],
          take: BATCH,
        }),
      ),
    )
    const wanted = batch.filter(({ sequence }) => sequence <= last)
    entries += wanted.length
    if (wanted.length > 0) yield wanted.map((entry) => `${line(entry)}\n`).join('')
    after = wanted.at(-1)?.sequence ?? last
    if (wanted.length < BATCH) break
  }
  const { organizationId } = tenant
  const checkpoints = checkpoint
    ? await withTenant(tenant, { readOnly: true }, (db) => allOf(db, organizationId))
    : []
  for (const each of checkpoints) if (checkpoint) yield `${checkpoint(each)}\n`
  if (tail) yield `${tail({ organizationId, entries, checkpoints: checkpoints.length })}\n`
}

async function allOf(db: TenantDb, organizationId: string): Promise<StoredCheckpoint[]> {
  const all: StoredCheckpoint[] = []
  for await (const part of readCheckpoints(db, organizationId)) all.push(...part)
  return all
}
