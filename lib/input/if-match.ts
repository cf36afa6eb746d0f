import { z } from 'zod'
import { AppError } from '../errors/app-error.ts'

// RFC 9110 §8.8.3 `entity-tag`; in a list empty elements are let be (§5.6.1.2)
const TAG = /(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/
const TAGS = new RegExp(`^(?:[ \\t]*,)*[ \\t]*${TAG.source}(?:[ \\t]*,(?:[ \\t]*${TAG.source})?)*[ \\t]*$`)
/** What servers that compress responses append to a tag. */
const VERSION = /^([1-9]\d{0,8})(?:--?(?:gzip|br|zstd|deflate))?$/

/** The versions that a change is meant for; `undefined`: any. */
export type IfMatch = readonly number[] | undefined

/**
 * The headers of a change that may be meant for one version only. The value becomes the versions named, `undefined`
 * for `*`; tags that are not ours name none, so they match nothing. A weak tag counts like a strong one, other than RFC 9110
 * §13.1.1 has it: a proxy makes tags weak because it changes bytes, and ours name the version, not bytes.
 */
export const IF_MATCH = z.object({
  'if-match': z
    .string()
    .refine(
      (text) => text === '*' || TAGS.test(text),
      'must be the ETag of an earlier response, like "3", or *',
    )
    .transform((text) => (text === '*' ? undefined : versionsIn(text)))
    .optional()
    .describe('The ETag that the change is meant for; at another version it fails with 412'),
})

/** The condition of a write that it is meant for the row's version. */
export function versionIn(ifMatch: IfMatch): { version?: { in: number[] } } {
  return ifMatch ? { version: { in: [...ifMatch] } } : {}
}

/**
 * Stops a change that is meant for other versions.
 * @throws AppError `precondition_failed`
 */
export function requireMatch(what: string, version: number, ifMatch: IfMatch): void {
  if (ifMatch && !ifMatch.includes(version)) throw stale(what)
}

/** The error of a write that found no row at its version: a 412 where the caller named versions. */
export function unmatched(what: string, ifMatch: IfMatch, otherwise: Error): Error {
  return ifMatch ? stale(what) : otherwise
}

/** A 412: the row is not at a version that the change is meant for. */
export function stale(what: string): AppError {
  return new AppError(
    'precondition_failed',
    `The ${what} has been changed since. Read it again, and repeat with its new ETag.`,
  )
}

function versionsIn(tags: string): number[] {
  return [...tags.matchAll(new RegExp(TAG, 'g'))].flatMap(([, tag = '']) => {
    const version = VERSION.exec(tag)?.[1]
    return version === undefined ? [] : [Number(version)]
  })
}
