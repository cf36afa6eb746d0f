import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'
import { accountTime } from './account-time.ts'
import { lineOf } from './ads-access.ts'
import { type Asked, CONVERSION_METRICS, type ConversionFact, conversionFacts } from './conversion-facts.ts'
import { reportedConversions } from './counted-conversions.ts'
import { resourceNameOf, type VisibleAction, visibleActions } from './visible-actions.ts'

type Subject = { state: State; customer: AdsCustomer }
type Fields<S> = Record<string, (subject: S) => unknown>

/** A row of a resource: its own fields, each computed when asked for, and what it counts, to be divided by segments. */
type Row = { field(name: string): unknown; facts(asked: Asked): readonly ConversionFact[] }

/** The rows of a resource, and the names of the fields that can be asked of it. */
export type Table = {
  fields: ReadonlySet<string>
  segments: ReadonlySet<string>
  metrics: ReadonlySet<string>
  rows: Row[]
}

/**
 * What `FROM` names; `undefined` for a resource that the sandbox does not keep. Each also has the fields of `customer`.
 * @see https://developers.google.com/google-ads/api/fields/v26/conversion_action the segments and metrics of a resource
 */
export function tableOf(from: string, state: State, customer: AdsCustomer): Table | undefined {
  switch (from) {
    case 'customer':
      return table(CUSTOMER, [{ state, customer }], {
        segments: ['segments.date', 'segments.conversion_action', 'segments.conversion_action_name'],
        metrics: [...CONVERSION_METRICS.byClickDate, ...CONVERSION_METRICS.byConversionDate],
        facts: (_, asked) =>
          visibleActions(state, customer).flatMap((seen) => conversionFacts(state, seen, asked)),
      })
    case 'customer_client':
      return table({ ...CUSTOMER, ...CLIENT }, clientsOf(state, customer))
    case 'conversion_action':
      return table(
        { ...CUSTOMER, ...ACTION, ...LAST },
        visibleActions(state, customer).map((seen) => ({ state, ...seen })),
        {
          segments: ['segments.date'],
          metrics: [...CONVERSION_METRICS.byClickDate, ...Object.keys(LAST)],
          facts: (seen, asked) => conversionFacts(state, seen, asked),
        },
      )
    default:
      return undefined
  }
}

type Counting<S> = {
  segments: readonly string[]
  metrics: readonly string[]
  facts(subject: S, asked: Asked): readonly ConversionFact[]
}

const NOTHING: Counting<unknown> = { segments: [], metrics: [], facts: () => [] }

function table<S>(fields: Fields<S>, subjects: S[], counting: Counting<S> = NOTHING): Table {
  return {
    fields: new Set(Object.keys(fields)),
    segments: new Set(counting.segments),
    metrics: new Set(counting.metrics),
    rows: subjects.map((subject) => ({
      field: (name) => fields[name]?.(subject),
      facts: (asked) => counting.facts(subject, asked),
    })),
  }
}

const SETTING = 'customer.conversion_tracking_setting'

const CUSTOMER: Fields<Subject> = {
  'customer.resource_name': ({ customer }) => `customers/${customer.id}`,
  'customer.id': ({ customer }) => customer.id,
  'customer.descriptive_name': ({ customer }) => customer.descriptiveName,
  'customer.currency_code': ({ customer }) => customer.currencyCode,
  'customer.time_zone': ({ customer }) => customer.timeZone,
  'customer.manager': ({ customer }) => customer.manager,
  'customer.status': ({ customer }) => customer.status,
  'customer.test_account': () => false,
  [`${SETTING}.conversion_tracking_id`]: ({ customer }) => customer.conversionTrackingId,
  [`${SETTING}.cross_account_conversion_tracking_id`]: ({ state, customer }) =>
    customer.conversionCustomerId === customer.id
      ? undefined
      : state.adsCustomers.get(customer.conversionCustomerId)?.conversionTrackingId,
  [`${SETTING}.google_ads_conversion_customer`]: ({ customer }) =>
    `customers/${customer.conversionCustomerId}`,
  [`${SETTING}.conversion_tracking_status`]: ({ customer }) => trackingStatus(customer),
  // Google leaves a false out of its JSON, as it does an enum that is not specified.
  [`${SETTING}.accepted_customer_data_terms`]: (seen) => countingOf(seen).customerDataTerms || undefined,
  [`${SETTING}.enablement_setting`]: ({ customer }) => specified(customer.enhancedConversions),
  [`${SETTING}.effective_enablement_setting`]: (seen) => specified(countingOf(seen).enhancedConversions),
  [`${SETTING}.enhanced_conversions_for_leads_enabled`]: () => false,
}

/** The account that counts the conversions: what is set there holds for all that share its actions. */
function countingOf({ state, customer }: Subject): AdsCustomer {
  return state.adsCustomers.get(customer.conversionCustomerId) ?? customer
}

function specified(setting: AdsCustomer['enhancedConversions']): string | undefined {
  return setting === 'UNSPECIFIED' ? undefined : setting
}

