import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { gaqlString, gaqlStrings } from '../../lib/google/gaql-strings.ts'
import { adsCustomerId, googleAds } from '../../lib/google/google-ads.ts'
import { parseSendTo } from '../../lib/google/parse-send-to.ts'
import { failureOf, googleServer, json } from '../fixtures/google-server.ts'

const google = googleServer()
const ads = googleAds({ accessToken: 'ya29.access', loginCustomerId: '999-888-7777' })
const sentBody = () => JSON.parse(google.seen[0]?.body ?? 'null')

it.each([
  [`gtag('event', 'conversion', {'send_to': 'AW-123456789/AbC-D_efG'});`],
  [`gtag('event','conversion',{send_to:'AW-123456789/AbC-D_efG'})`],
  [`{"vars": {"event": "conversion", "send_to": ["AW-123456789/AbC-D_efG"]}}`],
  [
    `gtag("event", "conversion", {\n      "send_to":\n        " AW-123456789/AbC-D_efG ",\n      'value': 1.0})`,
  ],
])('send_to is found in %s', (snippet) => {
  expect(parseSendTo(snippet)).toEqual({ conversionId: '123456789', conversionLabel: 'AbC-D_efG' })
})

it.each([
  '',
  `gtag('config', 'AW-123456789')`,
  `{'send_to': 'AW-123456789'}`,
  `{'send_to': 'G-123/AbC'}`,
  `{'resend_to': 'AW-1/a'}`,
])('no send_to is found in %j', (snippet) => {
  expect(parseSendTo(snippet)).toBeUndefined()
})

it.each([
  ['Buy now', `'Buy now'`],
  [`O'Brien`, `'O\\'Brien'`],
  ['back\\slash', `'back\\\\slash'`],
  [`\\' OR conversion_action.id > 0`, `'\\\\\\' OR conversion_action.id > 0'`],
  ['two\nlines\u0000', `'two lines '`],
  ['"quotes" and Käufe', `'"quotes" and Käufe'`],
])('the GAQL literal of %j cannot be left', (value, literal) => {
  expect(gaqlString(value)).toBe(literal)
  expect(literal).toMatch(/^'(?:[^'\\]|\\.)*'$/)
})

it('a GAQL list holds literals', () => {
  expect(gaqlStrings(['a', `b'`])).toBe(`('a', 'b\\'')`)
})

it.each(['123-456-7890', '1234567890', 'customers/1234567890'])('%s is a Google Ads customer id', (text) => {
  expect(adsCustomerId(text)).toBe('1234567890')
})

it.each(['', 'customers/', '12/34', '123 456', 'customers/1/conversionActions/2'])(
  '%j is no Google Ads customer id',
  (text) => {
    expect(() => adsCustomerId(text)).toThrow(TypeError)
  },
)

describe('headers', () => {
  it('Google Ads headers name the manager in digits, and no developer token where none is configured', async () => {
    google.respond(json({}))
    await ads.listAccessibleCustomers()
    const [request] = google.seen
    expect(request?.url.href).toBe('https://googleads.googleapis.com/v26/customers:listAccessibleCustomers')
    expect(request?.headers.get('authorization')).toBe('Bearer ya29.access')
    expect(request?.headers.get('login-customer-id')).toBe('9998887777')
    expect(request?.headers.has('developer-token')).toBe(false)
  })

  it('Google Ads headers carry the developer token where one is configured', async () => {
    vi.resetModules()
    vi.stubEnv('GOOGLE_ADS_DEVELOPER_TOKEN', 'dev-token')
    const { googleAds: configured } = await import('../../lib/google/google-ads.ts')
    const { setLogSink } = await import('../../lib/telemetry/log.ts')
    setLogSink(() => undefined)
    google.respond(json({ resourceNames: ['customers/1', 'customers/22'] }))
    expect(await configured({ accessToken: 'a', loginCustomerId: null }).listAccessibleCustomers()).toEqual([
      '1',
      '22',
    ])
    expect(google.seen[0]?.headers.get('developer-token')).toBe('dev-token')
    expect(google.seen[0]?.headers.has('login-customer-id')).toBe(false)
  })
})

it('a Google Ads search follows the pages and checks the rows', async () => {
  google.respond(
    json({ results: [{ n: 1 }], nextPageToken: 'p2' }),
    json({ results: [{ n: 2 }] }),
    json({ results: [{}] }),
  )
  const Row = z.object({ n: z.number() })
  expect(await ads.search('123-456-7890', 'SELECT n FROM x', Row)).toEqual([{ n: 1 }, { n: 2 }])
  expect(google.seen.map(({ body }) => JSON.parse(body))).toEqual([
    { query: 'SELECT n FROM x' },
    { query: 'SELECT n FROM x', pageToken: 'p2' },
  ])
  expect(google.seen[0]?.url.pathname).toBe('/v26/customers/1234567890/googleAds:search')
  expect(await failureOf(ads.search('1', 'SELECT n FROM x', Row))).toMatchObject({
    reason: 'unreadable_response',
  })
})

