import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '../settings/env.ts'

/** A point up to which a chain was found whole. */
export type ChainPoint = { organizationId: string; sequence: number; hash: Uint8Array; signedAt: Date }

/** Signs a point with the first of `SIGNING_SECRET`, which the database does not know. */
export function signCheckpoint(point: ChainPoint): Buffer {
  const [secret = ''] = env().SIGNING_SECRET
  return signatureOf(point, secret)
}

/** Whether a signature is the service's own, by any of `SIGNING_SECRET`. */
export function isSigned(point: ChainPoint, signature: Uint8Array): boolean {
  return env().SIGNING_SECRET.some((secret) => {
    const right = signatureOf(point, secret)
    return right.length === signature.length && timingSafeEqual(right, signature)
  })
}

function signatureOf({ organizationId, sequence, hash, signedAt }: ChainPoint, secret: string): Buffer {
  const text = JSON.stringify([
    'audit-checkpoint',
    organizationId,
    sequence,
    Buffer.from(hash).toString('hex'),
    signedAt.toISOString(),
  ])
  return createHmac('sha256', secret).update(text).digest()
}
