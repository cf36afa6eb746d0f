import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { withClient } from '../database/with-client.ts'
import { archiverProblems } from '../pitr/archiver-problems.ts'

// For a server of your own: is the archive of point-in-time recovery up to date?
await runCommand(async () => {
  const problems = await withClient(directUrl(), archiverProblems)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  console.log('Every closed segment is archived.')
})
