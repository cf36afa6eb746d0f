import type { ContainerContents } from '../../deployment/container-contents.ts'
import { isMarkedLinker } from '../../deployment/mark.ts'
import { parameterOf } from '../../deployment/tag-fields.ts'
import type { FoundIssue } from '../../findings/found-issue.ts'
import { issueOf } from '../../findings/issue-of.ts'
import { BUILT_IN_VARIABLES } from '../../tracking-types/condition.ts'
import { CONVERSION_LINKER } from './plan-shared-objects.ts'
import type { Change } from './plan-tracking-objects.ts'
import { readAfter } from './plan-unused-variables.ts'
import type { ConversionLabel, PlannedTracking } from './planned-tracking.ts'
import { builtInsOf } from './variables-of.ts'

/** Built-in variables that every container starts with. */
const STARTS_WITH: ReadonlySet<string> = new Set(['pageUrl', 'pageHostname', 'pagePath'])

type LastRemoval = {
  trackings: readonly PlannedTracking[]
  conversions: ReadonlyMap<string, ConversionLabel>
  contents: ContainerContents
}

/**
 * After the last tracking, our linker goes too where nothing else needs it. Built-in variables stay, because nobody knows
 * who has enabled them, and that is said of those which a container does not start with.
 */
export function planLastRemoval(
  { contents, trackings, conversions }: LastRemoval,
  removed: readonly Change[],
): { changes: Change[]; findings: FoundIssue[] } {
  const labels = new Set(trackings.flatMap(({ trackingId }) => conversions.get(trackingId)?.label ?? []))
  const marked = contents.tag.filter(isMarkedLinker)
  // Of copies, which have the mark as well, ours is the one that has kept its name.
  const linker = marked.length > 1 ? marked.find(({ name }) => name === CONVERSION_LINKER.name) : marked[0]
  const linkerNeeded = contents.tag.some(
    (tag) => READS_LINKER.has(tag.type) && !labels.has(parameterOf(tag, 'conversionLabel') ?? ''),
  )
  const read = readAfter(contents, removed)
  const unread = builtInsOf(trackings)
    .filter((type) => !STARTS_WITH.has(type) && contents.builtInVariable.some((each) => each.type === type))
    .map((type) => BUILT_IN_VARIABLES[type])
    .filter((name) => !read.has(name))
  return {
    changes: linker && !linkerNeeded ? [{ changeStatus: 'deleted', tag: linker }] : [],
    findings: [
      ...(linker && linkerNeeded
        ? [issueOf('leftover.linker', undefined, 'linker', { name: linker.name })]
        : []),
      ...(unread.length > 0
        ? [issueOf('leftover.built_ins', undefined, 'built_ins', { names: unread })]
        : []),
    ],
  }
}

/** Tags that look for the click which a linker has kept. */
export const READS_LINKER: ReadonlySet<string> = new Set([
  'awct',
  'awcc',
  'awcr',
  'sp',
  'awud',
  'flc',
  'fls',
  'googtag',
])
