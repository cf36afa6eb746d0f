import { z } from 'zod'
import { seal, unseal } from './token-cipher.ts'

/** What Google granted, until the user who asked for it confirms. */
const ParkedGrant = z.object({
  googleAccountId: z.string(),
  email: z.string(),
  scopes: z.array(z.string()),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Of the access token, in milliseconds since 1970. */
  expiresAt: z.number(),
})
export type ParkedGrant = z.infer<typeof ParkedGrant>

type Consent = { organizationId: string; stateHash: string }

export function sealGrant(grant: ParkedGrant, consent: Consent): string {
  return seal(JSON.stringify(grant), placeOf(consent))
}

/** @throws CannotUnseal */
export function unsealGrant(sealed: string, consent: Consent): ParkedGrant {
  return ParkedGrant.parse(JSON.parse(unseal(sealed, placeOf(consent))))
}

function placeOf({ organizationId, stateHash }: Consent) {
  return { purpose: 'parked_grant', organizationId, row: stateHash } as const
}
