import { runCommand } from '../command-line/run-command.ts'
import { migratedSchema } from '../schema/migrated-schema.ts'
import { writeSchemaFiles } from '../schema/schema-files.ts'
import { withScratchServer } from '../scratch-server/with-scratch-server.ts'

// The schema to read in one place: as SQL, and as a diagram of its tables.
await runCommand(async () => {
  const schema = await withScratchServer((url) => migratedSchema(url))
  console.log(`Wrote ${(await writeSchemaFiles('.', schema)).join(' and ')}.`)
})
