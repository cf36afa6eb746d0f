import { readFileSync } from 'node:fs'
import type { ClientConfig } from 'pg'
import { certificatesOf, tlsMode } from '../settings/database-tls.ts'

const TLS_PARAMETERS = [
  'sslmode',
  'ssl',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'sslnegotiation',
  'uselibpqcompat',
]

/**
 * What the driver is to connect with. TLS is decided here and not by the driver, whose reading of `sslmode` changes with
 * its next version.
 * @param ca DATABASE_CA: whom to trust instead of the public authorities
 */
export function connectionOptions(databaseUrl: string, ca: string | undefined): ClientConfig {
  const mode = tlsMode(databaseUrl)
  const url = new URL(databaseUrl)
  const file = (name: string) => {
    const path = url.searchParams.get(name)
    // `system` is libpq's word for the public authorities.
    return path === null || path === 'system' ? undefined : readFileSync(path, 'utf8')
  }
  const given = {
    ca: ca === undefined ? file('sslrootcert') : certificatesOf(ca),
    cert: file('sslcert'),
    key: file('sslkey'),
  }
  for (const name of TLS_PARAMETERS) url.searchParams.delete(name)
  const connectionString = url.href
  const trusted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  switch (mode) {
    case undefined:
      return { connectionString }
    case 'disable':
      return { connectionString, ssl: false }
    case 'no-verify':
      return { connectionString, ssl: { ...trusted, rejectUnauthorized: false } }
    case 'verify-ca':
      // Everybody gets a certificate from a public authority, so without one of one's own the host is checked too.
      return {
        connectionString,
        ssl: { ...trusted, ...(given.ca && { checkServerIdentity: () => undefined }) },
      }
    case 'verify-full':
      return { connectionString, ssl: trusted }
    default:
      return mode satisfies never
  }
}
