import { reject } from '../errors/reject.ts'

/** @throws GoogleRejectionError when the caller names a fingerprint that is not the current one */
export function requireFingerprint(claimed: string | null | undefined, current: string): void {
  if (claimed && claimed !== current) {
    reject('The provided fingerprint does not match the current fingerprint.')
  }
}
