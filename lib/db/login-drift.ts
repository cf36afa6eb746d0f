import { LOGIN_SETTINGS, type LoginGroup } from './login-settings.ts'

export type LoginState = {
  connection_limit: number
  row_security: string
  read_only: boolean
  stored: Record<string, string>
}

/**
 * What holds for the login that asks it: its limit, what its next sessions will be set to (a login may change that of its
 * own, which shows in no session yet), and whether this one sees and writes. Every login may read all of it.
 */
export const LOGIN_STATE_SQL = `
  select r.rolconnlimit as connection_limit, current_setting('row_security') as row_security,
    pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as read_only,
    (select coalesce(jsonb_object_agg(lower(split_part(pair, '=', 1)), substr(pair, strpos(pair, '=') + 1)
         order by s.setdatabase), '{}')
     from pg_db_role_setting s, unnest(s.setconfig) pair
     where s.setrole = r.oid
       and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))) as stored
  from pg_roles r where r.rolname = session_user`

/**
 * How a login differs from what `npm run db:roles` makes of it, one line each; none where all is well.
 * @param state the row of LOGIN_STATE_SQL
 */
export function loginDrift(group: LoginGroup, state: LoginState): string[] {
  const expected = LOGIN_SETTINGS[group]
  const names = new Set([...Object.keys(expected), ...Object.keys(state.stored)])
  const settings = [...names].toSorted().flatMap((name) => {
    const [wanted, stored] = [expected[name], state.stored[name]]
    if (wanted === stored) return []
    if (wanted === undefined) return [`${name} is set to ${stored}, and should not be set`]
    return [`${name} is ${stored ?? 'not set'}, and should be ${wanted}`]
  })
  return [
    ...settings,
    ...(state.connection_limit < 0 ? ['there is no limit to its connections'] : []),
    ...(state.row_security === 'on' ? [] : ['row_security is off: every query of a tenant table fails']),
    ...(state.read_only ? ['the database takes no writes'] : []),
  ]
}
