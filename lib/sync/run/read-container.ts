import type { TagManager } from '../../google/tag-manager.ts'
import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import { type VersionSituation, versionSituation } from '../plan/version-situation.ts'
import { readVersions } from './read-versions.ts'
import type { Work } from './work.ts'

/** What a container holds that decides what has to be drafted. */
export type SeenContainer = {
  live: ContainerVersion | undefined
  latest: VersionHeader | undefined
  /** A version of ours that nobody has published. */
  waiting: ContainerVersion | undefined
  situation: VersionSituation
}

/** Reads the live version, the newest one, and a version of ours that waits. @throws GoogleError */
export async function readContainer(gtm: TagManager, work: Work): Promise<SeenContainer> {
  const { live, latest } = await readVersions(gtm, work)
  const situation = versionSituation(live, latest, work)
  const waits = situation === 'ours_awaiting_publish'
  const waiting =
    waits && latest
      ? await gtm.getVersion(`${work.customer.containerPath}/versions/${latest.containerVersionId}`)
      : undefined
  return { live, latest, waiting, situation }
}

/** How many calls {@link readContainer} has made. */
export function callsToRead({ live, latest, waiting }: SeenContainer): number {
  const toBeSure = !live && latest ? 1 : 0
  return 2 + toBeSure + (waiting ? 1 : 0)
}
