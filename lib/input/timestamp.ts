import { z } from 'zod'

/**
 * A time in a response: the `Date` of a row becomes ISO 8601 in UTC. Text of that form is taken as it is, so that
 * clients written in TypeScript read responses by the same schema.
 */
export const Timestamp = z.preprocess(
  (time: Date | string) => (time instanceof Date ? time.toISOString() : time),
  z.iso.datetime(),
)
