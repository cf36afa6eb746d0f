import { AppError, invalid } from '../../errors/app-error.ts'
import { findDuplicateKey } from './find-duplicate-key.ts'

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024

/**
 * Reads a JSON body.
 * @returns the parsed value, `undefined` when the body is empty
 * @throws AppError `payload_too_large`, `unsupported_media_type`, `malformed_json`, or `invalid_request` for a name
 *   that an object has twice
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const bytes = await readBytes(request)
  if (bytes.length === 0) return undefined
  requirePlainJson(request.headers)
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

function parse(bytes: Buffer): [text: string, value: unknown] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
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

/** @throws AppError `invalid_request` when a body was sent where none is read, `payload_too_large` beyond the limit */
export async function rejectBody(request: Request): Promise<void> {
  const bytes = await readBytes(request)
  if (bytes.length > 0) throw invalid('body', 'this operation takes no body; leave it out')
}

// Content-Length may be wrong (and is absent from chunked bodies), so the bytes are counted as well.
async function readBytes(request: Request): Promise<Buffer> {
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > MAX_BODY_BYTES) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('invalid_request', 'The body ended before its end was sent; send it again.', { cause })
  }
  return Buffer.concat(chunks)
}

function tooLarge(): AppError {
  return new AppError('payload_too_large', `The body is over ${MAX_BODY_BYTES} bytes; send less at a time.`)
}
