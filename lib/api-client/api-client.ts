import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './generated/api.ts'

/** The API, typed by its own document. */
export type ApiClient = Client<paths>

/** The named schemas of the document: `Schemas['Tracking']`. */
export type Schemas = components['schemas']

/** A client of the API over HTTP for one signed-in user. Redirects are returned, not followed. */
export function apiClient(baseUrl: string, token: string): ApiClient {
  return createClient<paths>({
    baseUrl: `${baseUrl}/api`,
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
  })
}
