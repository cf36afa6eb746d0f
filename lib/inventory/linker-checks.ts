import { constantText } from '../deployment/constant-text.ts'
import { cookiePrefix, firingLinkers } from '../deployment/conversion-linker.ts'
import { parameterOf } from '../deployment/tag-fields.ts'
import { tagObstacles } from '../deployment/tag-obstacles.ts'
import { type InventoryCheck, nameOf, namesOf, tagObject } from './inventory-check.ts'
import type { InventoryFacts } from './inventory-facts.ts'

/** Conversion tags that look for a click which a linker has kept. */
function lookers({ tags }: InventoryFacts) {
  return tags
    .map(({ tag }) => tag)
    .filter(
      (tag) => tag.type === 'awct' && !tag.paused && parameterOf(tag, 'enableConversionLinker') !== 'false',
    )
}

/** The Google tag keeps the click for Google Ads too: https://support.google.com/tagmanager/answer/7549390 */
function hasGoogleTag({ tags, contents, now }: InventoryFacts): boolean {
  return tags.some(
    ({ tag }) =>
      tag.type === 'googtag' &&
      constantText(parameterOf(tag, 'tagId') ?? '', contents).startsWith('AW-') &&
      tagObstacles(tag, contents, now).length === 0,
  )
}

/** What keeps the click that a conversion is attributed to. */
export const LINKER_CHECKS = {
  'linker.missing': {
    severity: 'error',
    summary: () => 'The container has no Conversion Linker: conversions are not attributed to clicks.',
    nextStep: 'Add a Conversion Linker that fires on all pages; the next sync of a tracking does.',
    find: (facts) => {
      const has = facts.tags.some(({ tag }) => tag.type === 'gclidw') || hasGoogleTag(facts)
      return has || lookers(facts).length === 0 ? [] : [{ objects: [] }]
    },
  },
  'linker.cannot_fire': {
    severity: 'error',
    summary: (found) =>
      `No Conversion Linker fires (${namesOf(found, 'tag')}): conversions are not attributed to clicks.`,
    nextStep:
      'Let the Conversion Linker fire on all pages again: see its pause, triggers, exceptions and schedule.',
    find: (facts) => {
      const linkers = facts.tags.map(({ tag }) => tag).filter(({ type }) => type === 'gclidw')
      const fires = firingLinkers(facts.contents, facts.now).length > 0 || hasGoogleTag(facts)
      return fires || linkers.length === 0 || lookers(facts).length === 0
        ? []
        : [{ objects: linkers.map(tagObject) }]
    },
  },
  'linker.cookie_prefix': {
    severity: 'error',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} looks for clicks under the cookie prefix “${found.data?.['tag']}”, and the Conversion Linker keeps them under “${found.data?.['linker']}”: its conversions are not attributed.`,
    nextStep: 'Give both the same cookie prefix in Tag Manager.',
    find: (facts) => {
      const [prefix, ...more] = firingLinkers(facts.contents, facts.now).map(cookiePrefix)
      if (prefix === undefined) return []
      return lookers(facts)
        .filter((tag) => ![prefix, ...more].includes(cookiePrefix(tag)))
        .map((tag) => ({ objects: [tagObject(tag)], data: { tag: cookiePrefix(tag), linker: prefix } }))
    },
  },
} as const satisfies Record<string, InventoryCheck>
