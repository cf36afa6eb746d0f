import { z } from 'zod'
import { env } from '../settings/env.ts'
import { classifyAds } from './classify-ads.ts'
import { gaqlStrings } from './gaql-strings.ts'
import { GoogleError } from './google-error.ts'
import { googleRequest } from './google-request.ts'
import { parseSendTo } from './parse-send-to.ts'

export type GoogleAdsOptions = {
  accessToken: string
  /** The manager account through which the customers are reached. */
  loginCustomerId?: string | null | undefined
  signal?: AbortSignal | undefined
  /** Of each single request. */
  timeoutMs?: number | undefined
}

/** https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionAction */
export type ConversionActionFields = {
  name?: string
  type?: 'WEBPAGE'
  category?: string
  status?: 'ENABLED' | 'HIDDEN' | 'REMOVED'
  countingType?: 'ONE_PER_CLICK' | 'MANY_PER_CLICK'
  primaryForGoal?: boolean
  clickThroughLookbackWindowDays?: number
  viewThroughLookbackWindowDays?: number
  valueSettings?: { defaultValue?: number; defaultCurrencyCode?: string; alwaysUseDefaultValue?: boolean }
}

export type ConversionActionOperation =
  | { create: ConversionActionFields & { name: string; type: 'WEBPAGE' } }
  /** `updateMask` lists the fields to write, separated by commas; a listed field that is absent is cleared. */
  | { update: ConversionActionFields & { resourceName: string }; updateMask: string }
  | { remove: string }

/** int64 is text in Google's JSON; 0 and the empty string mean absence. */
const int64 = z.union([z.string(), z.number()]).transform(String)
const optionalId = int64.optional().transform((id) => (id && id !== '0' ? id : undefined))

const CustomerRow = z.object({
  customer: z.object({
    id: int64,
    descriptiveName: z.string().default(''),
    currencyCode: z.string().default(''),
    manager: z.boolean().default(false),
    conversionTrackingSetting: z
      .object({
        googleAdsConversionCustomer: z.string().default(''),
        conversionTrackingId: optionalId,
        crossAccountConversionTrackingId: optionalId,
        conversionTrackingStatus: z.string().default('UNKNOWN'),
      })
      .prefault({}),
  }),
})

const ClientRow = z
  .object({
    customerClient: z.object({
      id: int64,
      descriptiveName: z.string().default(''),
      manager: z.boolean().default(false),
      level: int64.transform(Number).default(0),
      status: z.string().default('UNKNOWN'),
    }),
  })
  .transform((row) => row.customerClient)

/** Whether Google uses what tags send along about visitors. What is not accepted, not set or not asked for is left out. */
const EnhancedRow = z
  .object({
    conversionTrackingSetting: z
      .object({
        acceptedCustomerDataTerms: z.boolean().default(false),
        effectiveEnablementSetting: z.string().default('UNSPECIFIED'),
      })
      .prefault({}),
  })
  .transform(({ conversionTrackingSetting: setting }) => ({
    termsAccepted: setting.acceptedCustomerDataTerms,
    switchedOn: setting.effectiveEnablementSetting === 'ON',
  }))

const ConversionActionRow = z
  .object({
    customer: EnhancedRow.optional(),
    conversionAction: z.object({
      resourceName: z.string(),
      id: int64,
      name: z.string(),
      status: z.string().default('UNKNOWN'),
      category: z.string().default('DEFAULT'),
      countingType: z.string().optional(),
      primaryForGoal: z.boolean().default(false),
      clickThroughLookbackWindowDays: int64.transform(Number).optional(),
      viewThroughLookbackWindowDays: int64.transform(Number).optional(),
      valueSettings: z
        .object({
          defaultValue: z.number().optional(),
          defaultCurrencyCode: z.string().optional(),
          alwaysUseDefaultValue: z.boolean().optional(),
        })
        .optional(),
      tagSnippets: z.array(z.object({ eventSnippet: z.string().default('') })).default([]),
    }),
  })
  .transform(({ customer, conversionAction: { tagSnippets, ...action } }) => ({
    ...action,
    ...(customer && { enhanced: customer }),
    sendTo: tagSnippets.map(({ eventSnippet }) => parseSendTo(eventSnippet)).find(Boolean),
  }))
  .transform(({ sendTo, ...action }) => ({
    ...action,
    conversionId: sendTo?.conversionId,
    conversionLabel: sendTo?.conversionLabel,
  }))

