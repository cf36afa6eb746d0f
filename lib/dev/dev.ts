import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isInReach } from '../embedded-postgres/postgres-user.ts'
import { SEED_ORGANIZATIONS, seed } from '../ops/seed/seed.ts'
import { setLogSink } from '../telemetry/log.ts'
import type { ConsoleContext, MadeUpUser } from './console/console-context.ts'
import { consolePages } from './console/console-pages.ts'
import { tokenFor } from './console/token-for.ts'
import { isQuietVisit } from './is-quiet-visit.ts'
import { type KeptState, openState } from './kept-state.ts'
import { startCron } from './start-cron.ts'
import { type Stack, startStack } from './start-stack.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

async function seedUsers({ ownerDatabaseUrl }: Stack): Promise<MadeUpUser[]> {
  const seeded = await seed(ownerDatabaseUrl)
  return SEED_ORGANIZATIONS.flatMap(({ users }, index) => {
    const organizationId = seeded[index]?.organizationId ?? ''
    return users.map(({ email, firebaseUid, role }) => ({ organizationId, email, firebaseUid, role }))
  })
}

function printBanner(stack: Stack, users: readonly MadeUpUser[], kept: string): void {
  const { url, sandboxUrl, consoleUrl, ownerDatabaseUrl, cronSecret } = stack
  console.log(`
  API        ${url}/api/v1
  Reference  ${url}/docs      (OpenAPI document: ${url}/openapi.json)
  Console    ${consoleUrl}   (a stand-in: completes a connection, and visits a site: ${consoleUrl}/visit)
  Sandbox    ${sandboxUrl}   (simulates Google and Firebase; its consent page opens by \`authorizationUrl\` of …/connect)
  Studio     DIRECT_DATABASE_URL='${ownerDatabaseUrl}' npm run db:studio   (http://localhost:51212)
  psql       psql '${ownerDatabaseUrl}'
  Cron       every 15 s; curl -H 'authorization: Bearer ${cronSecret}' ${url}/api/cron/run-sync
  State      ${kept}

  Four made-up people; a token is valid for an hour, and the same line gets the next one:
`)
  for (const { email, role } of users)
    console.log(`    ${role.padEnd(6)}  TOKEN=$(curl -s ${url}/dev/token/${email})`)
  console.log(`\n    curl -H "authorization: Bearer $TOKEN" ${url}/api/v1/customers\n\n  Stop with Ctrl-C.`)
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      port: { type: 'string', default: '3000' },
      state: { type: 'string', default: join(PROJECT, '.oneclicktag/dev') },
      fresh: { type: 'boolean', default: false },
    },
  })
  const write = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`)
  // Standard output is reserved for the one line that a program waits for.
  setLogSink((entry) => {
    if (values.json || !isQuietVisit(entry)) write(JSON.stringify(entry))
  })
  const kept = await keptIn(values.state, values.fresh)
  let context: ConsoleContext | undefined
  const stack = await startStack({
    port: Number(values.port),
    ...(kept && { kept }),
    morePages: async (request) => context && consolePages(context, request),
    ...(!values.json && { onStep: (step: string) => console.log(`  · ${step}`) }),
  })
  const users = await seedUsers(stack)
  context = { url: stack.url, sandbox: stack.sandbox, users }
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
    const signedIn = users.map((user) => ({ ...user, token: tokenFor(stack, user) }))
    console.log(JSON.stringify({ ...urls, users: signedIn.map(({ firebaseUid: _, ...user }) => user) }))
  } else {
    printBanner(stack, users, kept ? `${values.state}   (begin again: npm run dev -- --fresh)` : NOT_KEPT)
  }
}

const NOT_KEPT = 'is lost at the end: PostgreSQL, which does not run as root, cannot reach this folder'

/** `undefined` where a server that root starts as another user could not get there. */
async function keptIn(folder: string, fresh: boolean): Promise<KeptState | undefined> {
  const state = await openState(folder, { fresh })
  return (await isInReach(folder)) ? state : undefined
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
