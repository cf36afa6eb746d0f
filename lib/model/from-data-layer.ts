import { z } from 'zod'

/** A value that is read from the data layer of the page, under a name with dots for what is inside of another. */
export const FromDataLayer = z
  .object({
    dataLayer: z.string().meta({ description: 'The name of the value', examples: ['ecommerce.value'] }),
  })
  .meta({
    id: 'DataLayerValue',
    description: 'Read from the data layer of the page at the moment of the conversion',
  })
export type FromDataLayer = z.infer<typeof FromDataLayer>