/** https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionAction.GoogleAnalytics4Settings */
const ListedActionRow = z
  .looseObject({
    conversionAction: z.looseObject({
      type: z.string().default('UNKNOWN'),
      googleAnalytics4Settings: z.object({ eventName: z.string().optional() }).optional(),
    }),
  })
  .transform((row) => ({
    ...ConversionActionRow.parse(row),
    type: row.conversionAction.type,
    googleAnalytics4Event: row.conversionAction.googleAnalytics4Settings?.eventName,
  }))

const ACTION_COLUMNS = `conversion_action.resource_name, conversion_action.id, conversion_action.name,
        conversion_action.status, conversion_action.category, conversion_action.counting_type,
        conversion_action.primary_for_goal, conversion_action.click_through_lookback_window_days,
        conversion_action.view_through_lookback_window_days, conversion_action.value_settings.default_value,
        conversion_action.value_settings.default_currency_code,
        conversion_action.value_settings.always_use_default_value, conversion_action.tag_snippets`

/** https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionTrackingSetting, for `EnhancedRow` */
const ENHANCED_COLUMNS = `customer.resource_name,
        customer.conversion_tracking_setting.accepted_customer_data_terms,
        customer.conversion_tracking_setting.effective_enablement_setting`

export type ConversionAction = z.infer<typeof ConversionActionRow>
/** An action as an account lists it, with what kind it is; imported ones name the key event that they count. */
export type ListedConversionAction = z.infer<typeof ListedActionRow>
export type ClientAccount = z.infer<typeof ClientRow>

/** Where an account's conversions are made and counted. */
export type ConversionSetting = {
  /** The account in which conversion actions have to be created: itself, or its manager. */
  conversionCustomerId: string
  /** The AW number of its tags; absent before the first conversion action. */
  conversionTrackingId: string | undefined
  /** The AW numbers that tags may count for it under: its own, and the one that it shares with its manager. */
  conversionTrackingIds: readonly string[]
  currencyCode: string
  descriptiveName: string
  manager: boolean
  /** `CONVERSION_TRACKING_MANAGED_BY_SELF`, `…_BY_THIS_MANAGER`, `…_BY_ANOTHER_MANAGER`, `NOT_CONVERSION_TRACKED` … */
  status: string
}

const Accessible = z.object({ resourceNames: z.array(z.string()).default([]) })
const Mutated = z.object({ results: z.array(z.object({ resourceName: z.string().default('') })).default([]) })

export type GoogleAds = ReturnType<typeof googleAds>

/**
 * Google Ads API over REST (https://developers.google.com/google-ads/api/rest/overview). Customer ids may be given
 * with or without hyphens and come back as digits.
 * @throws GoogleError from every method
 */
