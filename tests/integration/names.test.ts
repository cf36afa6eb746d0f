import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** Every way to write a name, and the field that is to blame for a bad one. */
const WRITES: [
  what: string,
  field: string,
  write: (tenant: NewTenant, text: string) => ReturnType<ReturnType<typeof api>['post']>,
][] = [
  ['an organization’s', 'body.name', (_, name) => api(newPerson()).post('/v1/organization', { name })],
  ['an organization’s new', 'body.name', ({ admin }, name) => api(admin).patch('/v1/organization', { name })],
  [
    'a customer’s',
    'body.name',
    ({ admin }, name) => api(admin).post('/v1/customers', { name, websiteUrl: 'https://x.example' }),
  ],
  [
    'a customer’s new',
    'body.name',
    async (tenant, name) =>
      api(tenant.admin).patch(`/v1/customers/${(await newCustomer(tenant)).id}`, { name }),
  ],
  [
    'a tracking’s',
    'body.name',
    async (tenant, name) => api(tenant.admin).post('/v1/trackings', await event(tenant, name)),
  ],
  [
    'a tracking’s of many',
    'body.trackings.0.name',
    async (tenant, name) =>
      api(tenant.admin).post('/v1/trackings/bulk', { trackings: [await event(tenant, name)] }),
  ],
]

async function event(tenant: NewTenant, name: string, customerId?: string) {
  return {
    customerId: customerId ?? (await newCustomer(tenant)).id,
    name,
    type: 'CUSTOM_EVENT',
    eventName: 'lead',
  }
}

const HIDDEN: [what: string, text: string][] = [
  ['a zero-width space alone', '\u200b'],
  ['a zero-width space inside', 'Shop\u200bs'],
  ['a right-to-left override', 'Shop \u202egnp.exe'],
  ['an isolate', '\u2066Shop\u2069'],
  ['a Hangul filler', '\u3164'],
  ['the empty pattern of Braille', '\u2800'],
  ['an accent alone', '\u0301'],
  ['a joiner alone', '\u200d\ufe0f'],
  ['a byte order mark', 'Sh\ufeffop'],
  ['hidden tags', 'Shop\u{e0041}\u{e0042}'],
  ['a soft hyphen', 'Sh\u00adop'],
  ['a bell', 'Shop\u0007'],
  ['spaces of any kind', ' \u00a0\u3000\u2003'],
]

describe('a name', () => {
  it.each(WRITES)('%s with something hidden, or with nothing shown, is invalid', async (_, field, write) => {
    const tenant = await newTenant()
    for (const [what, text] of HIDDEN) {
      const response = await write(tenant, text)
      expect([what, response.status, response.faults]).toEqual([what, 400, [field]])
    }
  })

  it('is stored in one spelling, whichever it came in', async () => {
    const tenant = await newTenant()
    const spelled = ' Cafe\u0301\u00a0\u00a0am \u3000 Ring '
    for (const path of ['/v1/customers', '/v1/organization']) {
      const person = path === '/v1/organization' ? newPerson() : tenant.admin
      const body =
        path === '/v1/organization' ? { name: spelled } : { name: spelled, websiteUrl: 'https://x.example' }
      expect((await api(person).post(path, body)).body).toMatchObject({ name: 'Café am Ring' })
    }
  })

  it.each(['👩‍👩‍👧', '❤️ Herz', 'می‌خواهم', '葛󠄀城', '¡Olé!', '€', 'ภูเก็ต', 'Ⅷ'])('%s is one', async (name) => {
    const { admin } = await newTenant()
    const created = await api(admin).post('/v1/customers', { name, websiteUrl: 'https://x.example' })
    expect(created.as(CustomerView).name).toBe(name.normalize('NFC'))
  })

  it('is what a deletion is confirmed with, in any spelling', async () => {
    const founder = newPerson()
    await api(founder).post('/v1/organization', { name: 'Café' })
    const wrong = await api(founder).delete('/v1/organization?confirmName=Cafe')
    expect(wrong.status).toBe(400)
    const deleted = await api(founder).delete(
      `/v1/organization?confirmName=${encodeURIComponent('Cafe\u0301')}`,
    )
    expect(deleted.status).toBe(200)
  })

  it('of an event is kept letter for letter', async () => {
    const tenant = await newTenant()
    const exact = { ...(await event(tenant, 'Event')), eventName: 'cafe\u0301\u00a0lead' }
    expect((await api(tenant.admin).post('/v1/trackings', exact)).body).toMatchObject({
      eventName: 'cafe\u0301\u00a0lead',
    })
    const hidden = await api(tenant.admin).post('/v1/trackings', {
      ...exact,
      name: 'Other',
      eventName: '\u200b',
    })
    expect([hidden.status, hidden.faults]).toEqual([400, ['body.eventName']])
  })

  it('of a website hides no direction of text', async () => {
    const { admin } = await newTenant()
    const response = await api(admin).post('/v1/customers', {
      name: 'Shop',
      websiteUrl: 'https://x.example/\u202egnp',
    })
    expect([response.status, response.faults]).toEqual([400, ['body.websiteUrl']])
  })
})

