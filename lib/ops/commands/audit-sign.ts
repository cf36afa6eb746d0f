import { parseArgs } from 'node:util'
import { signOverdueChain } from '../../audit/sign-chains.ts'
import { closeSystemPool } from '../../db/system-pool.ts'
import { runCommand } from '../command-line/run-command.ts'

// Signs chains of the audit log that the schedule reports as unsigned: after it did not run for a week, or after a
// restore. Compare them first (audit:compare): what is signed now counts as true.
await runCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true })
  if (positionals.length === 0) throw new Error('Name the organizations by their ids.')
  const broken: string[] = []
  try {
    for (const id of positionals) {
      const outcome = await signOverdueChain(id)
      console.log(`${id}: ${outcome ?? 'nothing to sign'}`)
      if (outcome === 'broken') broken.push(id)
    }
  } finally {
    await closeSystemPool()
  }
  if (broken.length > 0) throw new Error(`Not signed, because they do not hold: ${broken.join(', ')}`)
})
