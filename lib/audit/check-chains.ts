import { callSystem } from '../db/system-pool.ts'
import { log } from '../telemetry/log.ts'
import { checkpointViolation } from './checkpoint-violation.ts'
import { type CheckpointRow, type StoredCheckpoint, storedCheckpoint } from './stored-checkpoint.ts'

/** Entries checked by one statement, and checkpoints. */
const BATCH = 20_000
/** Entries checked by one call at most, a batch more or less; the next call goes on where it stopped. */
const ENTRIES = 400_000
const CHAINS = 500
/** A whole check is due again after this. In milliseconds. */
const EVERY_MS = 2 * 24 * 60 * 60 * 1000

type Due = {
  organization_id: string
  sequence: number
  hash: Uint8Array
  head: number
  head_hash: Uint8Array
}
type Part = { sequence: number; hash: Uint8Array; broken_at: number | null; reason: string | null }
type Violation = { sequence: number; reason: string }

/** Chains that were checked to their end, how many of them do not hold, and the entries that were looked at. */
export type CheckedChains = { chains: number; broken: number; entries: number }

/**
 * Checks whole chains from their first entry, with all checkpoints, those first whose last check is the oldest. The work
 * of one call is limited; a chain that is not through goes on in the next.
 */
export async function checkChains(
  beginUntil: Date,
  now: () => Date = () => new Date(),
): Promise<CheckedChains> {
  const tally = { chains: 0, broken: 0, entries: 0 }
  const due = await callSystem<Due>('select * from app.due_full_checks($1, $2)', [
    new Date(now().getTime() - EVERY_MS),
    CHAINS,
  ])
  const isOver = () => now() >= beginUntil || tally.entries >= ENTRIES
  for (const chain of due) {
    if (isOver()) break
    const { organization_id: organizationId } = chain
    const walked = await walk(chain, isOver, (entries) => {
      tally.entries += entries
    })
    const violation = walked.violation ?? (walked.atEnd ? await checkpointsOf(organizationId) : undefined)
    const ended = walked.atEnd || violation !== undefined
    await save(organizationId, ended ? undefined : walked.end, ended ? now() : undefined, violation)
    if (!ended) break
    tally.chains += 1
    if (violation) {
      tally.broken += 1
      log.error('audit.broken', { organizationId, ...violation })
    } else {
      const { sequence, hash } = walked.end
      log.info('audit.checked', { organizationId, sequence, hash: Buffer.from(hash).toString('hex') })
    }
  }
  return tally
}

type Point = { sequence: number; hash: Uint8Array }
type Walked = { end: Point; atEnd: boolean; violation?: Violation }

async function walk(chain: Due, isOver: () => boolean, onEntries: (count: number) => void): Promise<Walked> {
  let end: Point = { sequence: chain.sequence, hash: chain.hash }
  while (!isOver()) {
    const [part] = await callSystem<Part>('select * from app.check_chain($1, $2, $3, $4)', [
      chain.organization_id,
      end.sequence,
      end.hash,
      BATCH,
    ])
    if (!part) return { end, atEnd: true, ...headViolation(end, chain) }
    onEntries(part.sequence - end.sequence)
    if (part.broken_at !== null) {
      return { end, atEnd: true, violation: { sequence: part.broken_at, reason: part.reason ?? 'changed' } }
    }
    end = part
  }
  return { end, atEnd: false }
}

/** Whether the chain ends before its head, or elsewhere. Entries that came in meanwhile are beyond it. */
function headViolation(end: Point, { head, head_hash }: Due): { violation?: Violation } {
  if (end.sequence < head) return { violation: { sequence: end.sequence + 1, reason: 'missing' } }
  if (end.sequence === head && Buffer.compare(end.hash, head_hash) !== 0) {
    return { violation: { sequence: head, reason: 'changed' } }
  }
  return {}
}

async function checkpointsOf(organizationId: string): Promise<Violation | undefined> {
  let before: StoredCheckpoint | undefined
  for (;;) {
    const rows = await callSystem<CheckpointRow>('select * from app.checkpoints_of($1, $2, $3)', [
      organizationId,
      (before?.number ?? 0) + 1,
      BATCH,
    ])
    const checkpoints = rows.map((row) => storedCheckpoint(organizationId, row))
    const violation = checkpointViolation(checkpoints, { before })
    if (violation || rows.length < BATCH) return violation
    before = checkpoints.at(-1)
  }
}

/** @param end how far it has come; undefined: the next check begins with the first entry */
async function save(
  organizationId: string,
  end: Point = { sequence: 0, hash: Buffer.alloc(32) },
  completedAt?: Date,
  violation?: Violation,
): Promise<void> {
  await callSystem('select app.save_full_check($1, $2, $3, $4, $5, $6)', [
    organizationId,
    end.sequence,
    end.hash,
    completedAt,
    violation?.sequence,
    violation?.reason,
  ])
}
