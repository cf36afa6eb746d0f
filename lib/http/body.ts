import { AppError, invalid } from '../errors.ts'

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024

/**
 * Reads a JSON body.
 * @returns the parsed value, `undefined` when the body is empty
 * @throws AppError `payload_too_large`, `unsupported_media_type` or `malformed_json`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const bytes = await readBytes(request)
  if (bytes.length === 0) return undefined
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new AppError(
      'unsupported_media_type',
      'Send the body as JSON, with "Content-Type: application/json".',
    )
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AppError('malformed_json', 'The body is not valid JSON in UTF-8.', { cause })
  }
}

/** @throws AppError `invalid_request` when a body was sent where none is read, `payload_too_large` beyond the limit */
export async function refuseBody(request: Request): Promise<void> {
  const bytes = await readBytes(request)
  if (bytes.length > 0) throw invalid('body', 'this operation takes no body; leave it out')
}

// Content-Length is only a claim (and absent from chunked bodies), so the bytes are counted as well.
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
    throw new AppError('invalid_request', 'The body broke off before its end; send it again.', { cause })
  }
  return Buffer.concat(chunks)
}

function tooLarge(): AppError {
  return new AppError('payload_too_large', `The body is over ${MAX_BODY_BYTES} bytes; send less at a time.`)
}