export function googleAds({ accessToken, loginCustomerId, signal, timeoutMs }: GoogleAdsOptions) {
  function call<T>(
    operation: string,
    path: string,
    schema: z.ZodType<T>,
    body?: object,
    write = false,
  ): Promise<T> {
    const { GOOGLE_ADS_URL, GOOGLE_ADS_API_VERSION, GOOGLE_ADS_DEVELOPER_TOKEN } = env()
    return googleRequest({
      service: 'ads',
      operation,
      method: body ? 'POST' : 'GET',
      url: new URL(`${GOOGLE_ADS_URL}/${GOOGLE_ADS_API_VERSION}/${path}`),
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(loginCustomerId ? { 'login-customer-id': adsCustomerId(loginCustomerId) } : {}),
        ...(GOOGLE_ADS_DEVELOPER_TOKEN ? { 'developer-token': GOOGLE_ADS_DEVELOPER_TOKEN } : {}),
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
      write,
      schema,
      classify: classifyAds,
      signal,
      timeoutMs,
    })
  }

  /** All rows of a query, page by page. */
  async function search<Row>(customerId: string, query: string, row: z.ZodType<Row>): Promise<Row[]> {
    const path = `customers/${adsCustomerId(customerId)}/googleAds:search`
    const Page = z.object({ results: z.array(row).default([]), nextPageToken: z.string().optional() })
    const rows: Row[] = []
    let pageToken: string | undefined
    do {
      const page: z.infer<typeof Page> = await call('search', path, Page.prefault({}), {
        query,
        ...(pageToken ? { pageToken } : {}),
      })
      rows.push(...page.results)
      pageToken = page.nextPageToken
    } while (pageToken)
    return rows
  }

  return {
    search,

    /** The accounts that the signed-in person reaches directly, as digits; those below a manager are not in it. */
    async listAccessibleCustomers(): Promise<string[]> {
      const { resourceNames } = await call(
        'accessible_customers.list',
        'customers:listAccessibleCustomers',
        Accessible,
      )
      return resourceNames.map(adsCustomerId)
    },

    /** The accounts below a manager, at all levels, itself included at level 0. */
    listClientAccounts: (managerId: string): Promise<ClientAccount[]> =>
      search(
        managerId,
        `SELECT customer_client.id, customer_client.descriptive_name, customer_client.manager, customer_client.level,
          customer_client.status FROM customer_client`,
        ClientRow,
      ),

    /** Says in which account the conversion actions of `customerId` have to be created. */
    async conversionSetting(customerId: string): Promise<ConversionSetting> {
      const [row] = await search(
        customerId,
        `SELECT customer.id, customer.descriptive_name, customer.currency_code, customer.manager,
          customer.conversion_tracking_setting.google_ads_conversion_customer,
          customer.conversion_tracking_setting.conversion_tracking_id,
          customer.conversion_tracking_setting.cross_account_conversion_tracking_id,
          customer.conversion_tracking_setting.conversion_tracking_status FROM customer`,
        CustomerRow,
      )
      if (!row)
        throw new GoogleError('unreadable_response', { service: 'ads', operation: 'search', status: 200 })
      const { conversionTrackingSetting: setting, id, ...account } = row.customer
      return {
        ...account,
        conversionCustomerId: adsCustomerId(setting.googleAdsConversionCustomer || id),
        conversionTrackingId: setting.crossAccountConversionTrackingId ?? setting.conversionTrackingId,
        conversionTrackingIds: [
          setting.crossAccountConversionTrackingId,
          setting.conversionTrackingId,
        ].filter((each) => each !== undefined),
        status: setting.conversionTrackingStatus,
      }
    },

    /**
     * Finds conversion actions, removed ones too, with the AW number and label that their tags need.
     * @param enhanced also whether their account uses enhanced conversions, by the same question
     */
    async findConversionActions(
      customerId: string,
      by: { names: string[] } | { resourceNames: string[] },
      { enhanced = false }: { enhanced?: boolean } = {},
    ): Promise<ConversionAction[]> {
      const [field, values] =
        'names' in by
          ? ['conversion_action.name', by.names]
          : ['conversion_action.resource_name', by.resourceNames]
      if (values.length === 0) return []
      const query = `SELECT ${ACTION_COLUMNS}${enhanced ? `, ${ENHANCED_COLUMNS}` : ''}
        FROM conversion_action WHERE ${field} IN ${gaqlStrings(values)}`
      return search(customerId, query, ConversionActionRow)
    },

    /** All conversion actions of an account, of every kind, removed ones too. */
    listConversionActions: (customerId: string): Promise<ListedConversionAction[]> =>
      search(
        customerId,
        `SELECT ${ACTION_COLUMNS}, conversion_action.type,
        conversion_action.google_analytics_4_settings.event_name FROM conversion_action`,
        ListedActionRow,
      ),

    /**
     * Applies all operations or none. Returns the resource names in the order of the operations; none with
     * `validateOnly`, which checks everything and changes nothing.
     */
    async mutateConversionActions(
      customerId: string,
      operations: ConversionActionOperation[],
      { validateOnly = false }: { validateOnly?: boolean } = {},
    ): Promise<string[]> {
      const path = `customers/${adsCustomerId(customerId)}/conversionActions:mutate`
      const body = { operations, validateOnly, partialFailure: false }
      const { results } = await call(
        'conversion_actions.mutate',
        path,
        Mutated.prefault({}),
        body,
        !validateOnly,
      )
      return validateOnly ? [] : results.map(({ resourceName }) => resourceName)
    },
  }
}

/**
 * The digits of a customer id written as `123-456-7890`, `1234567890` or `customers/1234567890`.
 * @throws TypeError for anything else; check what comes from outside before
 */
export function adsCustomerId(text: string): string {
  const digits = text.replace(/^customers\//, '').replaceAll('-', '')
  if (!/^\d+$/.test(digits)) throw new TypeError('Not a Google Ads customer id')
  return digits
}
