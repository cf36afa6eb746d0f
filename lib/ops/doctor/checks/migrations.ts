import { judgeMigrations } from '../../../health/checks/migrations.ts'
import type { Facts } from '../../../health/facts/facts.ts'
import { NEWEST_MIGRATION } from '../../../health/newest-migration.ts'
import { withClient } from '../../database/with-client.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'
import { foundOf } from '../found-of.ts'

/** The schema is the one of this code. */
export function checkMigrations(facts: () => Promise<Facts>): DoctorCheck {
  const find = async (): Promise<Found[]> => {
    if (!(await isRecorded())) {
      return [{ status: 'fail', what: 'the database has no tables', fix: 'run `npm run db:migrate`' }]
    }
    const asked = await facts()
    if ('error' in asked.system) {
      return [
        {
          status: 'fail',
          what: 'the schema lacks what this code asks it for',
          fix: 'run `npm run db:migrate`, which says what is wrong where it cannot',
        },
      ]
    }
    return [foundOf(`the schema of ${NEWEST_MIGRATION}`, judgeMigrations(asked))]
  }
  const settings = ['DATABASE_URL', 'SYSTEM_DATABASE_URL']
  return { name: 'migrations', settings, needs: ['database-login', 'system-login'], find }
}

async function isRecorded(): Promise<boolean> {
  return await withClient(process.env['SYSTEM_DATABASE_URL'] ?? '', async (client) => {
    const { rows } = await client.query<{ made: boolean }>(
      `select to_regclass('public._prisma_migrations') is not null as made`,
    )
    return rows[0]?.made ?? false
  })
}
