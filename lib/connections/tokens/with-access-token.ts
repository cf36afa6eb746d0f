import { GoogleError } from '../../google/google-error.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { accessToken } from './access-token.ts'

/**
 * Runs `work` with a usable access token. A token that Google refuses before its time (a withdrawn grant) is refreshed
 * once, and `work` begins anew: it may only read.
 * @throws GoogleError, AppError as {@link accessToken}, or what `work` throws
 */
export async function withAccessToken<T>(
  tenant: Tenant,
  googleAccountId: string,
  work: (token: string) => Promise<T>,
): Promise<T> {
  const token = await accessToken(tenant, googleAccountId)
  try {
    return await work(token)
  } catch (error) {
    if (!(error instanceof GoogleError && error.reason === 'access_token_rejected')) throw error
    return await work(await accessToken(tenant, googleAccountId, { rejected: token }))
  }
}
