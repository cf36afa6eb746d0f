import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '../settings/env.ts'

/** A point up to which a chain was found whole. */
export type ChainPoint = {
  organizationId: string
  /** Counts the checkpoints of the organization, without a gap. */
  number: number
  sequence: number
  hash: Uint8Array
  /** The digest of the checkpoint before; null: signed before checkpoints were linked. */
  previous: Uint8Array | null
  signedAt: Date
}

export type Checkpoint = ChainPoint & { signature: Uint8Array }

/** Signs a point with the first of `SIGNING_SECRET`, which the database does not know. */
export function signCheckpoint(point: ChainPoint): Buffer {
  const [secret = ''] = env().SIGNING_SECRET
  return signatureOf(point, secret)
}

/** Whether a checkpoint is the service's own, by any of `SIGNING_SECRET`. */
export function isSigned(checkpoint: Checkpoint): boolean {
  return env().SIGNING_SECRET.some((secret) => {
    const right = signatureOf(checkpoint, secret)
    return right.length === checkpoint.signature.length && timingSafeEqual(right, checkpoint.signature)
  })
}

/** What the next checkpoint signs of this one, so that none can be replaced or removed. */
export function digestOf(checkpoint: Checkpoint): Buffer {
  return createHash('sha256').update(textOf(checkpoint)).update(checkpoint.signature).digest()
}

function signatureOf(point: ChainPoint, secret: string): Buffer {
  return createHmac('sha256', secret).update(textOf(point)).digest()
}

function textOf({ organizationId, number, sequence, hash, previous, signedAt }: ChainPoint): string {
  const linked = previous === null ? [] : [number, hex(previous)]
  return JSON.stringify([
    'audit-checkpoint',
    organizationId,
    sequence,
    hex(hash),
    signedAt.toISOString(),
    ...linked,
  ])
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
