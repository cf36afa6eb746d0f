import { z } from 'zod'
import { decrypt, encrypt } from '../../secrets/token-cipher.ts'

/** What Google granted, until the user who asked for it confirms. */
const PendingGrant = z.object({
  googleAccountId: z.string(),
  email: z.string(),
  scopes: z.array(z.string()),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Of the access token, in milliseconds since 1970. */
  expiresAt: z.number(),
})
export type PendingGrant = z.infer<typeof PendingGrant>

type Consent = { organizationId: string; stateHash: string }

export function encryptGrant(grant: PendingGrant, consent: Consent): string {
  return encrypt(JSON.stringify(grant), contextOf(consent))
}

/** @throws DecryptionError */
export function decryptGrant(encrypted: string, consent: Consent): PendingGrant {
  return PendingGrant.parse(JSON.parse(decrypt(encrypted, contextOf(consent))))
}

function contextOf({ organizationId, stateHash }: Consent) {
  return { purpose: 'pending_grant', organizationId, row: stateHash } as const
}
