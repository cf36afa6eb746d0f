import type { Tenant } from './tenant.ts'

/**
 * Where access tokens come from. The code that starts runs and collections passes it, so that they know no connections.
 * @throws GoogleError of kind `token` or `user_action` once the grant has ended; `transient` where nothing is lost
 */
export type AccessTokenSource = (
  tenant: Tenant,
  googleAccountId: string,
  /** `rejected`: a token that Google has just rejected; it counts as expired. */
  options: { rejected?: string | undefined },
) => Promise<string>
