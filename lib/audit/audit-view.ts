import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { ACTOR_KINDS } from '../model/actor-kind.ts'

const Values = z.record(z.string(), z.unknown())

export const AuditEntryView = z
  .object({
    sequence: z.int().describe('Counts the entries of the organization, without a gap'),
    occurredAt: z.iso.datetime(),
    actor: z.object({
      kind: z
        .enum(ACTOR_KINDS)
        .describe('database: somebody at the database itself, past the service; id is the login'),
      id: z.string(),
    }),
    requestId: z.string().nullable(),
    action: z.string().describe('For example tracking.update'),
    target: z.object({ type: z.string(), id: z.string() }),
    before: Values.nullable().describe('What changed, as it was'),
    after: Values.nullable().describe(
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

/** Stands in the log where a personal value belongs. */
const Committed = z.strictObject({ commitment: z.string() })

/** The commitments that an entry holds. */
export function commitmentsOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): string[] {
  const values = [before, after].flatMap((row) => Object.values(Values.nullable().parse(row) ?? {}))
  return values.flatMap((value) => Committed.safeParse(value).data?.commitment ?? [])
}

/** @param personal values by their commitment; what is not in it has been forgotten */
export function auditEntryView(row: AuditRow, personal: ReadonlyMap<string, string>): AuditEntryView {
  return AuditEntryView.parse({
    sequence: row.sequence,
    occurredAt: row.occurredAt.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId },
    requestId: row.requestId,
    action: row.action,
    target: { type: row.targetType, id: row.targetId },
    before: readable(row.before, personal),
    after: readable(row.after, personal),
    hash: Buffer.from(row.hash).toString('hex'),
  })
}

/** Columns under the names that the API gives them, commitments replaced by what they stand for. */
function readable(
  row: Prisma.JsonValue,
  personal: ReadonlyMap<string, string>,
): Record<string, unknown> | null {
  const values = Values.nullable().parse(row)
  if (values === null) return null
  return Object.fromEntries(
    Object.entries(values).map(([column, value]) => {
      const name = column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
      const committed = Committed.safeParse(value).data
      return [name, committed ? (personal.get(committed.commitment) ?? null) : value]
    }),
  )
}
