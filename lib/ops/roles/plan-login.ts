import { LOGIN_SETTINGS } from '../../db/login-settings.ts'
import type { Statement } from './execute-statement.ts'
import type { Group } from './groups.ts'

export type Login = { group: Group; name: string; password: string | undefined }

/** The statements that give an existing login its password, membership, limit of connections and settings. */
export function planLogin({ group, name, password }: Login, connectionLimit: number): Statement[] {
  const settings = Object.entries(LOGIN_SETTINGS[group])
  return [
    password === undefined
      ? { template: 'ALTER ROLE %I LOGIN', values: [name] }
      : { template: 'ALTER ROLE %I LOGIN PASSWORD %L', values: [name, password] },
    { template: 'GRANT %I TO %I', values: [group, name] },
    { template: 'ALTER ROLE %I CONNECTION LIMIT %s', values: [name, String(connectionLimit)] },
    ...settings.map(([setting, value]) => ({
      template: 'ALTER ROLE %I SET %I = %L',
      values: [name, setting, value],
    })),
  ]
}
