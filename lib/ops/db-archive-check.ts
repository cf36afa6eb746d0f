import pg from 'pg'
import { runCommand } from './command.ts'
import { directUrl } from './direct-url.ts'
import { archiverFaults } from './pitr/archiver-faults.ts'

// For a server of your own: does the archive of point-in-time recovery reach up to now?
await runCommand(async () => {
  const client = new pg.Client({ connectionString: directUrl(), connectionTimeoutMillis: 10_000 })
  await client.connect()
  const faults = await archiverFaults(client).finally(() => client.end())
  if (faults.length > 0) throw new Error(faults.join('\n'))
  console.log('Every closed segment is archived.')
})
