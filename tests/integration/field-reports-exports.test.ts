import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { http } from 'msw'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../lib/dev/google-sandbox/state/entity.ts'
import type { Container } from '../../lib/dev/google-sandbox/state/state.ts'
import { api } from '../fixtures/api.ts'
import { isFull, sampled } from '../fixtures/depth.ts'
import { findingCodesOf, verdictsOf } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { readyCustomer } from '../fixtures/ready-customer.ts'

const { server, sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

const FOLDER = new URL('../fixtures/containers/', import.meta.url)
const EXPORTS = readdirSync(FOLDER).map((file) => file.replace('.json', ''))

const FOUR = [
  { name: 'Buy', type: 'BUTTON_CLICK', eventName: undefined, selector: '#oct-buy' },
  { name: 'Welcome', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/oct#welcome' },
  { name: 'Contact', type: 'FORM_SUBMIT', eventName: undefined, selector: 'form#oct' },
  { name: 'Signup', type: 'CUSTOM_EVENT', eventName: 'oct_signup' },
]

/** Everything that the live version holds, object by object as text, in its order: by kind and id. */
function liveTexts({ versions, liveVersionId }: Container): Map<string, string> {
  const contents = versions.get(liveVersionId ?? '')?.contents ?? expect.fail('nothing is live')
  return new Map([
    ...KINDS.flatMap((kind) =>
      [...contents[kind].values()].map((entity) => [`${kind} ${entity.id}`, JSON.stringify(entity)] as const),
    ),
    ...Object.entries(contents.others).map(([kind, all]) => [kind, JSON.stringify(all)] as const),
    ...[...contents.builtIns].map((type) => [`builtIn ${type}`, type] as const),
  ])
}

describe('a container that has grown for years', () => {
  it('is there in six kinds', () => expect(EXPORTS).toHaveLength(6))

  it.each(sampled(EXPORTS, isFull ? 1 : EXPORTS.length))(
    '%s: four trackings come and go, and everything of other people stays byte for byte',
    async (name) => {
      const file: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'))
      const container = sandbox().importContainer(file, { publicId: `GTM-X${randomInt(10 ** 9)}` })
      const customer = await readyCustomer(sandbox(), { container })
      const before = liveTexts(container)
      const written: string[] = []
      const keep = async ({ request }: { request: Request }) => {
        if (request.method !== 'GET') written.push(await request.clone().text())
      }
      server.use(http.all(/\/workspaces\/.*(bulk_update|tags|triggers|variables|folders)/, keep))
      const trackings = []
      for (const input of FOUR) trackings.push(await customer.draft(input))

      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', errorCode: null })
      for (const { id } of trackings) {
        expect(await customer.tracking(id)).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
      }
      const live = liveTexts(container)
      expect([...live].filter(([key]) => before.has(key))).toEqual([...before])
      expect(Object.values(await verdictsOf(customer))).toEqual(FOUR.map(() => 'LIVE'))
      expect(await findingCodesOf(customer)).toEqual([])
      const url = 'https://shop.example/oct'
      const page = { url, html: '<a id="oct-buy">Buy</a><form id="oct"></form>' }
      const counts = [
        sandbox().simulate(container.publicId, { type: 'click', ...page, element: '#oct-buy' }),
        sandbox().simulate(container.publicId, { type: 'pageview', url: `${url}#welcome` }),
        sandbox().simulate(container.publicId, { type: 'form', ...page, element: '#oct' }),
        sandbox().simulate(container.publicId, { type: 'custom', url, eventName: 'oct_signup' }),
      ].map(
        ({ conversions }) =>
          conversions.filter(({ tag, linked }) => linked && tag.startsWith('OCT - ')).length,
      )
      expect(counts).toEqual([1, 1, 1, 1])

      await freeQuota()
      for (const { id } of trackings) await api(customer.tenant.admin).delete(`/v1/trackings/${id}`)
      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', errorCode: null })
      const after = liveTexts(container)
      const isBuiltIn = (key: string) => key.startsWith('builtIn ')
      expect([...after].filter(([key]) => before.has(key) || !isBuiltIn(key))).toEqual([...before])

      expect(written).not.toEqual([])
      const ids = [...written.join().matchAll(/"(tag|trigger|variable|folder)Id":"([^"]+)"/g)]
      expect(ids.filter(([, kind, id]) => before.has(`${kind} ${id}`))).toEqual([])
    },
  )
})
