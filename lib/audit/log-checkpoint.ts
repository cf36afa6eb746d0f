import { log } from '../telemetry/log.ts'
import type { Checkpoint } from './sign-checkpoint.ts'

/**
 * Writes a checkpoint to the service's log, which whoever owns the database cannot change: `npm run audit:compare` holds
 * the database against these lines.
 */
export function logCheckpoint(checkpoint: Checkpoint): void {
  log.info('audit.signed', checkpointRecord(checkpoint))
}

/** A checkpoint as it is kept outside of the database, in log lines and exports. */
export function checkpointRecord(checkpoint: Checkpoint) {
  const { organizationId, number, sequence, hash, previous, signedAt, signature } = checkpoint
  return {
    organizationId,
    number,
    sequence,
    hash: hex(hash),
    previous: previous && hex(previous),
    signedAt: signedAt.toISOString(),
    signature: hex(signature),
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
