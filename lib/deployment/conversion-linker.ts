import type { Tag } from '../google/tag-manager-schemas.ts'
import type { ContainerContents } from './container-contents.ts'
import { parameterOf } from './tag-fields.ts'
import { tagObstacles } from './tag-obstacles.ts'

/** The prefix of the cookie in which the linker keeps the click, where nobody has named another. */
export const DEFAULT_PREFIX = '_gcl'

/** The Conversion Linkers that fire, of those that the container has: ours and other people's. */
export function firingLinkers(contents: ContainerContents, now: Date): Tag[] {
  const linkers = contents.tag.filter(({ type }) => type === 'gclidw')
  return linkers.filter((linker) => tagObstacles(linker, contents, now).length === 0)
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
