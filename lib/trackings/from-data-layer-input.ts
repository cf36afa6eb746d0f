import { z } from 'zod'
import { DataLayerKey } from '../input/data-layer-key.ts'

/** What is read from the data layer, as callers ask for it. */
export const FromDataLayerInput = z
  .strictObject({
    dataLayer: DataLayerKey.meta({
      description: 'The name of the value, with dots for what is inside of another',
      examples: ['ecommerce.value'],
    }),
  })
  .meta({
    id: 'DataLayerValueInput',
    description: 'Read from the data layer of the page at the moment of the conversion',
  })
