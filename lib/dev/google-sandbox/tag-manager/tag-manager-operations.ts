import { googleError } from '../errors/google-error.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import { containerOperations } from './container-operations.ts'
import { entityOperations } from './entity-operations.ts'
import { versionOperations } from './version-operations.ts'
import { workspaceOperations } from './workspace-operations.ts'

/**
 * Tag Manager API v2, as far as a sync needs it.
 * @see https://developers.google.com/tag-platform/tag-manager/api/reference/rest
 */
export function tagManagerOperations(core: Core): Operation[] {
  return [
    ...versionOperations(core),
    ...containerOperations(core),
    ...entityOperations(core),
    ...workspaceOperations(core),
    {
      name: 'unknown',
      method: 'all',
      path: '*/tagmanager/v2/*',
      run: () => googleError(404, { message: 'The sandbox does not know this method.' }),
    },
  ]
}
