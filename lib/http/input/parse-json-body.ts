import { AppError, invalid } from '../../errors/app-error.ts'
import { findDuplicateKey } from './find-duplicate-key.ts'
import { hasMoreValues } from './has-more-values.ts'

/** The most values in a body, in all its objects and arrays: a few times what the largest of our inputs takes. */
export const MAX_BODY_VALUES = 10_000

/**
 * Parses a JSON body. What it costs is bounded by the size of the body and the number of its values, not by its schema.
 * @returns the value, `undefined` where the body is empty
 * @throws AppError `unsupported_media_type`, `payload_too_large`, `malformed_json`, or `invalid_request` for a name
 *   that an object has twice
 */
export function parseJsonBody(bytes: Buffer, headers: Headers): unknown {
  if (bytes.length === 0) return undefined
  requirePlainJson(headers)
  if (hasMoreValues(bytes, MAX_BODY_VALUES)) {
    const detail = `The body has over ${MAX_BODY_VALUES} values; send less at a time.`
    throw new AppError('payload_too_large', detail)
  }
  const [text, value] = parse(bytes)
  const repeated = findDuplicateKey(text)
  if (repeated) throw invalid(nameOf(repeated), 'is given more than once; give it once')
  return value
}

/** RFC 8259 §8.1 knows no encoding but UTF-8 and no parameter; a charset that says so is accepted. */
const JSON_TYPE = /^application\/json *(; *charset="?utf-8"?)? *$/i

function requirePlainJson(headers: Headers): void {
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) {
    throw new AppError(
      'unsupported_media_type',
      'Send the body as JSON in UTF-8, with "Content-Type: application/json".',
    )
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw new AppError('unsupported_media_type', 'Send the body uncompressed, without "Content-Encoding".')
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

function parse(bytes: Buffer): [text: string, value: unknown] {
  try {
    const text = UTF8.decode(bytes)
    return [text, JSON.parse(text)]
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON in UTF-8.', { cause })
  }
}

function nameOf(path: string[]): string {
  return ['body', ...path]
    .map((part) => part.toWellFormed().slice(0, 64))
    .slice(0, 32)
    .join('.')
}
