import { parseArgs } from 'node:util'
import { baseCommit } from '../check/base-commit.ts'
import { checkMigrations, formatFinding } from '../check/check-migrations.ts'
import { findDatabaseDrift } from '../check/find-database-drift.ts'
import { findEdited } from '../check/find-edited.ts'
import { foldedSince } from '../check/folded-since.ts'
import { readMigrations } from '../check/read-migrations.ts'
import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { describeFold } from '../rehearse/describe-fold.ts'
import { migratedSchema } from '../schema/migrated-schema.ts'
import { staleSchemaFiles } from '../schema/schema-files.ts'
import { requireNoDrift } from '../schema-engine/require-no-drift.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'

// What is to be known of migrations before they are merged. `--since REF` compares with another state than main,
// `--database` compares DIRECT_DATABASE_URL with what its migrations make.
await runCommand(async () => {
  const { values } = parseArgs({
    options: { since: { type: 'string' }, database: { type: 'boolean', default: false } },
  })
  const files = await readMigrations('prisma/migrations')
  const base = await baseCommit('.', values.since)
  if (base === undefined) {
    if (values.since !== undefined) throw new Error(`${values.since} is not in this clone.`)
    console.log('There is no main and no commit before to compare with: whether one was edited stays open.')
  }
  const folded = base && (await foldedSince('.', base, files))
  const edited = base && !folded ? await findEdited('.', base, files) : []
  const findings = [...(await checkMigrations(files)), ...edited]
  for (const finding of findings) console.log(formatFinding(finding))
  if (findings.length > 0) throw new Error(`${findings.length} to fix, or to allow with a reason.`)

  if (base && folded) console.log(await describeFold('.', base, folded))
  const schema = await withScratchServer(async (url) => {
    await requireNoDrift(url)
    return migratedSchema(url)
  })
  const stale = await staleSchemaFiles('.', schema)
  if (stale.length > 0)
    throw new Error(`Not as the migrations are: ${stale.join(', ')}. \`npm run db:current\` writes them.`)
  const drift = values.database ? await findDatabaseDrift(directUrl(), files) : []
  if (drift.length > 0)
    throw new Error(`The database is not what its migrations make:\n  ${drift.join('\n  ')}`)
  console.log(
    `${files.length} migrations: nothing to fix, and they make what prisma/schema.prisma says` +
      (values.database ? ' and what the database is.' : '.'),
  )
})
