import { callSystem } from '../db/system-pool.ts'
import { log } from '../telemetry/log.ts'
import { isSigned, signCheckpoint } from './sign-checkpoint.ts'

/** Entries checked by one statement. */
const BATCH = 20_000
/** Chains checked in one call; the next one takes the rest, longest unsigned first. */
const CHAINS = 500

type Chain = {
  organization_id: string
  checkpoint: number
  checkpoint_hash: Uint8Array
  signed_at: Date | null
  signature: Uint8Array | null
  current_hash: Uint8Array | null
}
type Part = { sequence: number; hash: Uint8Array; broken_at: number | null; reason: string | null }

/**
 * Signs the end of every chain that has grown, after having checked what was added since its last checkpoint. The
 * point is also logged: an attacker who cuts a chain back, checkpoints and all, cannot remove it from there.
 * A chain that does not hold is not signed; it is reported each time.
 */
export async function signChains(
  beginUntil: Date,
  now: () => Date = () => new Date(),
): Promise<{ signed: number; broken: number }> {
  const tally = { signed: 0, broken: 0 }
  const chains = await callSystem<Chain>('select * from app.unsigned_chains($1)', [CHAINS])
  for (const chain of chains) {
    if (now() >= beginUntil) break
    const outcome = await signChain(chain, now())
    if (outcome !== 'empty') tally[outcome] += 1
  }
  return tally
}

async function signChain(chain: Chain, signedAt: Date): Promise<'signed' | 'broken' | 'empty'> {
  const { organization_id: organizationId } = chain
  if (!isTrusted(chain)) {
    log.error('audit.broken', { organizationId, sequence: chain.checkpoint, reason: 'not_as_signed' })
    return 'broken'
  }
  let end: { sequence: number; hash: Uint8Array } = {
    sequence: chain.checkpoint,
    hash: chain.checkpoint_hash,
  }
  for (;;) {
    const [part] = await callSystem<Part>('select * from app.check_chain($1, $2, $3, $4)', [
      organizationId,
      end.sequence,
      end.hash,
      BATCH,
    ])
    if (!part) break
    if (part.broken_at !== null) {
      log.error('audit.broken', { organizationId, sequence: part.broken_at, reason: part.reason })
      return 'broken'
    }
    end = part
  }
  if (end.sequence === chain.checkpoint) return 'empty'
  const { sequence, hash } = end
  const signature = signCheckpoint({ organizationId, sequence, hash, signedAt })
  await callSystem('select app.add_checkpoint($1, $2, $3, $4, $5)', [
    organizationId,
    sequence,
    hash,
    signedAt,
    signature,
  ])
  log.info('audit.signed', { organizationId, sequence, hash: Buffer.from(hash).toString('hex') })
  return 'signed'
}

/** Whether the checkpoint to go on from is ours, and the entry there is the one that was signed. */
function isTrusted({ organization_id: organizationId, ...chain }: Chain): boolean {
  const { checkpoint: sequence, checkpoint_hash: hash, signed_at: signedAt, signature, current_hash } = chain
  if (signedAt === null || signature === null) return true
  return (
    isSigned({ organizationId, sequence, hash, signedAt }, signature) &&
    current_hash !== null &&
    Buffer.compare(current_hash, hash) === 0
  )
}
