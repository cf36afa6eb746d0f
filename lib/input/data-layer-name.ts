import { z } from 'zod'

/** The name of a value of the data layer, as callers send it. */
export const dataLayerName = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}_$-]+(?:\.[\p{L}\p{N}_$-]+)*$/u, 'must be a name, with dots for what is inside of it')
  .meta({
    description: 'A value of the data layer, by its name, with dots for what is inside of another',
    examples: ['user.type'],
  })
