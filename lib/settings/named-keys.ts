import { z } from 'zod'

export type NamedKeys = readonly { id: string; key: Buffer }[]

/** `id:base64` pairs of 32 bytes each, with distinct ids: the first is in use, the others are still accepted. */
export const namedKeys = z.string().transform((text, context) => {
  const keys = text.split(',').map((part) => {
    const [, id, base64] = /^([\w-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim()) ?? []
    return id && base64 ? { id, key: Buffer.from(base64, 'base64') } : undefined
  })
  const whole = keys.filter((key) => key !== undefined)
  if (whole.length !== keys.length || new Set(whole.map((key) => key.id)).size !== keys.length) {
    context.addIssue({ code: 'custom', message: 'expected distinct id:base64 pairs of 32 bytes each' })
    return z.NEVER
  }
  return whole
})