describe('the conversion setting', () => {
  const customer = { id: '111', descriptiveName: 'Shop', currencyCode: 'EUR', manager: false }

  it('the conversion setting names the manager in which conversion actions are created, and its AW number', async () => {
    const conversionTrackingSetting = {
      googleAdsConversionCustomer: 'customers/9998887777',
      conversionTrackingId: '5',
      crossAccountConversionTrackingId: '123456789',
      conversionTrackingStatus: 'CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER',
    }
    google.respond(json({ results: [{ customer: { ...customer, conversionTrackingSetting } }] }))
    expect(await ads.conversionSetting('111')).toEqual({
      conversionCustomerId: '9998887777',
      conversionTrackingId: '123456789',
      conversionTrackingIds: ['123456789', '5'],
      currencyCode: 'EUR',
      descriptiveName: 'Shop',
      manager: false,
      status: 'CONVERSION_TRACKING_MANAGED_BY_THIS_MANAGER',
    })
  })

  it('the conversion setting falls back to the account itself before its first conversion action', async () => {
    const conversionTrackingSetting = {
      conversionTrackingId: '0',
      conversionTrackingStatus: 'NOT_CONVERSION_TRACKED',
    }
    google.respond(json({ results: [{ customer: { ...customer, conversionTrackingSetting } }] }))
    expect(await ads.conversionSetting('111')).toMatchObject({
      conversionCustomerId: '111',
      conversionTrackingId: undefined,
    })
  })
})

it('the Ads accounts below a manager come with level and status', async () => {
  google.respond(
    json({
      results: [{ customerClient: { id: '5', descriptiveName: 'Shop', level: '1', status: 'ENABLED' } }],
    }),
  )
  expect(await ads.listClientAccounts('9998887777')).toEqual([
    { id: '5', descriptiveName: 'Shop', manager: false, level: 1, status: 'ENABLED' },
  ])
})

describe('conversion actions', () => {
  const conversionAction = {
    resourceName: 'customers/1/conversionActions/2',
    id: '2',
    name: 'OCT - Buy',
    status: 'ENABLED',
    category: 'PURCHASE',
    countingType: 'ONE_PER_CLICK',
    primaryForGoal: true,
    valueSettings: { defaultValue: 10, defaultCurrencyCode: 'EUR', alwaysUseDefaultValue: true },
  }

  it('conversion actions come with AW number and label of their first snippet that has one', async () => {
    const tagSnippets = [
      { type: 'WEBPAGE', pageFormat: 'HTML', globalSiteTag: '<script/>' },
      { type: 'WEBPAGE', pageFormat: 'HTML', eventSnippet: `{'send_to': 'AW-123456789/AbC-D_efG'}` },
    ]
    google.respond(json({ results: [{ conversionAction: { ...conversionAction, tagSnippets } }] }))
    expect(await ads.findConversionActions('1', { names: [`O'Brien`] })).toEqual([
      { ...conversionAction, conversionId: '123456789', conversionLabel: 'AbC-D_efG' },
    ])
    expect(sentBody().query).toContain(`WHERE conversion_action.name IN ('O\\'Brien')`)
  })

  it('conversion actions are found by resource name, and without a snippet have no label yet', async () => {
    google.respond(json({ results: [{ conversionAction }] }))
    const found = await ads.findConversionActions('1', { resourceNames: [conversionAction.resourceName] })
    expect(found).toMatchObject([{ conversionId: undefined, conversionLabel: undefined }])
    expect(sentBody().query).toContain(
      `WHERE conversion_action.resource_name IN ('customers/1/conversionActions/2')`,
    )
  })

  it('looking for no conversion actions sends no request', async () => {
    expect(await ads.findConversionActions('1', { names: [] })).toEqual([])
    expect(google.seen).toEqual([])
  })

  it('conversion actions are changed all or none, and returned in order', async () => {
    google.respond(
      json({ results: [{ resourceName: 'customers/1/conversionActions/2' }, { resourceName: 'r3' }] }),
    )
    const operations = [
      { create: { name: 'OCT - Buy', type: 'WEBPAGE' as const, category: 'PURCHASE' } },
      { update: { resourceName: 'r3', primaryForGoal: false }, updateMask: 'primaryForGoal' },
    ]
    expect(await ads.mutateConversionActions('1', operations)).toEqual([
      'customers/1/conversionActions/2',
      'r3',
    ])
    expect(google.seen[0]?.url.pathname).toBe('/v26/customers/1/conversionActions:mutate')
    expect(sentBody()).toEqual({ operations, validateOnly: false, partialFailure: false })
  })

  it('validateOnly changes nothing, so a lost response is not uncertain', async () => {
    google.respond(json({ results: [{}] }), json({}, { status: 500 }))
    const operations = [{ remove: 'customers/1/conversionActions/2' }]
    expect(await ads.mutateConversionActions('1', operations, { validateOnly: true })).toEqual([])
    expect(sentBody().validateOnly).toBe(true)
    const dry = ads.mutateConversionActions('1', operations, { validateOnly: true })
    expect(await failureOf(dry)).toMatchObject({ uncertain: false })
    expect(await failureOf(ads.mutateConversionActions('1', operations))).toMatchObject({ uncertain: true })
  })

  it('a rejection by Google Ads carries Google’s request id and the wait that it asks for', async () => {
    const errors = [
      {
        errorCode: { quotaError: 'RESOURCE_EXHAUSTED' },
        message: 'Too many',
        details: { quotaErrorDetails: { rateScope: 'ACCOUNT', retryDelay: '30s' } },
      },
    ]
    const body = { error: { code: 429, details: [{ errors, requestId: 'body-id' }] } }
    google.respond(
      json(body, { status: 429, headers: { 'request-id': 'header-id' } }),
      json({}, { status: 403, headers: { 'request-id': 'header-id' } }),
    )
    expect(await failureOf(ads.listAccessibleCustomers())).toMatchObject({
      kind: 'quota',
      retryAfterMs: 30_000,
      googleRequestId: 'body-id',
      googleMessage: undefined,
    })
    expect(await failureOf(ads.listAccessibleCustomers())).toMatchObject({ googleRequestId: 'header-id' })
  })
})
