import {
  LOGIN_GROUPS,
  LOGIN_QUERY,
  type LoginRow,
  type LoginSetting,
  loginFix,
  UnsafeLoginError,
} from '../../../db/login-check.ts'
import { callBeforeTenant } from '../../../tenant/before-tenant.ts'
import { withClient } from '../../database/with-client.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

/** The login of a setting is a member of its group and of nothing else. */
export function checkLogin(name: string, setting: LoginSetting, reached: string): DoctorCheck {
  const group = LOGIN_GROUPS[setting]
  const find = async (): Promise<Found[]> => {
    const issues = await issuesOf(setting, process.env[setting] ?? '')
    if (issues === '') return [{ status: 'ok', what: `a member of ${group}, and of nothing else` }]
    return [{ status: 'fail', what: `not exactly a member of ${group}`, fix: loginFix(setting, issues) }]
  }
  return { name, settings: [setting], needs: [reached], find }
}

async function issuesOf(setting: LoginSetting, url: string): Promise<string> {
  const values: [string] = [LOGIN_GROUPS[setting]]
  try {
    const rows = /^prisma/.test(url)
      ? await callBeforeTenant<LoginRow>(LOGIN_QUERY, values)
      : await withClient(url, async (client) => (await client.query<LoginRow>(LOGIN_QUERY, values)).rows)
    return rows[0]?.issues ?? 'is unknown'
  } catch (error) {
    // Accelerate's connections are checked before they are used.
    if (error instanceof UnsafeLoginError) return 'is not exactly what it has to be'
    throw error
  }
}
