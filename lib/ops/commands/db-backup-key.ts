import { generateIdentity, identityToRecipient } from 'age-encryption'
import { runCommand } from '../command-line/run-command.ts'

// Generates a key pair for backups, as `age-keygen` does.
await runCommand(async () => {
  const identity = await generateIdentity()
  console.log(`# The public key, for the machine that takes backups; it can only encrypt:
BACKUP_RECIPIENTS=${await identityToRecipient(identity)}
# The private key. Store it apart from the backups, in two places; without it they cannot be read:
BACKUP_IDENTITY=${identity}`)
})