describe('two trackings of a customer', () => {
  it.each([
    ['Café', 'Cafe\u0301'],
    ['Buy button', 'BUY  BUTTON'],
    ['ΠΑΠΑΔΟΠΟΥΛΟΣ', 'παπαδοπουλος'],
    ['Straße', 'STRASSE'],
    ['Ｆｕｌｌ', 'full'],
    ['مي\u200cخواهم', 'ميخواهم'],
  ])('cannot be called %s and %s, by one request or by several', async (first, second) => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    expect((await api(tenant.admin).post('/v1/trackings', await event(tenant, first, id))).status).toBe(201)
    const again = await api(tenant.admin).post('/v1/trackings', await event(tenant, second, id))
    expect([again.status, again.problem?.code, again.faults]).toEqual([409, 'conflict', ['body.name']])

    const other = await newCustomer(tenant, 'Other')
    const both = [await event(tenant, first, other.id), await event(tenant, second, other.id)]
    const bulk = await api(tenant.admin).post('/v1/trackings/bulk', { trackings: both })
    expect([400, 409]).toContain(bulk.status)
    expect(bulk.faults).toEqual(['body.trackings.1.name'])
  })

  it.each([
    ['Café', 'Cafe'],
    ['мой', 'мои'],
    ['Łódź', 'Lodz'],
  ])('may be called %s and %s', async (first, second) => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    for (const name of [first, second]) {
      expect((await api(tenant.admin).post('/v1/trackings', await event(tenant, name, id))).status).toBe(201)
    }
  })

  it('keep a deleted one from coming back under a name that differs in case only', async () => {
    const tenant = await newTenant()
    const { id } = await newCustomer(tenant)
    const gone = await api(tenant.admin).post('/v1/trackings', await event(tenant, 'Lead', id))
    const goneId = String(Reflect.get(Object(gone.body), 'id'))
    await api(tenant.admin).delete(`/v1/trackings/${goneId}`)
    const live = await api(tenant.admin).post('/v1/trackings', await event(tenant, 'LEAD', id))
    const restored = await api(tenant.admin).post(`/v1/trackings/${goneId}/restore`)
    expect(restored.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(restored.problem?.detail).toContain(String(Reflect.get(Object(live.body), 'id')))
  })
})

describe('the keys by which texts are compared', () => {
  it('are the same in either case, for every character that JavaScript converts, and stable', async () => {
    const { rows } = await owner.query<{ c: string; upper: string; lower: string }>(
      `with c as (select chr(n) as c from generate_series(33, 205743) n where n not between 55296 and 57343)
       select c from c
       where (app.search_key(upper(c collate app.folding)) <> app.search_key(c)
           or app.search_key(lower(c collate app.folding)) <> app.search_key(c)
           or app.name_key(app.name_key(c)) <> app.name_key(c)
           or app.search_key(app.search_key(c)) <> app.search_key(c))`,
    )
    expect(rows.map(({ c }) => c)).toEqual([])
  })

  it('know letters as people type them', async () => {
    const pairs = [
      ['ŁÓDŹ', 'lodz'],
      ['Øresund', 'oresund'],
      ['Đorđe', 'dorde'],
      ['Æsir', 'aesir'],
      ['Œuvre', 'oeuvre'],
      ['Þór', 'thor'],
      ['ẞ', 'ss'],
      ['İIıi', 'iiii'],
      ['Μόσχα Москва Ёлка', 'μοσχα москва елка'],
      ['ﬁn', 'fin'],
    ]
    const { rows } = await owner.query<{ key: string }>(
      'select app.search_key(t) as key from unnest($1::text[]) with ordinality u (t, n) order by n',
      [pairs.map(([text]) => text)],
    )
    expect(rows.map(({ key }) => key)).toEqual(pairs.map(([, key]) => key))
  })
})

it('an organization is called what it was called, through the API that names it', async () => {
  const { admin } = await newTenant()
  const renamed = await api(admin).patch('/v1/organization', { name: 'Ａgency  No\u0308rd' })
  expect(renamed.as(OrganizationView).name).toBe('Ａgency Nörd')
})
