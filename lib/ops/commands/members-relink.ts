import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { relinkMember } from '../members/relink-member.ts'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      'firebase-uid': { type: 'string' },
      confirm: { type: 'boolean', default: false },
    },
  })
  const { email, 'firebase-uid': firebaseUid, confirm } = values
  if (!email || !firebaseUid)
    throw new Error('Give --email ADDRESS and --firebase-uid UID of the new account.')
  console.log(await relinkMember(directUrl(), { email, firebaseUid, confirm }))
})
