import { z } from 'zod'
import { env } from '../settings/env.ts'
import { classifyTagManager } from './classify-tag-manager.ts'
import { googleRequest } from './google-request.ts'

/**
 * Waits until one more Tag Manager request may start; all organizations share one quota.
 * @throws GoogleError of kind `quota` where none comes free in time
 */
export type TakeQuota = (signal?: AbortSignal) => Promise<void>

export type TagManagerOptions = {
  accessToken: string
  takeQuota: TakeQuota
  signal?: AbortSignal | undefined
  /** Of each single request. */
  timeoutMs?: number | undefined
}

type Query = [name: string, value: string][]
type Payload = { query?: Query; body?: object; write?: boolean }

/** The HTTP verbs of Tag Manager; each request waits for quota first. */
export function tagManagerCall({ accessToken, takeQuota, signal, timeoutMs }: TagManagerOptions) {
  async function call<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    operation: string,
    path: string,
    schema: z.ZodType<T>,
    { query = [], body, write = method !== 'GET' }: Payload = {},
  ): Promise<T> {
    // A path comes from Google through the database; a malformed one must not reach another method.
    if (!/^accounts(\/[\w:]+)*$/.test(path)) throw new TypeError(`Not a Tag Manager path (${operation})`)
    const url = new URL(`${env().GOOGLE_TAG_MANAGER_URL}/tagmanager/v2/${path}`)
    for (const [name, value] of query) url.searchParams.append(name, value)
    const headers = {
      authorization: `Bearer ${accessToken}`,
      ...(body && { 'content-type': 'application/json' }),
    }
    await takeQuota(signal)
    return googleRequest({
      service: 'tagmanager',
      operation,
      method,
      url,
      headers,
      body: body && JSON.stringify(body),
      write,
      schema,
      classify: classifyTagManager,
      signal,
      timeoutMs,
    })
  }

  return {
    get: <T>(operation: string, path: string, schema: z.ZodType<T>, query?: Query) =>
      call('GET', operation, path, schema, query && { query }),
    post: <T>(operation: string, path: string, schema: z.ZodType<T>, payload?: Payload) =>
      call('POST', operation, path, schema, payload),
    put: <T>(operation: string, path: string, schema: z.ZodType<T>, payload: Payload) =>
      call('PUT', operation, path, schema, payload),
    async remove(operation: string, path: string): Promise<void> {
      await call('DELETE', operation, path, z.unknown())
    },
    /** All pages of a list; Google leaves `key` out of an empty one. */
    async list<Item>(operation: string, path: string, key: string, item: z.ZodType<Item>): Promise<Item[]> {
      const schema = pageOf(key, item)
      const found: Item[] = []
      let next: string | undefined
      do {
        const query: Query = next ? [['pageToken', next]] : []
        const page: z.infer<typeof schema> = await call('GET', operation, path, schema, { query })
        found.push(...page.items)
        next = page.nextPageToken
      } while (next)
      return found
    },
  }
}

/** One page with its items under a name of ours; Google has them under `key`, if there are any. */
function pageOf<Item>(key: string, item: z.ZodType<Item>) {
  const page = z.object({ items: z.array(item).default([]), nextPageToken: z.string().optional() })
  return z.preprocess((body) => {
    if (body === undefined) return {}
    return body instanceof Object ? { ...body, items: Reflect.get(body, key) } : body
  }, page)
}
