import { parseArgs } from 'node:util'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { withClient } from '../database/with-client.ts'
import { migrate } from '../migrations/migrate.ts'
import { DEFAULT_LIMITS, readDuration } from '../migrations/with-migration-session.ts'
import { claimKeys } from '../roles/claim-keys.ts'
import { writeClaimKeys } from '../roles/write-claim-keys.ts'

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      'lock-timeout': { type: 'string', default: DEFAULT_LIMITS.lockTimeout },
      'statement-timeout': { type: 'string', default: DEFAULT_LIMITS.statementTimeout },
      attempts: { type: 'string', default: '8' },
      'drop-invalid-indexes': { type: 'boolean', default: false },
    },
  })
  const attempts = Number(values.attempts)
  if (!Number.isInteger(attempts) || attempts < 1) throw new Error('--attempts is a number, 1 or more.')
  await migrate(directUrl(), {
    echo: true,
    attempts,
    limits: {
      lockTimeout: readDuration('lock-timeout', values['lock-timeout']),
      statementTimeout: readDuration('statement-timeout', values['statement-timeout']),
    },
    dropInvalidIndexes: values['drop-invalid-indexes'],
  })
  if (process.env['CLAIM_KEYS'])
    console.log(await withClient(directUrl(), (client) => writeClaimKeys(client, claimKeys())))
})
