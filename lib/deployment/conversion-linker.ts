import type { Tag } from '../google/tag-manager-schemas.ts'
import type { ContainerContents } from './container-contents.ts'
import { parameterOf } from './tag-fields.ts'
import { tagObstacles } from './tag-obstacles.ts'

/** The prefix of the cookie in which the linker keeps the click, where nobody has named another. */
export const DEFAULT_PREFIX = '_gcl'

/** A Conversion Linker that fires, of those that the container has: ours or somebody else's. */
export function firingLinker(contents: ContainerContents, now: Date): Tag | undefined {
  const linkers = contents.tag.filter(({ type }) => type === 'gclidw')
  return linkers.find((linker) => tagObstacles(linker, contents, now).length === 0)
}

/** Under which prefix a linker, or a conversion tag, keeps or looks for the click. */
export function cookiePrefix(tag: Tag): string {
  const given = tag.type === 'gclidw' ? linkerPrefix(tag) : parameterOf(tag, 'conversionCookiePrefix')
  return given || DEFAULT_PREFIX
}

function linkerPrefix(tag: Tag): string | undefined {
  return parameterOf(tag, 'enableCookieOverrides') === 'true'
    ? parameterOf(tag, 'conversionCookiePrefix')
    : undefined
}
