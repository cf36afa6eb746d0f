import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { ACTOR_KINDS } from '../model/actor-kind.ts'
import { oneOf } from '../model/one-of.ts'

const ColumnValues = z.record(z.string(), z.unknown())

export const AuditEntryView = z
  .object({
    sequence: z.int().describe('Counts the entries of the organization, without a gap'),
    occurredAt: Timestamp,
    actor: z.object({
      kind: oneOf(ACTOR_KINDS).describe(
        'database: a person or program at the database itself, past the service; id is the login',
      ),
      id: z.string(),
    }),
    requestId: z.string().nullable(),
    action: z.string().describe('For example tracking.update'),
    target: z.object({ type: z.string(), id: z.string() }),
    before: ColumnValues.nullable().describe('What changed, as it was'),
    after: ColumnValues.nullable().describe(
      'What changed, as it is. Secrets are redacted; a personal value that was forgotten is null',
    ),
    hash: z.string().describe('SHA-256 over the hash of the entry before and this entry, in hex'),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntryView = z.infer<typeof AuditEntryView>

export const AUDIT_FIELDS = {
  sequence: true,
  occurredAt: true,
  actorKind: true,
  actorId: true,
  requestId: true,
  action: true,
  targetType: true,
  targetId: true,
  before: true,
  after: true,
  hash: true,
} as const satisfies Prisma.AuditLogSelect

export type AuditRow = Prisma.AuditLogGetPayload<{ select: typeof AUDIT_FIELDS }>

type Values = Record<string, unknown>

/** An entry as the verbs return it. */
export type AuditEntry = ReturnType<typeof auditEntryView>

/** The commitments that an entry holds. */
export function commitmentsOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): string[] {
  const values = [before, after].flatMap((row) => Object.values(valuesOf(row) ?? {}))
  return values.flatMap((value) => commitmentIn(value) ?? [])
}

/** @param personal values by their commitment; what is not in it has been forgotten */
export function auditEntryView(row: AuditRow, personal: ReadonlyMap<string, string>) {
  return {
    sequence: row.sequence,
    occurredAt: row.occurredAt,
    actor: { kind: row.actorKind, id: row.actorId },
    requestId: row.requestId,
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    before: readable(row.before, personal),
    after: readable(row.after, personal),
    hash: Buffer.from(row.hash).toString('hex'),
  }
}

/** Columns under the names that the API gives them, commitments replaced by their values. */
function readable(row: Prisma.JsonValue, personal: ReadonlyMap<string, string>): Values | null {
  const values = valuesOf(row)
  if (!values) return null
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => {
      const name = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      const commitment = commitmentIn(value)
      return [name, commitment === undefined ? value : (personal.get(commitment) ?? null)]
    }),
  )
}

function valuesOf(row: Prisma.JsonValue): Values | null {
  if (row === null) return null
  if (typeof row !== 'object' || Array.isArray(row)) throw new TypeError('an entry holds columns by name')
  return row
}

/** Where a personal value belongs, the log holds `{ "commitment": "…" }`. */
function commitmentIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('commitment' in value)) return undefined
  const { commitment, ...others } = value
  return typeof commitment === 'string' && Object.keys(others).length === 0 ? commitment : undefined
}
