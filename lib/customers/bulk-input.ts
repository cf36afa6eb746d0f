import { z } from 'zod'
import { customerFields, googleAccountId } from './customer-input.ts'

const MOST = 100

const { name, websiteUrl, googleContainerId, googleAdsAccountId } = customerFields

const NewCustomer = z
  .strictObject({
    name,
    websiteUrl,
    googleContainerId: googleContainerId.exactOptional(),
    googleAdsAccountId: googleAdsAccountId.exactOptional(),
  })
  .meta({ id: 'CreateOneCustomerOfMany' })
export type NewCustomer = z.infer<typeof NewCustomer>

/** Up to 100 customers at once; one more than the maximum is enough to reject them, the rest is not read. */
export const CreateCustomers = z
  .strictObject({
    googleAccountId: googleAccountId.exactOptional(),
    customers: z.preprocess(
      (value): unknown => (Array.isArray(value) ? value.slice(0, MOST + 1) : value),
      z.array(NewCustomer).min(1).max(MOST),
    ),
  })
  .superRefine(({ googleAccountId, customers }, context) => {
    const first = new Map<string, number>()
    for (const [index, { googleContainerId, googleAdsAccountId }] of customers.entries()) {
      if (googleAccountId === undefined && (googleContainerId ?? googleAdsAccountId) !== undefined) {
        const message = 'needs googleAccountId, the Google login that reaches it'
        const path = ['customers', index, googleContainerId ? 'googleContainerId' : 'googleAdsAccountId']
        context.addIssue({ code: 'custom', path, message })
      }
      if (googleContainerId === undefined) continue
      const before = first.get(googleContainerId)
      if (before === undefined) first.set(googleContainerId, index)
      else {
        const message = `is the container of customers.${before} too; each customer needs its own`
        context.addIssue({ code: 'custom', path: ['customers', index, 'googleContainerId'], message })
      }
    }
  })
  .meta({ id: 'CreateCustomers' })
export type CreateCustomers = z.infer<typeof CreateCustomers>
