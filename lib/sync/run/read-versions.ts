import { GoogleError } from '../../google/google-error.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import type { Work } from './work.ts'

type Versions = { live: ContainerVersion | undefined; latest: VersionHeader | undefined }

/**
 * The live version of a container and the newest one. A container that is gone, or hidden for a moment, is described as
 * one that never had a version; what was seen live before, or has one of the two, cannot be that.
 * @throws GoogleError `container_not_found`
 */
export async function readVersions(gtm: TagManager, { customer, seenVersionIds }: Work): Promise<Versions> {
  const { containerPath } = customer
  const live = await gtm.liveVersion(containerPath)
  const latest = await gtm.latestVersionHeader(containerPath)
  if (live ? !latest : seenVersionIds.size > 0) throw containerNotFound('versions.live')
  if (live || !latest) return { live, latest }
  return { live: await gtm.liveVersion(containerPath), latest }
}

/** @throws GoogleError `container_not_found` where a version is live for certain, and Google knows none */
export async function readLive(
  gtm: TagManager,
  work: Work,
  isPublished: boolean,
): Promise<ContainerVersion | undefined> {
  const { containerPath } = work.customer
  const live = await gtm.liveVersion(containerPath)
  if (live) return live
  if (isPublished || work.seenVersionIds.size > 0) throw containerNotFound('versions.live')
  await requireContainer(gtm, containerPath)
  return undefined
}

/** @throws GoogleError `container_not_found` where a container without a version is not there at all */
export async function requireContainer(gtm: TagManager, containerPath: string): Promise<void> {
  await gtm.listWorkspaces(containerPath)
}

function containerNotFound(operation: string): GoogleError {
  return new GoogleError('container_not_found', { service: 'tagmanager', operation, status: 404 })
}
