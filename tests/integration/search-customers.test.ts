import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const CustomerPage = Page(CustomerView)

async function add({ admin }: NewTenant, name: string, websiteUrl = 'https://shop.example'): Promise<string> {
  return (await api(admin).post('/v1/customers', { name, websiteUrl })).as(CustomerView).id
}

async function search({ admin }: NewTenant, q: string, filter = '') {
  return (await api(admin).get(`/v1/customers?q=${encodeURIComponent(q)}${filter}`)).as(CustomerPage)
}

async function found(tenant: NewTenant, q: string, filter = ''): Promise<string[]> {
  return (await search(tenant, q, filter)).data.map(({ name }) => name)
}

describe('searching customers', () => {
  it('finds a part of the name or of the website, whatever its case', async () => {
    const tenant = await newTenant()
    await add(tenant, 'Northlight Bakery', 'https://bread.example')
    await add(tenant, 'Quick Couriers', 'https://www.NORTHERN-couriers.example/uk')
    await add(tenant, 'Southern Shoes')
    expect(await found(tenant, 'north')).toEqual(['Quick Couriers', 'Northlight Bakery'])
    expect(await found(tenant, 'LIGHT BAK')).toEqual(['Northlight Bakery'])
    expect(await found(tenant, 'couriers.example/UK')).toEqual(['Quick Couriers'])
    expect(await found(tenant, 'ou')).toEqual(['Southern Shoes', 'Quick Couriers'])
    expect(await found(tenant, 'bakery https')).toEqual([])
  })

  it('is indifferent to accents, however they are written', async () => {
    const tenant = await newTenant()
    await add(tenant, 'Bäckerei Müller')
    await add(tenant, 'Cafe\u0301 E\u0301toile')
    await add(tenant, 'Straßenbau Łódź')
    expect(await found(tenant, 'backerei MULLER')).toEqual(['Bäckerei Müller'])
    expect(await found(tenant, 'Mu\u0308ller')).toEqual(['Bäckerei Müller'])
    expect(await found(tenant, 'café étoile')).toEqual(['Café Étoile'])
    expect(await found(tenant, 'STRASSEN')).toEqual(['Straßenbau Łódź'])
  })

  it.each([
    ['ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Παπαδόπουλος'],
    ['παπαδοπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ ΑΕ'],
    ['παπαδοπουλοσ', 'Παπαδόπουλος'],
    ['lodz', 'Łódź Tramwaje'],
    ['SØREN', 'Soren & Søn'],
    ['dorde', 'Đorđe'],
    ['МОСКВА', 'Москва'],
    ['istanbul', 'İSTANBUL Halı'],
    ['HALI', 'İstanbul Halı'],
    ['strasse', 'STRAẞE'],
    ['ßtr', 'Gasstrom'],
    ['ｆｕｌｌ', 'Full width'],
    ['aerø', 'Ærø Færge'],
  ])('finds by %s the customer %s', async (q, name) => {
    const tenant = await newTenant()
    await add(tenant, name)
    await add(tenant, 'Another')
    expect(await found(tenant, q)).toEqual([name])
  })

  it('finds two letters whatever follows them', async () => {
    const tenant = await newTenant()
    const names = ['Oxqy', 'xqa', 'Xq9', 'xq-Shop', 'xq/Kiosk', 'Xqж', 'a xq b', 'жжxq']
    for (const name of names) await add(tenant, name)
    for (const name of ['x q', 'жж', 'qx', 'ЖД', 'xж']) await add(tenant, name)
    expect(await found(tenant, 'XQ')).toEqual(names.toReversed())
    expect(await found(tenant, 'жж')).toEqual(['жж', 'жжxq'])
    expect(await found(tenant, 'qж')).toEqual(['Xqж'])
    expect(await found(tenant, 'q-')).toEqual(['xq-Shop'])
    expect(await found(tenant, 'zq')).toEqual([])
  })

  it.each(['\u0301\u0301', '\u00b4\u00b4', '\u0308\u00a8'])('of accents alone is invalid (%j)', async (q) => {
    const tenant = await newTenant()
    await add(tenant, 'Shop')
    const response = await api(tenant.admin).get(`/v1/customers?q=${encodeURIComponent(q)}`)
    expect([response.status, response.faults]).toEqual([400, ['query.q']])
  })

  it('takes wildcards and escapes for what they are', async () => {
    const tenant = await newTenant()
    for (const name of [
      '100% Wolle',
      '1000 Wolle',
      'a_b Tools',
      'axb Tools',
      'C:\\Shop',
      'C:/Shop',
      "O'Neil",
    ]) {
      await add(tenant, name)
    }
    expect(await found(tenant, '100%')).toEqual(['100% Wolle'])
    expect(await found(tenant, 'a_b')).toEqual(['a_b Tools'])
    expect(await found(tenant, 'C:\\')).toEqual(['C:\\Shop'])
    expect(await found(tenant, "O'N")).toEqual(["O'Neil"])
    expect(await found(tenant, '%%')).toEqual([])
  })

  it('goes along with status, sort and order, page by page', async () => {
    const tenant = await newTenant()
    const ids = new Map<string, string>()
    for (const name of ['Shop B', 'Shop D', 'Other', 'Shop A', 'Shop C'])
      ids.set(name, await add(tenant, name, 'https://x.test'))
    await api(tenant.admin).patch(`/v1/customers/${ids.get('Shop D')}`, { paused: true })

    const orders: [string, string[]][] = [
      ['&sort=createdAt&order=desc', ['Shop C', 'Shop A', 'Shop D', 'Shop B']],
      ['&sort=createdAt&order=asc', ['Shop B', 'Shop D', 'Shop A', 'Shop C']],
      ['&sort=name&order=asc', ['Shop A', 'Shop B', 'Shop C', 'Shop D']],
      ['&sort=name&order=desc', ['Shop D', 'Shop C', 'Shop B', 'Shop A']],
      ['&sort=name&order=asc&status=NOT_CONNECTED', ['Shop A', 'Shop B', 'Shop C']],
    ]
    for (const [filter, expected] of orders) {
      const names: string[] = []
      let cursor: string | null = null
      do {
        const page: Page<CustomerView> = await search(
          tenant,
          'shop',
          `${filter}&limit=1${cursor ? `&cursor=${cursor}` : ''}`,
        )
        names.push(...page.data.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(names).toEqual(expected)
    }
  })

  it('goes on behind a customer that is gone, and never finds it', async () => {
    const tenant = await newTenant()
    const [a, b] = [await add(tenant, 'Shop A'), await add(tenant, 'Shop B')]
    const first = await search(tenant, 'shop a', '&limit=1')
    expect(first).toMatchObject({ data: [{ id: a }], nextCursor: null })
    const page = await search(tenant, 'shop', '&limit=1')
    await api(tenant.admin).delete(`/v1/customers/${b}`)
    const next = await search(tenant, 'shop', `&limit=1&cursor=${page.nextCursor}`)
    expect(next.data.map(({ id }) => id)).toEqual([a])
    expect(await found(tenant, 'shop b')).toEqual([])
  })

  it('pages through rare and common texts of a long list alike', async () => {
    const tenant = await newTenant()
    await owner.query(
      `insert into customer (organization_id, name, website_url, created_at)
       select $1, case when n % 500 = 0 then 'Needle ' else 'Straw ' end || to_char(n, 'FM0000'), 'https://shop.example',
         now() - make_interval(secs => n)
       from generate_series(1, 2100) n`,
      [tenant.organizationId],
    )
    const needles = ['Needle 0500', 'Needle 1000', 'Needle 1500', 'Needle 2000']
    for (const [order, expected] of [
      ['sort=createdAt&order=desc', needles],
      ['sort=name&order=asc', needles],
      ['sort=name&order=desc', needles.toReversed()],
    ] as const) {
      const first = await search(tenant, 'needle', `&${order}&limit=3`)
      const second = await search(tenant, 'needle', `&${order}&limit=3&cursor=${first.nextCursor}`)
      expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(expected)
      expect(second.nextCursor).toBeNull()
    }
    const straws = new Set<string>()
    let cursor: string | null = null
    do {
      const page: Page<CustomerView> = await search(
        tenant,
        'straw',
        `&limit=100${cursor ? `&cursor=${cursor}` : ''}`,
      )
      for (const { id } of page.data) straws.add(id)
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(straws.size).toBe(2096)
  })

  it('finds the deleted ones where they are asked for', async () => {
    const tenant = await newTenant()
    const [a] = [await add(tenant, 'Shop A'), await add(tenant, 'Shop B')]
    await api(tenant.admin).delete(`/v1/customers/${a}`)
    expect(await found(tenant, 'shop')).toEqual(['Shop B'])
    expect(await found(tenant, 'shop', '&deleted=true')).toEqual(['Shop A'])
  })

  it('follows a customer’s new name and website', async () => {
    const tenant = await newTenant()
    const id = await add(tenant, 'Old name', 'https://old.example')
    await api(tenant.admin).patch(`/v1/customers/${id}`, {
      name: 'New name',
      websiteUrl: 'https://new.example',
    })
    expect(await found(tenant, 'old')).toEqual([])
    expect(await found(tenant, 'new.example')).toEqual(['New name'])
  })

  it('finds nothing of another organization, nor goes on in its list', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    await add(theirs, 'Secret Shop A')
    await add(theirs, 'Secret Shop B')
    expect(await found(ours, 'secret')).toEqual([])
    const { nextCursor } = await search(theirs, 'secret', '&limit=1')
    const foreign = await api(ours.admin).get(`/v1/customers?q=secret&limit=1&cursor=${nextCursor}`)
    expect([foreign.status, foreign.faults]).toEqual([400, ['query.cursor']])
    const otherText = await api(theirs.admin).get(`/v1/customers?q=shop&limit=1&cursor=${nextCursor}`)
    expect([otherText.status, otherText.faults]).toEqual([400, ['query.cursor']])
  })

  it('costs two round trips, and shows customers as the list does', async () => {
    const tenant = await newTenant()
    await add(tenant, 'Shop')
    const list = await api(tenant.admin).get('/v1/customers')
    const response = await api(tenant.admin).get('/v1/customers?q=sho')
    expect(response.body).toEqual(list.body)
    expect(response.roundTrips).toEqual(onTheWire(2))
  })

  it.each(['x', '', '%20x%20', 'x'.repeat(101), 'a%0Ab'])('refuses ?q=%s', async (q) => {
    const { admin } = await newTenant()
    const response = await api(admin).get(`/v1/customers?q=${q}`)
    expect([response.status, new Set(response.faults)]).toEqual([400, new Set(['query.q'])])
  })
})
