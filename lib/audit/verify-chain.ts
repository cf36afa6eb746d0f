import { z } from 'zod'
import { Timestamp } from '../input/timestamp.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
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

/** Entries checked in one transaction: well within the time that a statement may take. */
const BATCH = 20_000
const NOTHING = { sequence: 0, hash: Buffer.alloc(32) }

type Part = { sequence: number; hash: Uint8Array; broken_at: number | null; reason: string | null }

/** Checks the hash chain of the organization's audit log against itself, its end and the signed checkpoints. */
export async function verifyChain(
  tenant: Tenant,
  { from }: { from: (typeof VERIFY_FROM)[number] },
): Promise<z.input<typeof Verification>> {
  const { checkpoints, known, personal, head } = await withTenant(tenant, { readOnly: true }, (db) =>
    readFrame(db, tenant.organizationId, from),
  )
  const latest = checkpoints.at(-1)
  const start = from === 'start' || !latest ? NOTHING : { sequence: latest.sequence, hash: latest.hash }
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
    from: start === NOTHING || !latest ? null : { ...point(latest), signedAt: latest.signedAt },
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
  return { checkpoints, known, personal: rest?.personal ?? null, head: rest ?? NOTHING }
}

function personalViolation(sequence: number): Broken {
  return { sequence, reason: 'personal_changed' }
}

type Walk = { until: { sequence: number; hash: Uint8Array }; broken?: Broken }

/** From one entry to the end, batch by batch. Entries that come in while it goes on are checked as well. */
async function walk(tenant: Tenant, start: Walk['until'], head: Walk['until']): Promise<Walk> {
  let until = start
  for (;;) {
    const { sequence, hash } = until
    const [part] = await inTurn(() =>
      withTenant(
        tenant,
        { readOnly: true },
        (db) =>
          db.$queryRaw<Part[]>`
            select sequence, hash, broken_at, reason
            from app.check_own_chain(${sequence}::integer, ${Buffer.from(hash)}::bytea, ${BATCH}::integer)`,
      ),
    )
    if (!part) break
    const checked = part.sequence - until.sequence
    until = { sequence: part.sequence, hash: part.hash }
    if (part.broken_at !== null) {
      return { until, broken: { sequence: part.broken_at, reason: z.enum(REASONS).parse(part.reason) } }
    }
    if (checked < BATCH) break
  }
  if (until.sequence < head.sequence)
    return { until, broken: { sequence: until.sequence + 1, reason: 'missing' } }
  if (until.sequence === head.sequence && !same(until.hash, head.hash)) {
    return { until, broken: { sequence: until.sequence, reason: 'changed' } }
  }
  return { until }
}

function point({ sequence, hash }: Walk['until']): z.infer<typeof Point> {
  return { sequence, hash: Buffer.from(hash).toString('hex') }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
