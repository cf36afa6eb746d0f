import { describe, expect, it } from 'vitest'
import { conversionDays } from '../../lib/google/conversion-days.ts'
import { googleAds } from '../../lib/google/google-ads.ts'
import { lastReceived } from '../../lib/google/last-received.ts'
import { failureOf, googleServer, json } from '../fixtures/google-server.ts'

const google = googleServer()
const ads = googleAds({ accessToken: 'ya29.access' })
const asked = (...ids: string[]) => ({ accountId: '123-456-7890', actionIds: new Set(ids) })
const queries = () => google.seen.map(({ body }) => String(JSON.parse(body).query).replace(/\s+/g, ' '))
const NAMED = `IN ('customers/1234567890/conversionActions/11', 'customers/1234567890/conversionActions/12')`
const BETWEEN = { from: '2026-11-01', through: '2026-11-30' }

const action = (id: string, metrics: object, status = 'ENABLED') => ({
  customer: { timeZone: 'Pacific/Tongatapu', currencyCode: 'TOP' },
  conversionAction: { resourceName: `customers/1234567890/conversionActions/${id}`, status },
  metrics,
})

describe('the question what was received last', () => {
  it('names the actions, and says when each received a request and counted', async () => {
    google.respond(
      json({
        results: [
          action('11', {
            conversionLastReceivedRequestDateTime: '2026-11-30 08:15:00',
            conversionLastConversionDate: '2026-11-29',
          }),
          action('12', {}, 'REMOVED'),
        ],
      }),
    )
    expect(await lastReceived(ads, asked('11', '12', '13'))).toEqual({
      timeZone: 'Pacific/Tongatapu',
      currency: 'TOP',
      actions: new Map([
        ['11', { removed: false, requestAt: '2026-11-30 08:15:00', conversionOn: '2026-11-29' }],
        ['12', { removed: true, requestAt: null, conversionOn: null }],
      ]),
    })
    google.respond(json({}))
    expect(await lastReceived(ads, asked('11', '12'))).toBeUndefined()
    expect(queries()[1]).toMatch(
      /^SELECT customer\.time_zone, .* FROM conversion_action WHERE conversion_action\.resource_name IN \(/,
    )
    expect(queries()[1]).toContain(NAMED)
  })

  it.each([
    ['a time zone that is none', { customer: { timeZone: 'Mars/Olympus', currencyCode: 'EUR' } }],
    ['a time in other words', { metrics: { conversionLastReceivedRequestDateTime: 'yesterday' } }],
    ['an action without an id', { conversionAction: { resourceName: 'customers/1', status: 'ENABLED' } }],
  ])('does not take %s', async (_, part) => {
    google.respond(json({ results: [{ ...action('11', {}), ...part }] }))
    expect(await failureOf(lastReceived(ads, asked('11')))).toMatchObject({ reason: 'unreadable_response' })
  })
})

describe('the question what was counted by day', () => {
  it('names the actions and the days, and passes on the digits that Google writes', async () => {
    const row = (id: string, date: string, metrics: object) => ({
      segments: { conversionAction: `customers/1234567890/conversionActions/${id}`, date },
      metrics,
    })
    google.respond(
      () =>
        new Response(
          `{"results": [${JSON.stringify(row('11', '2026-11-02', {})).replace('"metrics":{}', '"metrics":{"allConversionsByConversionDate":1.3333333333333333,"allConversionsValueByConversionDate":0.1}')},
            ${JSON.stringify(row('12', '2026-11-02', { allConversionsByConversionDate: 7 }))}]}`,
        ),
    )
    expect(await conversionDays(ads, asked('11', '12'), BETWEEN)).toEqual([
      { actionId: '11', day: '2026-11-02', conversions: '1.3333333333333333', value: '0.1' },
      { actionId: '12', day: '2026-11-02', conversions: '7', value: '0' },
    ])
    expect(queries()[0]).toMatch(
      / FROM customer WHERE segments\.date BETWEEN '2026-11-01' AND '2026-11-30' AND /,
    )
    expect(queries()[0]).toContain(`segments.conversion_action ${NAMED}`)
  })

  it('names no action where there are more than 500, and leaves out those of others', async () => {
    const segments = (id: number) => ({
      segments: { conversionAction: `customers/1234567890/conversionActions/${id}`, date: '2026-11-02' },
    })
    const results = [segments(7), segments(501)]
    google.respond(json({ results, nextPageToken: 'more' }), json({ results: [segments(9)] }))
    const ids = Array.from({ length: 501 }, (_, id) => String(id))
    const days = await conversionDays(ads, asked(...ids), BETWEEN)
    expect(days.map(({ actionId }) => actionId)).toEqual(['7', '9'])
    expect(queries()[0]).not.toContain('IN (')
  })
})
