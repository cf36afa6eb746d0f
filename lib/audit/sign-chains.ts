import { callSystem } from '../db/system-pool.ts'
import { log } from '../telemetry/log.ts'
import type { ChainEnd } from './chain-end.ts'
import { chainParts } from './chain-parts.ts'
import { checkpointViolation, NO_CHECKPOINT } from './checkpoint-violation.ts'
import { logCheckpoint } from './log-checkpoint.ts'
import { digestOf, signCheckpoint } from './sign-checkpoint.ts'
import { storedCheckpoint } from './stored-checkpoint.ts'
import { unsignedBefore } from './unsigned-before.ts'

/** Chains checked in one call; the next one takes the rest, longest unsigned first. */
const CHAINS = 500

type Chain = {
  organization_id: string
  checkpoint: number
  checkpoint_hash: Uint8Array
  number: number
  previous: Uint8Array | null
  checkpoints: number
  signed_at: Date | null
  signature: Uint8Array | null
  current_hash: Uint8Array | null
  unsigned_since: Date | null
  broken_at: number | null
}

/** How many chains were signed, do not hold, and were not signed because they should have been long before. */
export type SignedChains = { signed: number; broken: number; unsigned: number }

/**
 * Signs the end of every chain that has grown, after having checked what was added since its last checkpoint. The
 * checkpoint is also logged: whoever cuts a chain back, checkpoints and all, cannot remove it from there. A chain that
 * does not hold is not signed, nor one that has been unsigned for so long that a checkpoint was taken away or the schedule
 * did not run; both are reported each time.
 */
export async function signChains(
  beginUntil: Date,
  now: () => Date = () => new Date(),
): Promise<SignedChains> {
  const tally = { signed: 0, broken: 0, unsigned: 0 }
  const chains = await callSystem<Chain>('select * from app.unsigned_chains($1)', [CHAINS])
  for (const chain of chains) {
    if (now() >= beginUntil) break
    const outcome = isOverdue(chain, now()) ? 'unsigned' : await signChain(chain, now())
    if (outcome !== 'empty') tally[outcome] += 1
  }
  return tally
}

/**
 * Signs the chain of one organization however long it has been unsigned: what the operator decides, who knows why.
 * @returns undefined where there is nothing to sign
 */
export async function signOverdueChain(
  organizationId: string,
  now: () => Date = () => new Date(),
): Promise<'signed' | 'broken' | undefined> {
  const [chain] = await callSystem<Chain>('select * from app.unsigned_chains(1, $1)', [organizationId])
  const outcome = chain ? await signChain(chain, now()) : 'empty'
  return outcome === 'empty' ? undefined : outcome
}

function isOverdue(
  { organization_id: organizationId, checkpoint, unsigned_since }: Chain,
  now: Date,
): boolean {
  if (unsigned_since === null || unsigned_since >= unsignedBefore(now)) return false
  const since = unsigned_since.toISOString()
  log.error('audit.unsigned', { organizationId, sequence: checkpoint + 1, since })
  return true
}

async function signChain(chain: Chain, signedAt: Date): Promise<'signed' | 'broken' | 'empty'> {
  const { organization_id: organizationId } = chain
  const last = lastCheckpoint(chain)
  const violation = violationOf(chain, last)
  if (violation) {
    log.error('audit.broken', { organizationId, ...violation })
    return 'broken'
  }
  let end: ChainEnd = { sequence: chain.checkpoint, hash: chain.checkpoint_hash }
  for await (const part of chainParts(organizationId, end)) {
    if (part.broken_at !== null) {
      log.error('audit.broken', { organizationId, sequence: part.broken_at, reason: part.reason })
      return 'broken'
    }
    end = part
  }
  if (end.sequence === chain.checkpoint) return 'empty'
  const { sequence, hash } = end
  const previous = last ? digestOf(last) : NO_CHECKPOINT
  const point = { organizationId, number: chain.number + 1, sequence, hash, previous, signedAt }
  const signature = signCheckpoint(point)
  const [row] = await callSystem<{ added: boolean }>(
    'select app.add_checkpoint($1, $2, $3, $4, $5, $6, $7) as added',
    [organizationId, point.number, sequence, hash, previous, signedAt, signature],
  )
  // Another process was first.
  if (!row?.added) return 'empty'
  logCheckpoint({ ...point, signature })
  return 'signed'
}

function lastCheckpoint(chain: Chain) {
  const { checkpoint: sequence, checkpoint_hash: hash, signed_at, signature } = chain
  if (signed_at === null || signature === null) return undefined
  return storedCheckpoint(chain.organization_id, { ...chain, sequence, hash, signed_at, signature })
}

/** What a whole check has found, or what is wrong with the checkpoint to go on from. */
function violationOf(chain: Chain, last: ReturnType<typeof lastCheckpoint>) {
  if (chain.broken_at !== null) return { sequence: chain.broken_at, reason: 'found_by_full_check' }
  if (chain.checkpoints !== chain.number) return { sequence: chain.checkpoint, reason: 'missing_checkpoint' }
  return last && checkpointViolation([last], { from: last.number })
}
