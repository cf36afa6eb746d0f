import { z } from 'zod'

/** Under which a value of the data layer is found, as variables of Tag Manager read it: dots lead into objects. */
export const DataLayerKey = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}_$-]+(?:\.[\p{L}\p{N}_$-]+)*$/u, 'must be a name, with dots for what is inside of it')
