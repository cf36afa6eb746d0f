import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import type { HELD_BACK } from '../plan/version-situation.ts'
import { SyncBlockedError } from './sync-blocked-error.ts'

/** That somebody keeps the newest version from being live, or has never published any. */
export function heldBackError(
  situation: (typeof HELD_BACK)[number],
  live: Pick<ContainerVersion, 'containerVersionId'> | undefined,
  latest: Pick<VersionHeader, 'containerVersionId'> | undefined,
): SyncBlockedError {
  return new SyncBlockedError(situation, {
    ...(live && { live: live.containerVersionId }),
    ...(latest && { latest: latest.containerVersionId }),
  })
}
