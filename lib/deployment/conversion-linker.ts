import type { Tag } from '../google/tag-manager-schemas.ts'
import type { ContainerContents } from './container-contents.ts'
import { parameterOf } from './tag-fields.ts'
import { tagObstacles } from './tag-obstacles.ts'

/** The prefix of the cookie in which the linker keeps the click, where nobody has named another. */
export const DEFAULT_PREFIX = '_gcl'

/** The cookie prefixes of the Conversion Linkers that fire, ours or somebody else's; none where no linker does. */
export function linkedPrefixes(contents: ContainerContents, now: Date): string[] {
  const linkers = contents.tag.filter(({ type }) => type === 'gclidw')
  return linkers.filter((linker) => tagObstacles(linker, contents, now).length === 0).map(cookiePrefix)
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
