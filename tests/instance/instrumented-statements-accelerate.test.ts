import { http, passthrough } from 'msw'
import { afterAll, beforeAll, describe } from 'vitest'
import { startAccelerate } from '../fixtures/accelerate.ts'
import { apiTests } from '../fixtures/api.ts'
import { workerDatabase } from '../fixtures/database.ts'
import { databaseOf, databaseUrls } from '../fixtures/database-urls.ts'
import { instrumentedStatementTests } from '../fixtures/instrumented-statements.ts'

let accelerate: Awaited<ReturnType<typeof startAccelerate>>
beforeAll(async () => {
  const { admin } = workerDatabase()
  accelerate = await startAccelerate(databaseUrls(admin, databaseOf(admin)).app)
  process.env['DATABASE_URL'] = accelerate.url
})
apiTests(http.all('http://localhost:*/*', () => passthrough()))
afterAll(() => accelerate.close())

describe('a statement over Accelerate', () => instrumentedStatementTests('Accelerate'))