function trackingStatus(customer: AdsCustomer): string {
  if (customer.conversionCustomerId === customer.managerId)
    return 'CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER'
  if (customer.conversionCustomerId !== customer.id) return 'CONVERSION_TRACKING_MANAGED_BY_ANOTHER_MANAGER'
  return customer.conversionActions.size > 0
    ? 'CONVERSION_TRACKING_MANAGED_BY_SELF'
    : 'NOT_CONVERSION_TRACKED'
}

type Client = Subject & { client: AdsCustomer; level: number }

/** The account itself at level 0, and for a manager every account below it. */
function clientsOf(state: State, customer: AdsCustomer): Client[] {
  return [...state.adsCustomers.values()]
    .map((client) => ({ state, customer, client, level: lineOf(state, client).indexOf(customer) }))
    .filter(({ level }) => level >= 0)
}

const CLIENT: Fields<Client> = {
  'customer_client.resource_name': ({ customer, client }) =>
    `customers/${customer.id}/customerClients/${client.id}`,
  'customer_client.id': ({ client }) => client.id,
  'customer_client.client_customer': ({ client }) => `customers/${client.id}`,
  'customer_client.descriptive_name': ({ client }) => client.descriptiveName,
  'customer_client.currency_code': ({ client }) => client.currencyCode,
  'customer_client.time_zone': ({ client }) => client.timeZone,
  'customer_client.manager': ({ client }) => client.manager,
  'customer_client.level': ({ level }) => String(level),
  'customer_client.status': ({ client }) => client.status,
  'customer_client.hidden': () => false,
  'customer_client.test_account': () => false,
}

const ACTION: Fields<Subject & VisibleAction> = {
  'conversion_action.resource_name': ({ customer, action }) => resourceNameOf(customer, action),
  'conversion_action.id': ({ action }) => action.id,
  'conversion_action.name': ({ action }) => action.name,
  'conversion_action.type': ({ action }) => action.type,
  'conversion_action.category': ({ action }) => action.category,
  'conversion_action.status': ({ action }) => action.status,
  'conversion_action.origin': () => 'WEBSITE',
  'conversion_action.counting_type': ({ action }) => action.countingType,
  'conversion_action.primary_for_goal': ({ action }) => action.primaryForGoal,
  'conversion_action.owner_customer': ({ owner }) => `customers/${owner.id}`,
  'conversion_action.click_through_lookback_window_days': ({ action }) =>
    action.clickThroughLookbackWindowDays,
  'conversion_action.view_through_lookback_window_days': ({ action }) => action.viewThroughLookbackWindowDays,
  'conversion_action.value_settings.default_value': ({ action }) => action.valueSettings.defaultValue,
  'conversion_action.value_settings.default_currency_code': ({ action }) =>
    action.valueSettings.defaultCurrencyCode,
  'conversion_action.value_settings.always_use_default_value': ({ action }) =>
    action.valueSettings.alwaysUseDefaultValue,
  'conversion_action.google_analytics_4_settings.event_name': ({ action }) => action.googleAnalytics4Event,
  'conversion_action.tag_snippets': ({ owner, action }) =>
    action.type === 'WEBPAGE' ? tagSnippets(owner, action) : undefined,
}

/** Metrics of an action that no segment divides; absent until there is something to say. */
const LAST: Fields<Subject & VisibleAction> = {
  'metrics.conversion_last_received_request_date_time': ({ customer, owner, action }) => {
    const at = owner.received.get(action.id)
    return at && accountTime(customer, at)
  },
  'metrics.conversion_last_conversion_date': ({ state, customer, action }) =>
    reportedConversions(state, customer, action.id)
      .map(({ day }) => day)
      .toSorted()
      .at(-1),
}

/** Only from these snippets does one learn the conversion label. */
function tagSnippets(customer: AdsCustomer, action: ConversionAction) {
  const id = `AW-${customer.conversionTrackingId}`
  const site = `<!-- Google tag (gtag.js) -->\n<script async src="https://www.googletagmanager.com/gtag/js?id=${id}"></script>\n<script>\n  window.dataLayer = window.dataLayer || [];\n  function gtag(){dataLayer.push(arguments);}\n  gtag('js', new Date());\n\n  gtag('config', '${id}');\n</script>\n`
  const event = `<!-- Event snippet for ${action.name} conversion page -->\n<script>\n  gtag('event', 'conversion', {'send_to': '${id}/${action.label}'});\n</script>\n`
  const amp = `<amp-analytics type="gtag" data-credentials="include">\n<script type="application/json">{"vars":{"gtag_id":"${id}"},"triggers":{"C_label":{"on":"visible","vars":{"event_name":"conversion","send_to":["${id}/${action.label}"]}}}}</script></amp-analytics>`
  return [
    { type: 'WEBPAGE', pageFormat: 'HTML', globalSiteTag: site, eventSnippet: event },
    { type: 'WEBPAGE', pageFormat: 'AMP', globalSiteTag: amp, eventSnippet: amp },
  ]
}
