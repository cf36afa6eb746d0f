import { runCommand } from '../command-line/run-command.ts'
import { directUrl } from '../database/direct-url.ts'
import { withClient } from '../database/with-client.ts'
import { archiverFaults } from '../pitr/archiver-faults.ts'

// For a server of your own: does the archive of point-in-time recovery reach up to now?
await runCommand(async () => {
  const faults = await withClient(directUrl(), archiverFaults)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  console.log('Every closed segment is archived.')
})
