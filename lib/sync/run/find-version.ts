import { GoogleError } from '../../google/google-error.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { ContainerVersion } from '../../google/tag-manager-schemas.ts'

/** A version of a container by its path; `undefined` where Google has it no more. */
export async function findVersion(gtm: TagManager, path: string): Promise<ContainerVersion | undefined> {
  try {
    return await gtm.getVersion(path)
  } catch (error) {
    if (error instanceof GoogleError && error.status === 404) return undefined
    throw error
  }
}
