import { AppError } from '../errors/app-error.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { LOGIN_LOST, NO_SUCH_LOGIN } from './connection-problems.ts'

/** A login as its customers show it. */
export type HeldLogin = {
  googleAccountId: string
  email: string
  status: string
  scopes: string[]
  tokenExpiresAt: Date | null
}

/**
 * A login of the organization that works, kept so until the transaction ends: one that is lost or disconnected
 * concurrently takes the customers along that this transaction gives it.
 * @throws AppError `not_found`, the same for an unknown login and another organization's; `conflict` for a lost one
 */
export async function holdLogin(db: TenantDb, googleAccountId: string): Promise<HeldLogin> {
  const [login] = await db.$queryRaw<HeldLogin[]>`
    select google_account_id as "googleAccountId", email, status, scopes, token_expires_at as "tokenExpiresAt"
    from google_connection
    where organization_id = app.require_org() and google_account_id = ${googleAccountId}
    for share`
  if (!login) throw AppError.of(NO_SUCH_LOGIN)
  if (login.status !== 'ACTIVE') throw AppError.of(LOGIN_LOST)
  return login
}
