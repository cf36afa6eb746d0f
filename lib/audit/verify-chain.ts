import { z } from 'zod'
import { Timestamp } from '../input/timestamp.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import {
  BEFORE_FIRST,
  type ChainEnd,
  type CheckedPart,
  ENTRIES_AT_A_TIME,
  headViolation,
} from './chain-end.ts'
import { checkpointViolation } from './checkpoint-violation.ts'
import { inTurn } from './in-turn.ts'
import { readCheckpoints } from './read-checkpoints.ts'
import type { StoredCheckpoint } from './stored-checkpoint.ts'

/** Where the check begins: at the last signed checkpoint, or at the first entry. */
export const VERIFY_FROM = ['checkpoint', 'start'] as const

/**
 * What is wrong with an entry. `changed`: its content does not fit its hash. `missing`: it is not there.
 * `not_linked`: it does not follow the entry before. `not_as_signed`: the chain was rewritten after it was signed.
 * `forged_checkpoint`: the checkpoint there was not signed by this service, or not behind the one before.
 * `missing_checkpoint`: one before it was removed. `personal_changed`: it shows another
 * personal value than the one that was recorded.
 */
const REASONS = [
  'changed',
  'missing',
  'not_linked',
  'not_as_signed',
  'forged_checkpoint',
  'missing_checkpoint',
  'personal_changed',
] as const

const Point = z.object({ sequence: z.int(), hash: z.string() })

export const Verification = z
  .object({
    intact: z.boolean(),
    checked: z.int().describe('Entries looked at'),
    checkpoints: z
      .int()
      .describe('Signed checkpoints looked at: signature, number, and that each follows the one before'),
    from: Point.extend({ signedAt: Timestamp })
      .nullable()
      .describe('The signed checkpoint that the check began behind; null: at the first entry'),
    until: Point.nullable().describe('The last entry that fits; keep it elsewhere to compare later'),
    notChecked: z
      .object({ from: z.int(), until: z.int() })
      .nullable()
      .describe('Entries before the checkpoint, which were not looked at this time; null: all were'),
    lastFullCheck: Timestamp.nullable().describe(
      'When the service last found the whole chain to hold, from its first entry; null: not yet, or it did not hold',
    ),
    broken: z
      .object({ sequence: z.int(), reason: z.enum(REASONS) })
      .nullable()
      .describe('The first entry that does not fit'),
  })
  .meta({ id: 'AuditVerification' })
type Broken = NonNullable<z.infer<typeof Verification>['broken']>

/** Checks the hash chain of the organization's audit log against itself, its end and the signed checkpoints. */
export async function verifyChain(
  tenant: Tenant,
  { from }: { from: (typeof VERIFY_FROM)[number] },
): Promise<z.input<typeof Verification>> {
  const { checkpoints, known, personal, head } = await withTenant(tenant, { readOnly: true }, (db) =>
    readFrame(db, tenant.organizationId, from),
  )
  const latest = checkpoints.at(-1)
  const start = from === 'start' || !latest ? BEFORE_FIRST : { sequence: latest.sequence, hash: latest.hash }
  const walked = await walk(tenant, start, head)
  const first = from === 'start' ? 1 : (latest?.number ?? 1)
  const violations = [
    checkpointViolation(checkpoints, { from: first }),
    latest && latest.number !== known.checkpoints
      ? { sequence: latest.sequence, reason: 'missing_checkpoint' as const }
      : undefined,
    walked.broken,
    personal === null ? undefined : personalViolation(personal),
  ]
  const broken = violations
    .filter((violation) => violation !== undefined)
    .reduce<Broken | null>((first, each) => (first && first.sequence <= each.sequence ? first : each), null)
  return {
    intact: broken === null,
    checked: walked.until.sequence - start.sequence,
    checkpoints: checkpoints.length,
    from: start === BEFORE_FIRST || !latest ? null : { ...point(latest), signedAt: latest.signedAt },
    until: walked.until.sequence === 0 ? null : point(walked.until),
    notChecked: start.sequence === 0 ? null : { from: 1, until: start.sequence },
    lastFullCheck: known.last_full_check,
    broken,
  }
}

type Known = { checkpoints: number; last_number: number; last_full_check: Date | null }
const UNKNOWN: Known = { checkpoints: 0, last_number: 0, last_full_check: null }

async function readFrame(db: TenantDb, organizationId: string, from: (typeof VERIFY_FROM)[number]) {
  const [known = UNKNOWN] = await db.$queryRaw<Known[]>`
    select checkpoints, last_number, last_full_check from app.own_audit_check()`
  const checkpoints: StoredCheckpoint[] = []
  const first = from === 'start' ? 1 : known.last_number
  for await (const part of readCheckpoints(db, organizationId, first)) checkpoints.push(...part)
  const [rest] = await db.$queryRaw<{ personal: number | null; sequence: number; hash: Uint8Array }[]>`
    select app.changed_personal() as personal, sequence, hash from app.own_audit_head()`
  return { checkpoints, known, personal: rest?.personal ?? null, head: rest ?? BEFORE_FIRST }
}

function personalViolation(sequence: number): Broken {
  return { sequence, reason: 'personal_changed' }
}

type Walk = { until: ChainEnd; broken?: Broken }

/** From one entry to the end, batch by batch. Entries that come in while it goes on are checked as well. */
async function walk(tenant: Tenant, start: ChainEnd, head: ChainEnd): Promise<Walk> {
  let until = start
  for (;;) {
    const { sequence, hash } = until
    const [part] = await inTurn(() =>
      withTenant(
        tenant,
        { readOnly: true },
        (db) =>
          db.$queryRaw<CheckedPart[]>`
            select sequence, hash, broken_at, reason
            from app.check_own_chain(${sequence}::integer, ${Buffer.from(hash)}::bytea, ${ENTRIES_AT_A_TIME}::integer)`,
      ),
    )
    if (!part) break
    const checked = part.sequence - until.sequence
    until = { sequence: part.sequence, hash: part.hash }
    if (part.broken_at !== null) {
      return { until, broken: { sequence: part.broken_at, reason: z.enum(REASONS).parse(part.reason) } }
    }
    if (checked < ENTRIES_AT_A_TIME) break
  }
  const broken = headViolation(until, head)
  return { until, ...(broken && { broken }) }
}

function point({ sequence, hash }: ChainEnd): z.infer<typeof Point> {
  return { sequence, hash: Buffer.from(hash).toString('hex') }
}
