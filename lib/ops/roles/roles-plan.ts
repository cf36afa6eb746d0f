/** The groups that hold every right; logins have theirs by membership. */
export const GROUPS = ['oct_app', 'oct_system', 'oct_owner'] as const
export type Group = (typeof GROUPS)[number]

/** The connection URLs whose logins are to be made: `postgresql://login:password@…`. */
export type LoginUrls = { app: string; system: string; owner: string }

export type Login = { group: Group; name: string; password: string | undefined }

/** A statement for the server's `format()`: %I quotes a name, %L a literal. */
export type Statement = { template: string; values: readonly string[] }

// A setting is not inherited from a group, and a pooler in transaction mode refuses it in the connection URL, so each
// login carries its own.
const SETTINGS_OF_EVERY_LOGIN = { timezone: 'UTC', search_path: 'public', lock_timeout: '5s' }
const SETTINGS: Record<Group, Record<string, string>> = {
  oct_app: { statement_timeout: '15s', idle_in_transaction_session_timeout: '15s' },
  oct_system: { statement_timeout: '60s', idle_in_transaction_session_timeout: '30s' },
  // Migrations act as the group, so that it owns what they make, and may take their time.
  oct_owner: { statement_timeout: '0', role: 'oct_owner' },
}

function statement(template: string, ...values: string[]): Statement {
  return { template, values }
}

/**
 * The login that a connection URL names.
 * @throws Error without the URL's text when it names none, or a group
 */
export function readLogin(group: Group, url: string): Login {
  const { protocol, username, password } = new URL(url)
  const name = decodeURIComponent(username)
  if (!/^postgres(ql)?:$/.test(protocol))
    throw new Error(`The login of ${group} must come from a postgresql:// URL.`)
  if (name === '') throw new Error(`The URL for ${group} names no login.`)
  if (GROUPS.some((taken) => taken === name))
    throw new Error(`${name} is a group; the URL must name a login in it.`)
  return { group, name, password: password === '' ? undefined : decodeURIComponent(password) }
}

/** @throws Error when two URLs share a login: the walls between the groups would be gone */
export function readLogins(urls: LoginUrls): Login[] {
  const logins = [
    readLogin('oct_app', urls.app),
    readLogin('oct_system', urls.system),
    readLogin('oct_owner', urls.owner),
  ]
  if (new Set(logins.map((login) => login.name)).size < logins.length) {
    throw new Error('Each group needs a login of its own, and two of the URLs name the same.')
  }
  return logins
}

/** Everything about an existing login: password, membership, settings. */
export function planLogin({ group, name, password }: Login): Statement[] {
  const settings = Object.entries({ ...SETTINGS_OF_EVERY_LOGIN, ...SETTINGS[group] })
  return [
    password === undefined
      ? statement('ALTER ROLE %I LOGIN', name)
      : statement('ALTER ROLE %I LOGIN PASSWORD %L', name, password),
    statement('GRANT %I TO %I', group, name),
    ...settings.map(([setting, value]) => statement('ALTER ROLE %I SET %I = %L', name, setting, value)),
  ]
}

/**
 * Opens a database to these roles and to nobody else. A database made from a template does not take these rights along.
 */
export function planAccess(database: string, roles: readonly string[]): Statement[] {
  return [
    statement("ALTER DATABASE %I SET timezone = 'UTC'", database),
    statement('REVOKE ALL ON DATABASE %I FROM PUBLIC', database),
    ...roles.map((role) => statement('GRANT CONNECT ON DATABASE %I TO %I', database, role)),
    // For schemas and trusted extensions.
    statement('GRANT CREATE, TEMPORARY ON DATABASE %I TO oct_owner', database),
  ]
}

/** The rights in the schema, which a database made from a template does take along. */
export function planSchema(): Statement[] {
  return [
    statement('REVOKE ALL ON SCHEMA public FROM PUBLIC'),
    statement('GRANT USAGE ON SCHEMA public TO oct_app, oct_system'),
    statement('GRANT ALL ON SCHEMA public TO oct_owner'),
  ]
}
