import { z } from 'zod'

// RFC 9110 §8.8.3 `entity-tag`
const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/
const TAGS = new RegExp(`^${TAG.source}(?:[ \\t]*,[ \\t]*${TAG.source})*$`)

/**
 * The headers of a change that may be meant for one version only. The value becomes the versions named, `undefined`
 * for `*`; tags that are weak or not ours name none, so they match nothing (RFC 9110 §13.1.1).
 */
export const IF_MATCH = z.object({
  'if-match': z
    .string()
    .refine(
      (text) => text === '*' || TAGS.test(text),
      'must be the ETag of an earlier answer, like "3", or *',
    )
    .transform((text) => (text === '*' ? undefined : versionsIn(text)))
    .optional()
    .describe('The ETag that the change is meant for; at another version it is refused with 412'),
})

function versionsIn(tags: string): number[] {
  return [...tags.matchAll(new RegExp(TAG, 'g'))].flatMap(([, weak, tag = '']) =>
    weak === undefined && /^[1-9]\d{0,8}$/.test(tag) ? [Number(tag)] : [],
  )
}

/** The strong entity tag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`
}
