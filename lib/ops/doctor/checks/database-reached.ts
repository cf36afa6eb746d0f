import { UnsafeLoginError } from '../../../db/login-check.ts'
import { callBeforeTenant } from '../../../tenant/before-tenant.ts'
import { directUrl } from '../../database/direct-url.ts'
import { withClient } from '../../database/with-client.ts'
import { databaseFailure } from '../database-failure.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

/** The URL of a setting leads to a session. */
export function checkReached(
  name: string,
  setting: 'DATABASE_URL' | 'SYSTEM_DATABASE_URL' | 'DIRECT_DATABASE_URL',
): DoctorCheck {
  const reach = async (url: string): Promise<Found> => {
    try {
      const version = /^prisma/.test(url) ? 'Accelerate' : await versionAt(url)
      if (version === 'Accelerate') await reachByAccelerate()
      return { status: 'ok', what: `${setting} leads to ${version}` }
    } catch (error) {
      return databaseFailure(setting, error)
    }
  }
  const find = async () => {
    const url = process.env[setting] ?? ''
    const issue = setting === 'DIRECT_DATABASE_URL' ? directIssue() : undefined
    return [issue ?? (await reach(url))]
  }
  return { name, settings: [setting], needs: [], find }
}

async function versionAt(url: string): Promise<string> {
  return await withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version') as version`,
    )
    return `PostgreSQL ${rows[0]?.version}`
  })
}

/** Whether its login is the right one is another question. */
async function reachByAccelerate(): Promise<void> {
  try {
    await callBeforeTenant('select 1 as one', [])
  } catch (error) {
    if (!(error instanceof UnsafeLoginError)) throw error
  }
}

function directIssue(): Found | undefined {
  try {
    directUrl()
    return undefined
  } catch (error) {
    return {
      status: 'fail',
      what: 'DIRECT_DATABASE_URL is not direct',
      fix: error instanceof Error ? error.message : 'see .env.example',
    }
  }
}
