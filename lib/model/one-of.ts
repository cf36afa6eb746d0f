import { z } from 'zod'

/** A member of a closed set in a response. Rows hold it as text, which a CHECK keeps to the same set. */
export function oneOf<const Members extends readonly string[]>(members: Members) {
  return z.preprocess((text: string) => text, z.enum(members))
}
