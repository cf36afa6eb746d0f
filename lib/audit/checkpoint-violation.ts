import { digestOf, isSigned } from './sign-checkpoint.ts'
import type { StoredCheckpoint } from './stored-checkpoint.ts'

/** What the first checkpoint of a chain has in the place of the digest of the one before. */
export const NO_CHECKPOINT = Buffer.alloc(32)

export type CheckpointViolation = {
  sequence: number
  reason: 'missing_checkpoint' | 'forged_checkpoint' | 'missing' | 'not_as_signed'
}

/**
 * The first violation among checkpoints that follow one another, oldest first.
 * @param before the one before them; undefined: they begin with the first of the chain, or with `from`
 * @param more the last has one behind it that is not among them, and is not judged
 */
export function checkpointViolation(
  checkpoints: readonly StoredCheckpoint[],
  {
    before,
    from = 1,
    more = false,
  }: { before?: StoredCheckpoint | undefined; from?: number; more?: boolean } = {},
): CheckpointViolation | undefined {
  const judged = more ? checkpoints.slice(0, -1) : checkpoints
  for (const [index, checkpoint] of judged.entries()) {
    const previous = checkpoints[index - 1] ?? before
    const reason = reasonOf(checkpoint, { previous, next: checkpoints[index + 1], from })
    if (reason) return { sequence: checkpoint.sequence, reason }
  }
  return undefined
}

type Around = { previous: StoredCheckpoint | undefined; next: StoredCheckpoint | undefined; from: number }

function reasonOf(
  checkpoint: StoredCheckpoint,
  { previous, next, from }: Around,
): CheckpointViolation['reason'] | undefined {
  // The secret that signed an old one may be gone: the one that follows then vouches for it.
  const isVouchedFor = next !== undefined && isLinked(next, checkpoint)
  if (!isVouchedFor && !isSigned(checkpoint)) return 'forged_checkpoint'
  if (checkpoint.number !== (previous ? previous.number + 1 : from)) return 'missing_checkpoint'
  if (
    previous &&
    (checkpoint.previous === null ? previous.previous !== null : !isLinked(checkpoint, previous))
  ) {
    return 'forged_checkpoint'
  }
  if (checkpoint.number === 1 && checkpoint.previous !== null && !same(checkpoint.previous, NO_CHECKPOINT)) {
    return 'missing_checkpoint'
  }
  if (checkpoint.currentHash === null) return 'missing'
  return same(checkpoint.currentHash, checkpoint.hash) ? undefined : 'not_as_signed'
}

function isLinked(checkpoint: StoredCheckpoint, previous: StoredCheckpoint): boolean {
  return checkpoint.previous !== null && same(checkpoint.previous, digestOf(previous))
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
