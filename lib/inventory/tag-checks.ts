import { findingText } from '../deployment/describe-verdict.ts'
import { findingsOf } from '../deployment/findings-of.ts'
import { tagObstacles } from '../deployment/tag-obstacles.ts'
import { verdictOf } from '../deployment/verdict.ts'
import type { Tag } from '../google/tag-manager-schemas.ts'
import { type InventoryCheck, nameOf, tagObject } from './inventory-check.ts'
import { LEGACY_TYPES } from './inventory-facts.ts'

const DAY_MS = 86_400_000

/** When an object was changed last: Tag Manager's fingerprints are that moment in milliseconds. */
export function changedAt({ fingerprint }: Pick<Tag, 'fingerprint'>): Date | undefined {
  const ms = Number(fingerprint)
  return Number.isSafeInteger(ms) && ms > 1e12 && ms < 1e13 ? new Date(ms) : undefined
}

/** What keeps tags from firing, and what they are. Tags that count nothing (linkers, legacy) have checks of their own. */
export const TAG_CHECKS = {
  'tag.paused': {
    severity: 'warning',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} is paused${found.data ? `, for ${found.data['days']} days at least (since ${found.data['since']})` : ''}: it does not fire.`,
    nextStep: 'Resume the tag in Tag Manager, or delete it if it is not missed.',
    find: ({ tags, now }) =>
      tags
        .filter(({ tag }) => tag.paused && LEGACY_TYPES[tag.type] === undefined)
        .map(({ tag }) => {
          const since = changedAt(tag)
          const days = since && Math.floor((now.getTime() - since.getTime()) / DAY_MS)
          return {
            objects: [tagObject(tag)],
            ...(since && days !== undefined && { data: { since: since.toISOString().slice(0, 10), days } }),
          }
        }),
  },
  'tag.no_trigger': {
    severity: 'error',
    summary: (found) => `The tag ${nameOf(found, 'tag')} has no trigger that exists: it never fires.`,
    nextStep: 'Give the tag a trigger, or delete it.',
    find: ({ tags, contents }) =>
      tags
        .filter(({ tag, triggers }) => triggers.length === 0 && !isSequenced(tag, contents.tag))
        .map(({ tag }) => ({ objects: [tagObject(tag)] })),
  },
  'tag.cannot_fire': {
    severity: 'error',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} never fires: ${[found.data?.['reasons'] ?? []].flat().join(' ')}`,
    nextStep: 'Take away in Tag Manager what keeps the tag from firing, or delete it.',
    find: ({ tags, contents, now }) =>
      tags
        .filter(({ tag }) => tag.type !== 'gclidw')
        .flatMap(({ tag }) => {
          const obstacles = tagObstacles(tag, contents, now).filter(
            ({ code }) => code !== 'paused' && code !== 'no_firing_trigger' && code !== 'variable_missing',
          )
          if (obstacles.length === 0) return []
          const issues = findingsOf('', verdictOf(obstacles))
          return [
            {
              objects: [tagObject(tag)],
              data: { reasons: issues.map((issue) => findingText(issue).summary(issue)) },
            },
          ]
        }),
  },
  'tag.consent_required': {
    severity: 'hint',
    summary: (found) =>
      `The tag ${nameOf(found, 'tag')} fires only for visitors who have consented to ${[found.data?.['types'] ?? []].flat().join(', ') || 'what it requires'}.`,
    nextStep:
      'Nothing has to be done where this is meant: without consent Google models conversions only for tags that fire.',
    find: ({ tags }) =>
      tags.flatMap(({ tag }) => {
        if (tag.consentSettings?.consentStatus !== 'needed') return []
        const types = (tag.consentSettings.consentType?.list ?? []).flatMap(({ value }) => value ?? [])
        return [{ objects: [tagObject(tag)], data: { types } }]
      }),
  },
  'tag.legacy': {
    severity: 'hint',
    summary: (found) => `The tag ${nameOf(found, 'tag')} belongs to ${found.data?.['what']}.`,
    nextStep: 'Delete the tag, or replace it by the one that Google offers in its place.',
    find: ({ tags }) =>
      tags.flatMap(({ tag }) => {
        const what = LEGACY_TYPES[tag.type]
        return what === undefined ? [] : [{ objects: [tagObject(tag)], data: { what } }]
      }),
  },
} as const satisfies Record<string, InventoryCheck>

/** Whether another tag fires it before or after itself. */
function isSequenced({ name }: Tag, tags: readonly Tag[]): boolean {
  return tags.some(({ setupTag, teardownTag }) =>
    [...(setupTag ?? []), ...(teardownTag ?? [])].some(({ tagName }) => tagName === name),
  )
}
