import { callSystem } from '../db/system-pool.ts'
import { log } from '../telemetry/log.ts'
import { BEFORE_FIRST, type ChainEnd, ENTRIES_AT_A_TIME, headViolation } from './chain-end.ts'
import { chainParts } from './chain-parts.ts'
import { checkpointViolation } from './checkpoint-violation.ts'
import { type CheckpointRow, type StoredCheckpoint, storedCheckpoint } from './stored-checkpoint.ts'

/** Entries checked by one call at most, a batch more or less; the next call goes on where it stopped. */
const ENTRIES = 400_000
const CHAINS = 500
/** A whole check is due again after this. In milliseconds. */
export const FULL_CHECK_EVERY_MS = 2 * 24 * 60 * 60 * 1000

type Due = {
  organization_id: string
  sequence: number
  hash: Uint8Array
  head: number
  head_hash: Uint8Array
}
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
    new Date(now().getTime() - FULL_CHECK_EVERY_MS),
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

type Walked = { end: ChainEnd; atEnd: boolean; violation?: Violation }

async function walk(chain: Due, isOver: () => boolean, onEntries: (count: number) => void): Promise<Walked> {
  let end: ChainEnd = { sequence: chain.sequence, hash: chain.hash }
  if (isOver()) return { end, atEnd: false }
  for await (const part of chainParts(chain.organization_id, end)) {
    onEntries(part.sequence - end.sequence)
    if (part.broken_at !== null) {
      return { end, atEnd: true, violation: { sequence: part.broken_at, reason: part.reason ?? 'changed' } }
    }
    end = part
    if (isOver()) return { end, atEnd: false }
  }
  const violation = headViolation(end, { sequence: chain.head, hash: chain.head_hash })
  return { end, atEnd: true, ...(violation && { violation }) }
}

async function checkpointsOf(organizationId: string): Promise<Violation | undefined> {
  let before: StoredCheckpoint | undefined
  for (;;) {
    const rows = await callSystem<CheckpointRow>('select * from app.checkpoints_of($1, $2, $3)', [
      organizationId,
      (before?.number ?? 0) + 1,
      ENTRIES_AT_A_TIME,
    ])
    const checkpoints = rows.map((row) => storedCheckpoint(organizationId, row))
    const more = rows.length === ENTRIES_AT_A_TIME
    const violation = checkpointViolation(checkpoints, { before, more })
    if (violation || !more) return violation
    before = checkpoints.at(-2)
  }
}

/** @param end how far it has come; undefined: the next check begins with the first entry */
async function save(
  organizationId: string,
  end: ChainEnd = BEFORE_FIRST,
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
