import { generateIdentity, identityToRecipient } from 'age-encryption'
import { runCommand } from '../command-line/run-command.ts'

// A pair of keys for backups; `age-keygen` makes the same.
await runCommand(async () => {
  const identity = await generateIdentity()
  console.log(`# The machine that makes backups gets this one, which can only encrypt:
BACKUP_RECIPIENTS=${await identityToRecipient(identity)}
# Keep this one apart from the backups, in two places; without it they are lost:
BACKUP_IDENTITY=${identity}`)
})
