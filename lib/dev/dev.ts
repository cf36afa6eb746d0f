import { parseArgs } from 'node:util'
import { SEED_ORGANIZATIONS, seed } from '../ops/seed/seed.ts'
import { setLogSink } from '../telemetry/log.ts'
import { startCron } from './start-cron.ts'
import { type Stack, startStack } from './start-stack.ts'

type DevUser = { organizationId: string; email: string; role: string; token: string }

/** The seeded users, signed in; a token is valid for an hour. */
async function signInSeeded({ sandbox, ownerDatabaseUrl }: Stack): Promise<DevUser[]> {
  const seeded = await seed(ownerDatabaseUrl)
  return SEED_ORGANIZATIONS.flatMap(({ users }, index) => {
    const organizationId = seeded[index]?.organizationId ?? ''
    return users.map(({ email, firebaseUid, role }) => {
      return { organizationId, email, role, token: sandbox.signIn(email, { localId: firebaseUid }) }
    })
  })
}

function printBanner(stack: Stack, users: DevUser[]): void {
  console.log(`
  API        ${stack.url}
  Sandbox    ${stack.sandboxUrl}   (simulates Google and Firebase)
  psql       psql '${stack.ownerDatabaseUrl}'
  Cron       curl -H 'authorization: Bearer ${stack.cronSecret}' ${stack.url}/api/cron/run-sync
`)
  for (const { email, role, token } of users) {
    console.log(
      `  ${email} (${role})\n    curl -H 'authorization: Bearer ${token}' ${stack.url}/api/v1/customers\n`,
    )
  }
  console.log('  Stop with Ctrl-C.')
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, port: { type: 'string', default: '3000' } },
})
// Standard output is reserved for the one line that a program waits for.
if (values.json) setLogSink((entry) => process.stderr.write(`${JSON.stringify(entry)}\n`))
const stack = await startStack({
  port: Number(values.port),
  ...(!values.json && { onStep: (step: string) => console.log(`  · ${step}`) }),
})
const users = await signInSeeded(stack)
const cron = startCron(stack)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    cron.stop()
    await stack.stop()
    process.exit(0)
  })
}
if (values.json) {
  const { sandbox: _, stop: __, ...urls } = stack
  console.log(JSON.stringify({ ...urls, users }))
} else {
  printBanner(stack, users)
}
