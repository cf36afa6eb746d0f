import { describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import { api } from '../fixtures/api.ts'
import { takeUp } from '../fixtures/disturbed-sync.ts'
import { findingCodesOf, verdictsOf } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer } from '../fixtures/ready-customer.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const TAG = 'OCT - Newsletter'
const EMAIL = { email: { dataLayer: 'user.email' } }
const ALL = {
  ...EMAIL,
  phone: { dataLayer: 'user.phone' },
  address: {
    firstName: { dataLayer: 'user.first' },
    lastName: { dataLayer: 'user.last' },
    postalCode: { dataLayer: 'user.zip' },
    country: { dataLayer: 'user.country' },
  },
}

const byHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().editByHand(container.publicId, edit)

/** A visitor who has given these pieces signs up. */
function signUp({ container }: ReadyCustomer, user?: object, consent?: Record<string, 'denied'>) {
  const dataLayer = user ? { dataLayer: { user } } : {}
  const event = { type: 'custom', url: 'https://shop.example/', eventName: 'signup', ...dataLayer } as const
  return sandbox().simulate(container.publicId, event, { consent }).conversions
}

const live = ({ container }: ReadyCustomer) =>
  sandbox().observe().containers[container.publicId]?.liveContents ?? expect.fail('nothing is live')
const variables = (customer: ReadyCustomer) =>
  live(customer)
    .variables.map(({ name }) => name)
    .toSorted()

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  const run = await customer.sync()
  expect(run).toMatchObject({ status: 'SUCCEEDED' })
  return run
}

async function change({ tenant }: ReadyCustomer, id: string, enhanced: unknown) {
  const response = await api(tenant.admin).patch(`/v1/trackings/${id}`, { conversion: { enhanced } })
  expect(response.status).toBe(200)
  return response
}

async function findings({ tenant, id }: ReadyCustomer, code: string, status = 'open') {
  const { body } = await api(tenant.admin).get(`/v1/findings?customerId=${id}&code=${code}&status=${status}`)
  return Object(body).data
}

async function started(enhanced: unknown) {
  const customer = await readyCustomer(sandbox())
  const tracking = await customer.draft({ conversion: { enhanced } })
  await sync(customer)
  return { customer, id: tracking.id }
}

