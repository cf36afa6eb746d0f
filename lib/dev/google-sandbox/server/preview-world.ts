import { SEED_ORGANIZATIONS } from '../../../ops/seed/seed.ts'
import { identityUser } from '../identity/identity-user.ts'
import type { Sandbox } from '../sandbox.ts'
import { smallWorld } from './small-world.ts'

/** Of the seeded people, where a preview on one's own machine signs them in here. */
const SEED_PASSWORD = 'made-up'

/** What every sandbox has, and accounts for the people of the seed. */
export function previewWorld(sandbox: Sandbox): void {
  smallWorld(sandbox)
  for (const { users } of SEED_ORGANIZATIONS) {
    for (const { email, firebaseUid } of users) {
      const user = identityUser(sandbox.state, email, { password: SEED_PASSWORD, localId: firebaseUid })
      user.emailVerified = true
    }
  }
}
