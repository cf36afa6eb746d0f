import { type AdsCustomer, nextNumber, type State } from '../state/state.ts'
import { personByEmail } from './add-person.ts'

export type AdsCustomerOptions = {
  /** Ten digits. */
  id?: string
  name?: string
  /** ISO 4217; EUR by default. */
  currencyCode?: string
  /** Of the IANA database, as Google names time zones; Europe/Berlin by default. Its days begin there. */
  timeZone?: string
  manager?: boolean
  status?: AdsCustomer['status']
  /** The manager account above this one. */
  managerId?: string
  /** E-mails of the logins with direct access; by default every person added so far, or none below a manager. */
  users?: string[]
  /** Where its conversion actions live; its own by default. */
  conversionCustomerId?: string
} & Partial<CustomerDataUse>

/** What people agree to, and switch on, in Google Ads' own pages. Both are, unless something else is said. */
export type CustomerDataUse = Pick<AdsCustomer, 'customerDataTerms' | 'enhancedConversions'>

/** A Google Ads account. */
export function addAdsCustomer(state: State, options: AdsCustomerOptions = {}): AdsCustomer {
  const number = nextNumber(state)
  const id = options.id ?? String(1_000_000_000 + number)
  const everyone = options.managerId ? [] : [...state.people.values()].map(({ email }) => email)
  const customer: AdsCustomer = {
    id,
    descriptiveName: options.name ?? `Ads account ${id}`,
    currencyCode: options.currencyCode ?? 'EUR',
    timeZone: options.timeZone ?? 'Europe/Berlin',
    manager: options.manager ?? false,
    status: options.status ?? 'ENABLED',
    managerId: options.managerId,
    users: new Set((options.users ?? everyone).map((email) => personByEmail(state, email).sub)),
    conversionCustomerId: options.conversionCustomerId ?? id,
    conversionTrackingId: String(700_000_000 + number),
    conversionActions: new Map(),
    customerDataTerms: options.customerDataTerms ?? true,
    enhancedConversions: options.enhancedConversions ?? 'ON',
    received: new Map(),
    stopped: new Set(),
    doubled: new Set(),
    orderIds: new Map(),
    counted: new Map(),
    lagDays: 0,
  }
  state.adsCustomers.set(id, customer)
  return customer
}
