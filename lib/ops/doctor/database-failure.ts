import { sqlStateOf } from '../../db/sql-state.ts'
import { tlsFailure } from '../../db/tls-failure.ts'
import type { Found } from './doctor-check.ts'

const FIXES: Readonly<Record<string, string>> = {
  '28P01': 'check login and password; `npm run db:roles` creates the login and sets its password',
  '28000': 'the server does not let this login in from here: check the login and the rules of the server',
  '3D000': 'the database is not there: check its name; `npm run db:roles` creates it',
  '42501': 'the login may not connect to this database: `npm run db:roles` gives it the right',
  '53300': 'the server has no connection left: close some, or put a pooler in front',
  ENOTFOUND: 'the name of the host is not known: check it',
  EAI_AGAIN: 'the name of the host cannot be resolved now: check it, and the network',
  ECONNREFUSED: 'nothing listens there: check host and port, and that the server runs',
  ECONNRESET: 'the server ended the connection: check port and pooler',
}
const NO_RESPONSE = 'no response in time: check host, port and firewalls'

/** Why a setting's database cannot be reached, without its URL. */
export function databaseFailure(setting: string, error: unknown): Found {
  const code = sqlStateOf(error) ?? codeOf(error)
  const fix = tlsFailure(error) ?? FIXES[code ?? ''] ?? NO_RESPONSE
  return { status: 'fail', what: `${setting} leads to no session${code ? ` (${code})` : ''}`, fix }
}

/** An attempt at several addresses of a host fails with several errors. */
function codeOf(error: unknown): string | undefined {
  const [first = error] = error instanceof AggregateError ? error.errors : []
  return first instanceof Error && 'code' in first && typeof first.code === 'string' ? first.code : undefined
}
