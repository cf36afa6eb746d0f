import { AppError } from '../../errors/app-error.ts'

/** The largest request body, in bytes. */
export const MAX_BODY_BYTES = 1024 * 1024

const EMPTY = Buffer.alloc(0)

/**
 * Reads a body, and looks at nothing of it.
 * @throws AppError `payload_too_large`; `invalid_request` where it ends too early
 */
export async function readBody(request: Request): Promise<Buffer> {
  // Content-Length may be wrong (and is absent from chunked bodies), so the bytes are counted as well.
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) throw tooLarge()
  if (!request.body) return EMPTY
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body) {
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
