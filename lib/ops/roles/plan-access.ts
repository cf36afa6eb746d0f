import type { Statement } from './execute-statement.ts'

/** Opens a database to these roles only. A database that is copied from a template does not inherit these rights. */
export function planAccess(database: string, roles: readonly string[]): Statement[] {
  return [
    { template: "ALTER DATABASE %I SET timezone = 'UTC'", values: [database] },
    { template: 'REVOKE ALL ON DATABASE %I FROM PUBLIC', values: [database] },
    ...roles.map((role) => ({ template: 'GRANT CONNECT ON DATABASE %I TO %I', values: [database, role] })),
    // For schemas and trusted extensions.
    { template: 'GRANT CREATE, TEMPORARY ON DATABASE %I TO oct_owner', values: [database] },
  ]
}

/** The rights in the schema, which a database that is copied from a template does inherit. */
export function planSchema(): Statement[] {
  return [
    'REVOKE ALL ON SCHEMA public FROM PUBLIC',
    'GRANT USAGE ON SCHEMA public TO oct_app, oct_system',
    'GRANT ALL ON SCHEMA public TO oct_owner',
  ].map((template) => ({ template, values: [] }))
}
