import { z } from 'zod'
import { oneLine } from '../input/one-line.ts'
import { onlyDeleted } from '../input/only-deleted.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { TRACKING_TYPES, type TrackingType } from '../model/tracking-type.ts'
import { ORDERS } from '../paging/list-page.ts'
import { ConversionChanges, ConversionInput } from './conversion-input.ts'
import { selectorIssue } from './css-selector.ts'

const BRACES = 'must not contain {{, which Tag Manager reads as a variable'
const withoutBraces = (text: string) => !text.includes('{{')

const name = oneLine(80)
  .refine((text) => !text.includes(':'), 'must not contain a colon: Tag Manager rejects it')
  .meta({ examples: ['Buy button'] })

const selector = z
  .string()
  .trim()
  .min(1, { abort: true })
  .max(500, { abort: true })
  .refine(withoutBraces, BRACES)
  .superRefine((text, context) => {
    const issue = selectorIssue(text)
    if (issue) context.addIssue({ code: 'custom', message: issue })
  })
  .meta({ description: 'CSS selector of the element', examples: ['#buy, a.cta-buy'] })

const urlPattern = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (text) => !/[\s\p{Cc}\p{Cs}]/u.test(text),
    'must not contain spaces, line breaks or control characters',
  )
  .refine(withoutBraces, BRACES)
  .meta({
    description: 'Text that the URL of the page contains; * stands for any characters',
    examples: ['/thank-you*'],
  })

const eventName = oneLine(100)
  .refine(
    (text) => !text.toLowerCase().startsWith('gtm.'),
    'must not start with "gtm.", which Tag Manager keeps for itself',
  )
  .refine(withoutBraces, BRACES)
  .meta({
    description: 'The event as the website pushes it into the data layer',
    examples: ['newsletter_signup'],
  })

/** A field that this type of tracking has no use for. */
function unused(type: TrackingType, field: string) {
  return z.never(`means nothing for a ${type}; leave ${field} out`).exactOptional()
}

/**
 * A strict object for each type, so that every type names the fields that it needs and rejects the others.
 * @param prefix before the names of these objects in the API's document
 */
export function trackingFor<CustomerId extends z.ZodType>(prefix: string, customerId: CustomerId) {
  const everyType = { customerId, name, conversion: ConversionInput.prefault({}) }
  return z.discriminatedUnion('type', [
    z
      .strictObject({
        ...everyType,
        type: z.literal('BUTTON_CLICK'),
        selector,
        urlPattern: urlPattern.exactOptional(),
        eventName: unused('BUTTON_CLICK', 'eventName'),
      })
      .meta({ id: `${prefix}ButtonClick` }),
    z
      .strictObject({
        ...everyType,
        type: z.literal('FORM_SUBMIT'),
        selector,
        urlPattern: urlPattern.exactOptional(),
        eventName: unused('FORM_SUBMIT', 'eventName'),
      })
      .meta({ id: `${prefix}FormSubmit` }),
    z
      .strictObject({
        ...everyType,
        type: z.literal('PAGE_VIEW'),
        urlPattern,
        selector: unused('PAGE_VIEW', 'selector'),
        eventName: unused('PAGE_VIEW', 'eventName'),
      })
      .meta({ id: `${prefix}PageView` }),
    z
      .strictObject({
        ...everyType,
        type: z.literal('CUSTOM_EVENT'),
        eventName,
        urlPattern: urlPattern.exactOptional(),
        selector: unused('CUSTOM_EVENT', 'selector'),
      })
      .meta({ id: `${prefix}CustomEvent` }),
  ])
}

export const CreateTracking = trackingFor('Create', z.uuid()).meta({
  id: 'CreateTracking',
  examples: [
    {
      customerId: '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73',
      name: 'Buy button',
      type: 'BUTTON_CLICK',
      selector: '#buy, a.cta-buy',
      conversion: { category: 'PURCHASE', value: 25, currency: 'EUR' },
    },
  ],
})
export type CreateTracking = z.infer<typeof CreateTracking>

const fixed = z.never('cannot be changed; delete this tracking and create another').exactOptional()

/** What may change. Whether the result suits the tracking's type is looked at once both are known. */
export const UpdateTracking = z
  .strictObject({
    name: name.exactOptional(),
    selector: selector.nullable().exactOptional(),
    urlPattern: urlPattern.nullable().exactOptional(),
    eventName: eventName.nullable().exactOptional(),
    conversion: ConversionChanges.exactOptional(),
    type: fixed,
    customerId: fixed,
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .describe('A null takes a value away')
  .meta({ id: 'UpdateTracking' })
export type UpdateTracking = z.infer<typeof UpdateTracking>

export const TrackingFilter = z.strictObject({
  customerId: z.uuid().exactOptional(),
  syncStatus: z.enum(SYNC_STATUSES).exactOptional(),
  type: z.enum(TRACKING_TYPES).exactOptional(),
  deploymentState: z.enum(DEPLOYMENT_STATES).exactOptional(),
  sort: z.enum(['createdAt', 'name']).default('createdAt'),
  order: z.enum(ORDERS).default('desc'),
  deleted: onlyDeleted,
})
export type TrackingFilter = z.infer<typeof TrackingFilter>
