import { type NamedKeys, namedKeys } from '../../settings/named-keys.ts'
import { requiredSetting } from '../command-line/required-setting.ts'

/**
 * The keys of the setting CLAIM_KEYS.
 * @throws Error where it is missing or malformed
 */
export function claimKeys(): NamedKeys {
  const { success, data, error } = namedKeys.safeParse(requiredSetting('CLAIM_KEYS'))
  if (!success) throw new Error(`CLAIM_KEYS: ${error.issues.map(({ message }) => message).join()}`)
  return data
}
