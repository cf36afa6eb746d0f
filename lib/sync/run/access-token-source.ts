import type { Tenant } from '../../tenant/tenant.ts'

/**
 * Where a run gets its access tokens. The code that starts runs passes it, so that the engine knows no connections.
 * @throws GoogleError of kind `token` or `user_action` once the grant has ended; `transient` where nothing is lost
 */
export type AccessTokenSource = (
  tenant: Tenant,
  googleAccountId: string,
  /** `rejected`: a token that Google has just rejected; it counts as expired. */
  options: { rejected?: string | undefined },
) => Promise<string>
