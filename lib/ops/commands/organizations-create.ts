import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { createOrganization } from '../organizations/create-organization.ts'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      'time-zone': { type: 'string', default: 'UTC' },
      email: { type: 'string' },
      'firebase-uid': { type: 'string' },
    },
  })
  const { name, 'time-zone': timeZone, email, 'firebase-uid': firebaseUid } = values
  if (!name || !email || !firebaseUid) {
    throw new Error(
      'Give --name NAME, --email ADDRESS and --firebase-uid UID of its first ADMIN, and --time-zone ZONE.',
    )
  }
  const id = await createOrganization(directUrl(), { name, timeZone }, { email, firebaseUid })
  console.log(`Organization ${id} is founded, with ${email} as its ADMIN.`)
})
