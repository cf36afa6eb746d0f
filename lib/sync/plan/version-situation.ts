import type { ContainerVersion, VersionHeader } from '../../google/tag-manager-schemas.ts'
import { versionName } from './google-names.ts'

/**
 * How the newest version of a container stands to the live one.
 * - `fresh`: there is no version at all
 * - `latest_is_live`: nothing waits
 * - `ours_awaiting_publish`: we have made the newest one, and nobody has published it yet
 * - `ours_rolled_back`, `foreign_rolled_back`: the newest one was live, and somebody went back on purpose
 * - `foreign_unpublished_or_rolled_back`: somebody else has made it, and it was not seen live
 */
export type VersionSituation =
  | 'fresh'
  | 'latest_is_live'
  | 'ours_awaiting_publish'
  | 'ours_rolled_back'
  | 'foreign_rolled_back'
  | 'foreign_unpublished_or_rolled_back'

/** The situations in which building on the newest version would bring live what somebody keeps from it. */
export const HELD_BACK = [
  'ours_rolled_back',
  'foreign_rolled_back',
  'foreign_unpublished_or_rolled_back',
] as const satisfies readonly VersionSituation[]

export type KnownVersions = {
  runId: string
  /** Versions of this container that runs have made. */
  ownVersionIds: ReadonlySet<string>
  /** Versions of this container that were seen live; Google does not tell. */
  seenVersionIds: ReadonlySet<string>
}

/** Tells the situation from what Google says now and from what was seen before. */
export function versionSituation(
  live: Pick<ContainerVersion, 'containerVersionId'> | undefined,
  latest: Pick<VersionHeader, 'containerVersionId' | 'name'> | undefined,
  { runId, ownVersionIds, seenVersionIds }: KnownVersions,
): VersionSituation {
  if (!latest) return live ? 'latest_is_live' : 'fresh'
  const { containerVersionId: id, name } = latest
  if (id === live?.containerVersionId) return 'latest_is_live'
  const isOurs = ownVersionIds.has(id) || name === versionName(runId)
  if (seenVersionIds.has(id)) return isOurs ? 'ours_rolled_back' : 'foreign_rolled_back'
  return isOurs ? 'ours_awaiting_publish' : 'foreign_unpublished_or_rolled_back'
}

/** Whether somebody keeps the newest version from being live. */
export function isHeldBack(situation: VersionSituation): situation is (typeof HELD_BACK)[number] {
  return HELD_BACK.some((held) => held === situation)
}
