import { HttpResponse } from 'msw'
import { z } from 'zod'
import { adsResponse, newRequestId, rejectAds } from '../errors/ads-errors.ts'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import { onAds, onCustomer } from './ads-access.ts'
import { mutateConversionActions } from './mutate-conversion-actions.ts'
import { search, searchStream } from './search.ts'

const Search = z.strictObject({
  query: z.string(),
  pageToken: z.string().optional(),
  pageSize: z.unknown().optional(),
  validateOnly: z.boolean().optional(),
  searchSettings: z.looseObject({}).optional(),
  summaryRowSetting: z.string().optional(),
})

/**
 * Google Ads API over REST, as far as conversion actions need it.
 * @see https://developers.google.com/google-ads/api/rest/overview
 */
export function adsOperations(core: Core): Operation[] {
  const operations: Operation[] = [
    onAds(core, {
      name: 'list_accessible_customers',
      method: 'get',
      path: 'customers\\:listAccessibleCustomers',
      run({ person }) {
        const mine = [...core.state.adsCustomers.values()].filter(({ users }) => users.has(person.sub))
        if (mine.length === 0) {
          rejectAds(
            'authenticationError',
            'NOT_ADS_USER',
            'The Google account is not associated with any Ads account.',
          )
        }
        return adsResponse({ resourceNames: mine.map(({ id }) => `customers/${id}`) })
      },
    }),
    onCustomer(core, {
      name: 'search',
      method: 'post',
      path: '/googleAds\\:search',
      run({ customer, text }) {
        const { query, pageToken } = queryOf(text)
        return adsResponse(search(core, customer, query, pageToken))
      },
    }),
    onCustomer(core, {
      name: 'search_stream',
      method: 'post',
      path: '/googleAds\\:searchStream',
      run: ({ customer, text }) => adsResponse(searchStream(core, customer, queryOf(text).query)),
    }),
    onCustomer(core, {
      name: 'mutate_conversion_actions',
      method: 'post',
      path: '/conversionActions\\:mutate',
      run: ({ customer, text }) => mutateConversionActions(core, customer, text),
    }),
    {
      name: 'unknown',
      method: 'all',
      path: /\/v\d+\/customers[/:]/,
      run: () => googleError(404, { message: 'The sandbox does not know this method.' }),
    },
  ]
  return operations.map(streamErrors)
}

function queryOf(text: string): z.infer<typeof Search> {
  const parsed = Search.safeParse(JSON.parse(text || '{}'))
  if (!parsed.success) {
    throw new GoogleRejectionError(
      googleError(400, { message: `Invalid value: ${parsed.error.issues[0]?.message}` }),
    )
  }
  if (parsed.data.pageSize !== undefined) {
    rejectAds('requestError', 'PAGE_SIZE_NOT_SUPPORTED', 'Setting the page size is not supported.')
  }
  return parsed.data
}

/** `searchStream` wraps its errors in a list, as it does its results. */
function streamErrors(operation: Operation): Operation {
  if (operation.name !== 'search_stream') return operation
  return {
    ...operation,
    async run(incoming) {
      try {
        return await operation.run(incoming)
      } catch (error) {
        if (!(error instanceof GoogleRejectionError)) throw error
        const { response } = error
        const headers = { 'request-id': response.headers.get('request-id') ?? newRequestId() }
        return HttpResponse.json([await response.json()], { status: response.status, headers })
      }
    },
  }
}
