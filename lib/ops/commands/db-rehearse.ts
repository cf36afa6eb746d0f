import { parseArgs } from 'node:util'
import { baseCommit, git } from '../check/base-commit.ts'
import { foldedSince } from '../check/folded-since.ts'
import { readMigrations } from '../check/read-migrations.ts'
import { runCommand } from '../command-line/run-command.ts'
import { describeFold } from '../rehearse/describe-fold.ts'
import { rehearse } from '../rehearse/rehearse.ts'
import { formatChecks, formatPhases } from '../report/format-report.ts'

// A migration is tried on what main makes, with rows, before it meets the real thing. `--from REF`: on what that makes.
await runCommand(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' } } })
  const base = await baseCommit('.', values.from)
  if (base === undefined) {
    const shallow = (await git('.', 'rev-parse', '--is-shallow-repository')) === 'true'
    const cure = shallow ? ' The clone is shallow: `git fetch --unshallow`.' : ''
    if (values.from !== undefined) throw new Error(`${values.from} is not in this clone.${cure}`)
    console.log(
      `Nothing was rehearsed: there is neither main nor a commit before this one to begin with.${cure}`,
    )
    return
  }
  const folded = await foldedSince('.', base, await readMigrations('prisma/migrations'))
  if (folded) return console.log(await describeFold('.', base, folded))
  const { migrations, backfills, phases, checks, ok } = await rehearse('.', base)
  const commit = base.slice(0, 7)
  if (migrations.length + backfills.length === 0)
    return console.log(`No migration and no backfill since ${commit}: there is nothing to rehearse.`)
  console.log(
    `Since ${commit}: ${[...migrations, ...backfills.map((name) => `backfill ${name}`)].join(', ')}`,
  )
  console.log([...formatPhases(phases), ...formatChecks(checks)].join('\n'))
  if (!ok) throw new Error('Do not merge this.')
})
