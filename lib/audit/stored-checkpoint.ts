import type { Checkpoint } from './sign-checkpoint.ts'

/** A checkpoint as the functions of the database return it. */
export type CheckpointRow = {
  number: number
  sequence: number
  hash: Uint8Array
  previous: Uint8Array | null
  signed_at: Date
  signature: Uint8Array
  /** The hash of the entry that is there now. */
  current_hash: Uint8Array | null
}

export type StoredCheckpoint = Checkpoint & { currentHash: Uint8Array | null }

/** A row as a checkpoint of this organization. */
export function storedCheckpoint(organizationId: string, row: CheckpointRow): StoredCheckpoint {
  const { number, sequence, hash, previous, signature } = row
  const { signed_at: signedAt, current_hash: currentHash } = row
  return { organizationId, number, sequence, hash, previous, signedAt, signature, currentHash }
}
