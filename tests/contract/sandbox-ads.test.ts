import { beforeEach, describe, expect, it } from 'vitest'
import { type Json, logIn, OWNER, request, SCOPES, sandboxTests } from '../fixtures/sandbox-client.ts'

const { sandbox, pass } = sandboxTests()

const MANAGER = '4000000001'
const SELF = '4000000002'
const MANAGED = '4000000003'
const OWN = '4000000009'

let token: string
beforeEach(async () => {
  sandbox().addAdsCustomer({ id: MANAGER, name: 'Agency', manager: true })
  sandbox().addAdsCustomer({ id: SELF, name: 'Self', managerId: MANAGER, currencyCode: 'USD' })
  sandbox().addAdsCustomer({
    id: MANAGED,
    name: 'Managed',
    managerId: MANAGER,
    conversionCustomerId: MANAGER,
  })
  sandbox().addAdsCustomer({ id: OWN, name: 'Own' })
  token = (await logIn()).access_token
})

type Options = { version?: string; login?: string; token?: string }
function ads(path: string, body?: unknown, options: Options = {}) {
  const url = `https://googleads.googleapis.com/${options.version ?? 'v26'}/customers${path}`
  const headers: Record<string, string> = options.login ? { 'login-customer-id': options.login } : {}
  return request(url, { token: options.token ?? token, body, headers })
}
const search = (query: string, customer = OWN, login?: string) =>
  ads(`/${customer}/googleAds:search`, { query }, login ? { login } : {})
const mutate = (operations: object[], more: object = {}, customer = OWN, login?: string) =>
  ads(`/${customer}/conversionActions:mutate`, { operations, ...more }, login ? { login } : {})
const action = (name: string, changes: object = {}) => ({ create: { name, type: 'WEBPAGE', ...changes } })
const codesOf = ({ json }: { json: Json }) =>
  json.error.details[0].errors.map(({ errorCode }: Json) => Object.entries(errorCode).flat().join('.'))
const names = async () => {
  const { json } = await search(
    "SELECT conversion_action.name FROM conversion_action WHERE conversion_action.status != 'REMOVED'",
  )
  return (json.results ?? []).map(({ conversionAction }: Json) => conversionAction.name)
}

describe('access', () => {
  it('listAccessibleCustomers lists the accounts that a login reaches directly', async () => {
    expect((await ads(':listAccessibleCustomers')).json).toEqual({
      resourceNames: [`customers/${MANAGER}`, `customers/${OWN}`],
    })
    sandbox().addPerson({ email: 'other@example.com' })
    const { access_token } = await logIn('other@example.com')
    const rejected = await ads(':listAccessibleCustomers', undefined, { token: access_token })
    expect([rejected.status, codesOf(rejected)]).toEqual([401, ['authenticationError.NOT_ADS_USER']])
  })

  it('a client account needs its manager in login-customer-id', async () => {
    const query = 'SELECT customer.id FROM customer'
    const rejected = await search(query, SELF)
    expect([rejected.status, codesOf(rejected)]).toEqual([403, ['authorizationError.USER_PERMISSION_DENIED']])
    expect((await search(query, SELF, MANAGER)).status).toBe(200)
    expect(codesOf(await search(query, SELF, OWN))).toEqual(['authorizationError.USER_PERMISSION_DENIED'])
    expect(codesOf(await search(query, '1234567890'))).toEqual(['authorizationError.USER_PERMISSION_DENIED'])
    expect(codesOf(await search(query, SELF, '400-000-0001'))).toEqual([
      'headerError.INVALID_LOGIN_CUSTOMER_ID',
    ])
  })

  it('an account that is not enabled is rejected', async () => {
    const { id } = sandbox().addAdsCustomer({ status: 'CANCELED' })
    expect(codesOf(await search('SELECT customer.id FROM customer', id))).toEqual([
      'authorizationError.CUSTOMER_NOT_ENABLED',
    ])
  })

  it('a request needs a live token with the Ads scope', async () => {
    expect(codesOf(await ads(':listAccessibleCustomers', undefined, { token: 'x' }))).toEqual([
      'authenticationError.OAUTH_TOKEN_INVALID',
    ])
    const narrow = await logIn(OWNER, { scope: SCOPES.slice(0, 5).join(' ') })
    const rejected = await ads(':listAccessibleCustomers', undefined, { token: narrow.access_token })
    expect(rejected.json.error.details[0].reason).toBe('ACCESS_TOKEN_SCOPE_INSUFFICIENT')
    pass(3600)
    const late = await ads(':listAccessibleCustomers')
    expect([late.status, codesOf(late)]).toEqual([401, ['authenticationError.OAUTH_TOKEN_EXPIRED']])
  })

  it.each(['v20', 'v21', 'v22'])('version %s is rejected as unsupported', async (version) => {
    const rejected = await ads(':listAccessibleCustomers', undefined, { version })
    expect([rejected.status, codesOf(rejected)]).toEqual([400, ['requestError.UNSUPPORTED_VERSION']])
  })

  it('every response names its request', async () => {
    expect((await ads(':listAccessibleCustomers')).headers.get('request-id')).toBeTruthy()
    const rejected = await search('SELECT', OWN)
    expect(rejected.json.error.details[0].requestId).toBe(rejected.headers.get('request-id'))
  })
})

