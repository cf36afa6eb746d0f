import type { Core } from '../requests/core.ts'
import type { Container, Version } from '../state/state.ts'
import { addVersion } from '../tag-manager/add-workspace.ts'
import { applyChanges, type Change } from '../tag-manager/workspace-changes.ts'
import { latestContents } from '../tag-manager/workspace-differences.ts'

/** What a person does in Tag Manager's own pages. */
export type ByHand = { name?: string; changes?: Change[]; publish?: boolean }

/**
 * A person works in Tag Manager's own pages: makes a version on top of the latest one and, by default, publishes it. Without changes it adds a harmless HTML tag.
 */
export function versionByHand(core: Core, container: Container, options: ByHand = {}): Version {
  const { name = 'Made by hand', publish = true } = options
  const changes = options.changes ?? [handMadeTag(container)]
  const { contents } = applyChanges(core, container, latestContents(container), changes)
  const version = addVersion(core.state, container, { name, contents })
  if (publish) container.liveVersionId = version.versionId
  return version
}

/** @throws Error when there is no such version: a mistake of the test */
export function releaseByHand(
  container: Container,
  as: 'liveVersionId' | 'latestVersionId',
  versionId: string,
): void {
  if (!container.versions.has(versionId))
    throw new Error(`${container.publicId} has no version ${versionId}.`)
  container[as] = versionId
}

function handMadeTag(container: Container): Change {
  const name = `Made by hand ${container.lastIds.version + 1}`
  const parameter = [{ type: 'template' as const, key: 'html', value: '<script>/* by hand */</script>' }]
  return {
    status: 'added',
    kind: 'tag',
    id: undefined,
    body: { name, type: 'html', parameter, firingTriggerId: ['2147479553'] },
  }
}
