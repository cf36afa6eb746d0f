/** Who signed in, as the identity provider vouches for it. Says nothing yet about any organization. */
export type Identity = {
  firebaseUid: string
  /** In the one spelling of `lib/input/mail-address.ts`. */
  email: string | undefined
  emailVerified: boolean
  /** When the person last signed in (`auth_time`), which a refreshed token keeps. */
  authenticatedAt: Date
  /** When this token was issued (`iat`): what it says of the account is as of then. */
  issuedAt: Date
}