describe('search', () => {
  it('search returns the selected fields in camel case, the account of conversion actions among them', async () => {
    const setting = 'customer.conversion_tracking_setting'
    const query = `SELECT customer.currency_code, ${setting}.google_ads_conversion_customer, ${setting}.conversion_tracking_status FROM customer`
    expect((await search(query, SELF, MANAGER)).json.results).toEqual([
      {
        customer: {
          resourceName: `customers/${SELF}`,
          currencyCode: 'USD',
          conversionTrackingSetting: {
            googleAdsConversionCustomer: `customers/${SELF}`,
            conversionTrackingStatus: 'NOT_CONVERSION_TRACKED',
          },
        },
      },
    ])
    const managed = await search(query, MANAGED, MANAGER)
    expect(managed.json.results[0].customer.conversionTrackingSetting).toEqual({
      googleAdsConversionCustomer: `customers/${MANAGER}`,
      conversionTrackingStatus: 'CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER',
    })
  })

  // https://developers.google.com/google-ads/api/docs/conversions/upload-offline names both fields of the setting.
  it('search says along with an action whether its account uses what tags send along about visitors', async () => {
    const setting = 'customer.conversion_tracking_setting'
    const columns = `${setting}.accepted_customer_data_terms, ${setting}.effective_enablement_setting`
    const said = async (account: string) => {
      const { json } = await search(`SELECT ${columns} FROM customer`, account, MANAGER)
      return json.results[0].customer.conversionTrackingSetting
    }
    expect(await said(SELF)).toEqual({ acceptedCustomerDataTerms: true, effectiveEnablementSetting: 'ON' })
    sandbox().changeCustomerDataUse(MANAGER, { customerDataTerms: false, enhancedConversions: 'UNSPECIFIED' })
    // What the manager has agreed to holds for those whose conversions it counts.
    expect([await said(SELF), await said(MANAGED)]).toEqual([
      { acceptedCustomerDataTerms: true, effectiveEnablementSetting: 'ON' },
      undefined,
    ])
    sandbox().changeCustomerDataUse(MANAGER, { customerDataTerms: true, enhancedConversions: 'ON' })
  })

  it('search lists the clients of a manager', async () => {
    const query =
      'SELECT customer_client.id, customer_client.level, customer_client.manager FROM customer_client'
    const { json } = await search(query, MANAGER)
    expect(
      json.results.map(({ customerClient: { id, level, manager } }: Json) => [id, level, manager]),
    ).toEqual([
      [MANAGER, '0', true],
      [SELF, '1', false],
      [MANAGED, '1', false],
    ])
    expect((await search(`${query} WHERE customer_client.level = 1`, MANAGER)).json.results).toHaveLength(2)
  })

  it('search compares by =, !=, IN and quoted strings with escapes', async () => {
    await mutate([action("Ann's"), action('B'), action('C')])
    const select = 'SELECT conversion_action.name FROM conversion_action WHERE conversion_action.name'
    const found = async (rest: string) =>
      ((await search(`${select} ${rest}`)).json.results ?? []).map(
        ({ conversionAction }: Json) => conversionAction.name,
      )
    expect(await found("= 'Ann\\'s'")).toEqual(["Ann's"])
    expect(await found('= "Ann\'s"')).toEqual(["Ann's"])
    expect(await found("IN ('B', 'C') AND conversion_action.status = ENABLED")).toEqual(['B', 'C'])
    expect(await found("NOT IN ('B', 'C')")).toEqual(["Ann's"])
    expect(await found("!= 'B' LIMIT 1")).toEqual(["Ann's"])
    expect((await search(`${select} = 'none'`)).json).toEqual({ fieldMask: 'conversionAction.name' })
  })

  it.each([
    ['an unknown field', 'SELECT customer.nonsense FROM customer', 'UNRECOGNIZED_FIELD'],
    [
      'an unknown field in WHERE',
      "SELECT customer.id FROM customer WHERE customer.x = 'y'",
      'UNRECOGNIZED_FIELD',
    ],
    ['a field of another resource', 'SELECT conversion_action.id FROM customer', 'UNRECOGNIZED_FIELD'],
    ['an unknown resource', 'SELECT campaign.id FROM campaign', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE'],
    [
      'a string without quotes',
      'SELECT customer.id FROM customer WHERE customer.descriptive_name = Own',
      'UNEXPECTED_INPUT',
    ],
    [
      'a broken string',
      "SELECT customer.id FROM customer WHERE customer.descriptive_name = 'Ann's'",
      'UNEXPECTED_INPUT',
    ],
    ['no FROM', 'SELECT customer.id', 'UNEXPECTED_INPUT'],
  ])('search rejects %s', async (_, query, code) => {
    const rejected = await search(query)
    expect([rejected.status, codesOf(rejected)]).toEqual([400, [`queryError.${code}`]])
  })

  it('search rejects a page size', async () => {
    const rejected = await ads(`/${OWN}/googleAds:search`, {
      query: 'SELECT customer.id FROM customer',
      pageSize: 10,
    })
    expect(codesOf(rejected)).toEqual(['requestError.PAGE_SIZE_NOT_SUPPORTED'])
  })

  it('searchStream wraps results and errors in lists', async () => {
    const stream = (query: string) => ads(`/${OWN}/googleAds:searchStream`, { query })
    expect((await stream('SELECT customer.id FROM customer')).json[0].results).toHaveLength(1)
    const rejected = await stream('SELECT customer.x FROM customer')
    expect([rejected.status, rejected.json[0].error.code]).toEqual([400, 400])
  })
})

describe('mutate', () => {
  it('mutate creates with defaults and returns no label', async () => {
    const { json } = await mutate([action('Buy', { category: 'PURCHASE' })], {
      responseContentType: 'MUTABLE_RESOURCE',
    })
    const [{ resourceName, conversionAction }] = json.results
    expect(conversionAction).toMatchObject({ name: 'Buy', category: 'PURCHASE', status: 'ENABLED' })
    expect(conversionAction).not.toHaveProperty('tagSnippets')
    expect((await mutate([action('Other')])).json).toEqual({
      results: [{ resourceName: expect.stringMatching(`^customers/${OWN}/conversionActions/`) }],
    })
    const query = `SELECT conversion_action.id, conversion_action.tag_snippets FROM conversion_action WHERE conversion_action.resource_name = '${resourceName}'`
    const [row] = (await search(query)).json.results
    const awNumber = sandbox().state.adsCustomers.get(OWN)?.conversionTrackingId
    expect(row.conversionAction.tagSnippets[0].eventSnippet).toMatch(
      new RegExp(`'send_to': 'AW-${awNumber}/[\\w-]{19}'`),
    )
  })

  it('mutate updates what the mask names and nothing else', async () => {
    const { json } = await mutate([action('Buy')])
    const [{ resourceName }] = json.results
    const update = { resourceName, name: 'Bought', primaryForGoal: false, valueSettings: { defaultValue: 5 } }
    await mutate([{ update, updateMask: 'primary_for_goal,valueSettings.defaultValue' }])
    const query =
      'SELECT conversion_action.name, conversion_action.primary_for_goal, conversion_action.value_settings.default_value, conversion_action.value_settings.default_currency_code FROM conversion_action'
    expect((await search(query)).json.results[0].conversionAction).toMatchObject({
      name: 'Buy',
      primaryForGoal: false,
      valueSettings: { defaultValue: 5, defaultCurrencyCode: 'EUR' },
    })
  })

  it('a removed action frees its name and takes no more changes', async () => {
    const { json } = await mutate([action('Buy')])
    const [{ resourceName }] = json.results
    expect((await mutate([{ remove: resourceName }])).json).toEqual({ results: [{ resourceName }] })
    expect(await names()).toEqual([])
    expect(codesOf(await mutate([{ remove: resourceName }]))).toEqual([
      'contextError.OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE',
    ])
    expect((await mutate([action('Buy')])).status).toBe(200)
  })

  it.each([
    ['no name', { create: { type: 'WEBPAGE' } }, 'fieldError.REQUIRED'],
    ['no type', { create: { name: 'A' } }, 'fieldError.REQUIRED'],
    [
      'a type of Google’s own',
      action('A', { type: 'SMART_CAMPAIGN_MAP_CLICKS_TO_CALL' }),
      'conversionActionError.CREATION_NOT_SUPPORTED',
    ],
    ['an output field', action('A', { id: '5' }), 'fieldError.VALUE_MUST_BE_UNSET'],
    [
      'a removed status',
      action('A', { status: 'REMOVED' }),
      'contextError.OPERATION_NOT_PERMITTED_FOR_CONTEXT',
    ],
    [
      'an absent action',
      { remove: `customers/${OWN}/conversionActions/1` },
      'mutateError.RESOURCE_NOT_FOUND',
    ],
  ])('mutate rejects %s', async (_, operation, code) => {
    const rejected = await mutate([operation])
    expect([rejected.status, codesOf(rejected)]).toEqual([400, [code]])
  })

  it.each([
    ['an unknown category', action('A', { category: 'LEAD' })],
    ['PAUSED, which does not exist', action('A', { status: 'PAUSED' })],
    ['an unknown field', action('A', { label: 'x' })],
    ['a window of 91 days', action('A', { clickThroughLookbackWindowDays: 91 })],
    ['a currency that is none', action('A', { valueSettings: { defaultCurrencyCode: 'Euro' } })],
  ])('mutate rejects %s before it reads any operation', async (_, operation) => {
    const rejected = await mutate([action('Good'), operation], { partialFailure: true })
    expect([rejected.status, rejected.json.error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    expect(await names()).toEqual([])
  })

  it('mutate rejects a changed type, a missing mask and an unknown field in it', async () => {
    const { json } = await mutate([action('Buy')])
    const [{ resourceName }] = json.results
    const masks = ['type', '', 'nonsense'].map(async (updateMask) =>
      codesOf(await mutate([{ update: { resourceName, type: 'UPLOAD_CLICKS' }, updateMask }])),
    )
    expect(await Promise.all(masks)).toEqual([
      ['fieldError.IMMUTABLE_FIELD'],
      ['fieldMaskError.FIELD_MASK_MISSING'],
      ['fieldMaskError.FIELD_NOT_FOUND'],
    ])
  })

  it('mutate is all or nothing, unless partial failure is requested', async () => {
    const operations = [action('A'), action('A'), action('B')]
    const whole = await mutate(operations)
    expect(codesOf(whole)).toEqual(['conversionActionError.DUPLICATE_NAME'])
    expect(whole.json.error.details[0].errors[0].location.fieldPathElements).toEqual([
      { fieldName: 'operations', index: 1 },
    ])
    expect(await names()).toEqual([])
    const partial = await mutate(operations, { partialFailure: true })
    expect(partial.status).toBe(200)
    expect(partial.json.results.map((result: Json) => Object.keys(result).length)).toEqual([1, 0, 1])
    expect(partial.json.partialFailureError.details[0].errors[0].errorCode).toEqual({
      conversionActionError: 'DUPLICATE_NAME',
    })
    expect(await names()).toEqual(['A', 'B'])
  })

  it('mutate only validates on request', async () => {
    expect((await mutate([action('A')], { validateOnly: true })).json).toEqual({})
    expect(codesOf(await mutate([{ create: { name: 'A' } }], { validateOnly: true }))).toEqual([
      'fieldError.REQUIRED',
    ])
    expect(await names()).toEqual([])
  })

  it('mutate is rejected in an account whose conversions live in its manager', async () => {
    expect(codesOf(await mutate([action('A')], {}, MANAGED, MANAGER))).toEqual([
      'conversionActionError.CREATION_NOT_SUPPORTED',
    ])
    expect((await mutate([action('A')], {}, MANAGER)).status).toBe(200)
  })
})
