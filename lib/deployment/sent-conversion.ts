import type { Tag } from '../google/tag-manager-schemas.ts'
import type { FromDataLayer } from '../model/from-data-layer.ts'
import type { ContainerContents } from './container-contents.ts'
import { dataLayerKey } from './data-layer-key.ts'
import { tagFields } from './tag-fields.ts'

type Sent<Constant> = Constant | FromDataLayer | undefined

/** What a conversion tag sends, as a tracking would ask for it; what no tracking can ask for is a text, or is not there. */
export type SentConversion = {
  value: Sent<number | string>
  currency: Sent<string>
  orderId: Sent<string>
  newCustomer: Sent<boolean | string>
}

/** What a conversion tag sends besides its label. Guesses: whether a tracking may ask for it is for others to see. */
export function sentConversion(tag: Tag, contents: ContainerContents): SentConversion {
  const fields = tagFields(tag, contents)
  const sent = (parameter: string) => {
    const text = fields[`parameter:${parameter}`]
    if (text === undefined) return undefined
    const dataLayer = dataLayerKey(String(text), contents)
    return dataLayer === undefined ? String(text) : { dataLayer }
  }
  const [value, newCustomer] = [sent('conversionValue'), sent('awNewCustomer')]
  return {
    // A number has to be there in the very form in which it would be written.
    value: typeof value === 'string' && String(Number(value)) === value ? Number(value) : value,
    currency: sent('currencyCode'),
    orderId: sent('orderId'),
    newCustomer: newCustomer === 'true' || newCustomer === 'false' ? newCustomer === 'true' : newCustomer,
  }
}
