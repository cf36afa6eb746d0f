const API = 'https://www.googleapis.com/auth'

/** What the whole loop needs: write the workspace, make the version, publish it, create the conversion action. */
const API_SCOPES = [
  `${API}/tagmanager.edit.containers`,
  `${API}/tagmanager.edit.containerversions`,
  `${API}/tagmanager.publish`,
  `${API}/adwords`,
] as const

/** Asked for at the consent page. */
export const SCOPES = ['openid', 'email', ...API_SCOPES] as const

/** The needed permissions that were not granted; people can untick each one at the consent page. */
export function missingScopes(granted: readonly string[]): string[] {
  return API_SCOPES.filter((scope) => !granted.includes(scope))
}
