import { z } from 'zod'

/** An id in a request. Its hex digits may be capitals (RFC 9562 §4); from here on they are small, as they are stored. */
export const Id = z.uuid().toLowerCase()

/** Text that may be such an id, or another one: of a Google login, of a login of the database. */
export const IdOrName = z
  .string()
  .min(1)
  .max(255)
  .transform((text) => Id.safeParse(text).data ?? text)