describe('a tracking with enhanced conversions', () => {
  it('sends nothing along unless it is asked for', async () => {
    const customer = await readyCustomer(sandbox())
    const { id, conversion } = await customer.draft()
    expect(conversion).toMatchObject({ enhanced: 'off' })
    await sync(customer)
    expect(signUp(customer, { email: 'ada@example.com' })).toMatchObject([{ label: expect.any(String) }])
    expect(signUp(customer, { email: 'ada@example.com' })[0]?.userData).toBeUndefined()
    expect(variables(customer)).toEqual([])
    expect(await customer.tracking(id)).toMatchObject({ deploymentState: 'LIVE' })
  })

  it('sends along what the visitor has given under the names of the data layer, and no more', async () => {
    const { customer, id } = await started(ALL)
    const given = { email: 'ada@example.com', phone: '', first: 'Ada', last: 'L', zip: '1', country: 'DE' }
    expect(signUp(customer, given)[0]?.userData).toEqual([
      'email',
      'first_name',
      'last_name',
      'postal_code',
      'country',
    ])
    expect(signUp(customer)).toMatchObject([{ tag: TAG }])
    expect(signUp(customer)[0]?.userData).toBeUndefined()
    expect(signUp(customer, given, { ad_user_data: 'denied' })[0]?.userData).toBeUndefined()
    expect(await verdictsOf(customer)).toEqual({ [id]: 'LIVE' })
    expect(await findingCodesOf(customer)).toEqual([])
    expect(await customer.tracking(id)).toMatchObject({
      conversion: { enhanced: ALL },
      syncStatus: 'SUCCESS',
    })
    expect(sandbox().warnings).toEqual([])
  })

  it('sends along what Tag Manager finds on the page', async () => {
    const customer = await readyCustomer(sandbox())
    await api(customer.tenant.admin).post('/v1/trackings', {
      customerId: customer.id,
      name: 'Newsletter',
      type: 'FORM_SUBMIT',
      selector: '#signup',
      conversion: { enhanced: 'automatic' },
    })
    await sync(customer)
    const form = (value: string) => ({
      type: 'form' as const,
      url: 'https://shop.example/',
      html: `<form id="signup"><input type="email" value="${value}"></form>`,
      element: '#signup',
    })
    const sent = (value: string) =>
      sandbox()
        .simulate(customer.container.publicId, form(value))
        .conversions.map(({ userData }) => userData)
    expect(sent('ada@example.com')).toEqual([['email']])
    expect(sent('')).toEqual([undefined])
    expect(variables(customer)).toEqual([expect.stringMatching(/^OCT - User Data - [0-9a-f]{8}$/)])
  })

  it('shows in its plan which variables will be made, and what each sends along', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft({ conversion: { enhanced: EMAIL } })
    await freeQuota()
    const { body } = await api(customer.tenant.admin).post(`/v1/customers/${customer.id}/plan`)
    const changes: { kind: string; after: object }[] = Object(body).changes ?? Object(body).plan.changes
    expect(changes.filter(({ kind }) => kind === 'variable')).toMatchObject([
      { name: 'OCT - Data Layer - user.email', after: { type: 'v' } },
      { after: { type: 'awec', mode: 'MANUAL', email: '{{OCT - Data Layer - user.email}}' } },
    ])
    expect(changes.find(({ kind }) => kind === 'tag')?.after).toBeDefined()
    expect(changes.map(({ after }) => after)).toContainEqual(
      expect.objectContaining({
        enableEnhancedConversion: 'true',
        cssProvidedEnhancedConversionValue: expect.stringMatching(/^\{\{OCT - User Data - /),
      }),
    )
  })

  it('shares its variables with others that ask for the same, and removes them with the last', async () => {
    const { customer, id } = await started(EMAIL)
    const one = variables(customer)
    expect(one).toHaveLength(2)
    const other = await customer.draft({
      name: 'Other',
      eventName: 'other',
      conversion: { enhanced: EMAIL },
      conditions: [{ variable: { dataLayer: 'user.email' }, operator: 'contains', value: '@' }],
    })
    await sync(customer)
    expect(variables(customer)).toEqual(one)

    await change(customer, id, ALL)
    await sync(customer)
    expect(variables(customer)).toHaveLength(2 + 6)
    await change(customer, other.id, null)
    await sync(customer)
    expect(variables(customer)).toHaveLength(1 + 6)
    await change(customer, id, 'off')
    await sync(customer)
    // A condition of the other still reads it.
    expect(variables(customer)).toEqual(['OCT - Data Layer - user.email'])
    expect(signUp(customer, { email: 'ada@example.com' })[0]?.userData).toBeUndefined()
    await api(customer.tenant.admin).delete(`/v1/trackings/${other.id}`)
    await sync(customer)
    expect(variables(customer)).toEqual([])
    expect(await customer.tracking(id)).toMatchObject({ deploymentState: 'LIVE' })
  })

  it('is left so and said where somebody has switched it off in the tag, and set back by a repair', async () => {
    const { customer, id } = await started(EMAIL)
    const tag = live(customer).tags.find(({ name }) => name === TAG) ?? expect.fail('no tag')
    const parameter = (tag.parameter ?? []).map((each) =>
      each.key === 'enableEnhancedConversion' ? { ...each, value: 'false' } : each,
    )
    byHand(customer, (person) => person.change('tag', TAG, { parameter }))
    await sync(customer)
    expect(await findingCodesOf(customer)).toEqual(['drift.changed'])
    expect(signUp(customer, { email: 'ada@example.com' })[0]?.userData).toBeUndefined()
    await freeQuota()
    const repair = await api(customer.tenant.admin).post(`/v1/trackings/${id}/repair`)
    await takeUp(customer, Object(repair.body).id)
    expect(signUp(customer, { email: 'ada@example.com' })[0]?.userData).toEqual(['email'])
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('can be taken as off, where somebody has switched it off', async () => {
    const { customer, id } = await started('automatic')
    const tag = live(customer).tags.find(({ name }) => name === TAG) ?? expect.fail('no tag')
    const parameter = (tag.parameter ?? []).filter(({ key }) => !/enhanced/i.test(key ?? ''))
    byHand(customer, (person) => person.change('tag', TAG, { parameter }))
    await freeQuota()
    await customer.verify()
    await freeQuota()
    const accepted = await api(customer.tenant.admin).post(`/v1/trackings/${id}/accept`)
    expect(accepted.body).toMatchObject({ tracking: { conversion: { enhanced: 'off' } }, left: [] })
    expect(await findingCodesOf(customer)).toEqual([])
  })

  it('differs where somebody has changed what its variable sends along', async () => {
    const { customer, id } = await started(EMAIL)
    const name = variables(customer).find((each) => each.startsWith('OCT - User Data')) ?? expect.fail()
    byHand(customer, (person) =>
      person.change('variable', name, { parameter: [{ type: 'template', key: 'mode', value: 'MANUAL' }] }),
    )
    await freeQuota()
    await customer.verify()
    expect(await verdictsOf(customer)).toEqual({ [id]: 'DIFFERS changed' })
    expect(await findings(customer, 'drift.changed')).toMatchObject([
      {
        data: { fields: [{ field: 'parameter:cssProvidedEnhancedConversionValue', before: `{{${name}}}` }] },
      },
    ])
  })

  it('keeps what other people send along of a tracking that asks for nothing', async () => {
    const { customer, id } = await started('off')
    const tag = live(customer).tags.find(({ name }) => name === TAG) ?? expect.fail('no tag')
    byHand(customer, (person) => {
      person.add('variable', {
        name: 'Theirs',
        type: 'awec',
        parameter: [{ type: 'template', key: 'mode', value: 'AUTO' }],
      })
      person.change('tag', TAG, {
        parameter: [
          ...(tag.parameter ?? []),
          { type: 'boolean', key: 'enableEnhancedConversion', value: 'true' },
          { type: 'template', key: 'cssProvidedEnhancedConversionValue', value: '{{Theirs}}' },
        ],
      })
    })
    await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { value: 3, currency: 'EUR' },
    })
    await sync(customer)
    expect(live(customer).tags.find(({ name }) => name === TAG)?.parameter).toContainEqual({
      type: 'template',
      key: 'cssProvidedEnhancedConversionValue',
      value: '{{Theirs}}',
    })
  })

  it.each([
    [{ phone: { dataLayer: 'user.phone' } }, 'body.conversion.enhanced'],
    [{ email: 'ada@example.com' }, 'body.conversion.enhanced'],
    [{ address: { city: { dataLayer: 'user.city' } } }, 'body.conversion.enhanced'],
    ['on', 'body.conversion.enhanced'],
  ])('is not taken as %j', async (enhanced, name) => {
    const customer = await readyCustomer(sandbox())
    const { id } = await customer.draft()
    const response = await api(customer.tenant.admin).patch(`/v1/trackings/${id}`, {
      conversion: { enhanced },
    })
    expect(response).toMatchObject({
      status: 400,
      body: { invalidParams: [{ name: expect.stringContaining(name) }] },
    })
  })
})

describe('a Google Ads account that does not use what tags send along', () => {
  it.each([
    [{ customerDataTerms: false }, 'terms', /customer data terms are not accepted/],
    [{ enhancedConversions: 'OFF' }, 'off', /not switched on/],
  ] as const)('is found as long as %j, and resolved by itself afterwards', async (use, why, words) => {
    const customer = await readyCustomer(sandbox())
    const account = customer.adsAccountId
    sandbox().changeCustomerDataUse(account, use)
    const { id } = await customer.draft({ conversion: { enhanced: EMAIL } })
    await sync(customer)
    expect(await findings(customer, 'enhanced.not_used')).toMatchObject([
      {
        severity: 'warning',
        trackingId: null,
        data: { account, why, names: ['Newsletter'] },
        summary: expect.stringMatching(words),
        nextStep: expect.stringContaining('administrator'),
      },
    ])
    // It counts as before.
    expect(await customer.tracking(id)).toMatchObject({ deploymentState: 'LIVE', syncStatus: 'SUCCESS' })

    sandbox().changeCustomerDataUse(account, { customerDataTerms: true, enhancedConversions: 'ON' })
    await freeQuota()
    await customer.verify()
    expect(await findings(customer, 'enhanced.not_used')).toEqual([])
    expect(await findings(customer, 'enhanced.not_used', 'resolved')).toHaveLength(1)
  })

  it('is no finding for trackings that send nothing along, nor asked about', async () => {
    const customer = await readyCustomer(sandbox())
    sandbox().changeCustomerDataUse(customer.adsAccountId, { customerDataTerms: false })
    const { id } = await customer.draft()
    await sync(customer)
    expect(await findingCodesOf(customer)).toEqual([])
    const before = sandbox().calls.length
    await freeQuota()
    await customer.verify()
    const calls = sandbox().calls.length - before
    await change(customer, id, 'automatic')
    await sync(customer)
    expect(await findingCodesOf(customer)).toEqual(['enhanced.not_used'])
    await freeQuota()
    const again = sandbox().calls.length
    await customer.verify()
    expect(sandbox().calls.length - again).toBe(calls)
  })
})
