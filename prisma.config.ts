import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Prisma would download its native engine from a host of its own; ours comes with `npm ci`. Windows cannot start a
// shell script, and takes the download.
if (process.platform !== 'win32') {
  const engine = new URL('lib/ops/schema-engine/schema-engine.sh', import.meta.url)
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(engine)
}

const settings = fileURLToPath(new URL('.env', import.meta.url))
if (existsSync(settings)) process.loadEnvFile(settings)
const url = process.env['DIRECT_DATABASE_URL']

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: {
    // Another folder: an earlier state in db:rehearse, and the recipes of the handbook in their tests.
    path: process.env['MIGRATIONS_FOLDER'] ?? 'prisma/migrations',
    seed: 'node prisma/seed.ts',
  },
  // Without it `generate` and `validate` still work; what needs a database names it as missing.
  ...(url ? { datasource: { url } } : {}),
})
