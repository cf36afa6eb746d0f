import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { INVENTORY_CODES } from '../../lib/inventory/inventory-checks.ts'
import { InventoryView } from '../../lib/inventory/inventory-view.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { customerInTheField } from '../fixtures/in-the-field.ts'
import { INHERITED } from '../fixtures/inherited-containers.ts'
import { inheritedCustomer } from '../fixtures/inherited-customer.ts'
import { freeQuota, useQuotaUp } from '../fixtures/queue.ts'
import { newTenant } from '../fixtures/tenant.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })

async function inventoryOf({ id }: { id: string }, caller: Caller) {
  await freeQuota()
  return api(caller).get(`/v1/customers/${id}/inventory`)
}

const table = ({ issues }: InventoryView) =>
  issues.map(({ code, objects }) => [code, ...objects.map(({ name }) => name)])

describe('the inventory of an inherited container', () => {
  it.each(Object.entries(INHERITED))(
    '%s: says what is not as it should be, and changes nothing at Google',
    async (name, { issues }) => {
      const customer = await inheritedCustomer(sandbox(), name)
      const before = JSON.stringify(sandbox().observe())
      const calls = sandbox().calls.length
      const response = await inventoryOf(customer, customer.tenant.admin)
      expect(response.status).toBe(200)
      const inventory = response.as(InventoryView)
      expect(table(inventory)).toEqual(issues)
      expect(inventory.counts.issues).toBe(issues.length)
      expect(JSON.stringify(sandbox().observe())).toBe(before)
      const operations = sandbox()
        .calls.slice(calls)
        .map(({ operation }) => operation)
      expect(operations).toEqual(['live_version', 'latest_version_header', 'search', 'search'])
    },
  )

  it.each(INVENTORY_CODES)('%s is found in one of them, and not in another', (code) => {
    const has = Object.values(INHERITED).map(({ issues }) => issues.some(([found]) => found === code))
    expect(new Set(has)).toEqual(new Set([true, false]))
  })
})

const SHOP = 'the shop of an agency, with GA4 and Google Ads'

describe('an inventory', () => {
  it('says what each tag feeds, by id and label and through constants of the container', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { tags, actions, triggers, variables, counts } = (
      await inventoryOf(customer, customer.tenant.admin)
    ).as(InventoryView)
    const action = actions.find(({ name }) => name === 'Purchase') ?? expect.fail('no action')
    expect(tags.find(({ name }) => name === 'Ads purchase')).toMatchObject({
      tagId: '4',
      type: 'awct',
      firesOn: ['20'],
      feeds: [{ conversionId: '718281828', label: 'Purch4se', actionId: action.actionId }],
      changedAt: '2025-06-15T15:06:40.000Z',
      trackingId: null,
    })
    expect(action).toMatchObject({
      accountId: customer.adsAccountId,
      category: 'PURCHASE',
      counting: 'MANY_PER_CLICK',
      primary: true,
      status: 'ENABLED',
      fedBy: ['4'],
    })
    expect(tags.map(({ name }) => name)).not.toContain('Chat')
    expect(triggers.find(({ name }) => name === 'Purchase')).toMatchObject({ usedBy: ['3', '4'] })
    expect(variables.map(({ name }) => name)).toEqual(['AW number', 'Order id', 'Order value', '_event'])
    expect(counts).toEqual({ tags: 8, conversionTags: 7, triggers: 4, variables: 4, actions: 5, issues: 5 })
  })

  it('names the trackings that tags, triggers and actions belong to, and finds nothing amiss of them', async () => {
    const customer = await customerInTheField(sandbox())
    const { id } = await customer.draft({
      name: 'Buy',
      type: 'BUTTON_CLICK',
      eventName: undefined,
      selector: '#buy',
    })
    await customer.sync()
    const { tags, triggers, actions, issues, variables } = (
      await inventoryOf(customer, customer.tenant.admin)
    ).as(InventoryView)
    expect(issues).toEqual([])
    const ours = [tags.filter(({ type }) => type === 'awct'), triggers, actions]
    expect(ours.map((rows) => rows.map(({ trackingId }) => trackingId))).toEqual([[id], [id], [id]])
    expect(variables).toEqual([{ name: 'Click Element', variableId: null, type: 'clickElement' }])
  })

  it('reads the account of the manager too, where that counts for the customer', async () => {
    const login = sandbox().addPerson()
    const manager = sandbox().addAdsCustomer({ manager: true, users: [login.email] })
    const child = sandbox().addAdsCustomer({ managerId: manager.id, conversionCustomerId: manager.id })
    const customer = await customerInTheField(sandbox(), {
      adsAccountId: child.id,
      loginCustomerId: manager.id,
    })
    await customer.draft()
    await customer.sync()
    const { googleAdsAccountIds, actions, issues } = (await inventoryOf(customer, customer.tenant.admin)).as(
      InventoryView,
    )
    expect(googleAdsAccountIds).toEqual([child.id, manager.id])
    expect(actions).toEqual([expect.objectContaining({ accountId: manager.id, fedBy: [expect.any(String)] })])
    expect(issues).toEqual([])
  })

  it('of a container that was never published has no tags, and says so', async () => {
    const customer = await customerInTheField(sandbox())
    expect((await inventoryOf(customer, customer.tenant.admin)).as(InventoryView)).toMatchObject({
      liveVersionId: null,
      latestVersionId: null,
      tags: [],
      issues: [],
    })
  })

  it('of hundreds of tags lists five hundred, errors first, and counts all', async () => {
    const customer = await customerInTheField(sandbox())
    customer.byHand((by) => {
      for (let index = 0; index < 600; index += 1) {
        by.add('trigger', { name: `Unused ${index}`, type: 'pageview' })
      }
      by.add('tag', {
        name: 'Nowhere',
        type: 'awct',
        parameter: [
          { type: 'template', key: 'conversionId', value: '1' },
          { type: 'template', key: 'conversionLabel', value: 'x' },
        ],
        firingTriggerId: ['2147479553'],
      })
    })
    const { counts, triggers, issues } = (await inventoryOf(customer, customer.tenant.admin)).as(
      InventoryView,
    )
    expect([counts.triggers, triggers.length, counts.issues, issues.length]).toEqual([600, 500, 602, 500])
    expect(issues.slice(0, 2).map(({ code }) => code)).toEqual(['linker.missing', 'label.other_account'])
  })

  it('is for members and their scripts', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const member = await customer.tenant.join('MEMBER')
    expect((await inventoryOf(customer, member)).status).toBe(200)
    expect((await inventoryOf(customer, await newScript(customer.tenant))).status).toBe(200)
  })

  it('for which Google cannot be asked says why', async () => {
    const customer = await inheritedCustomer(sandbox(), SHOP)
    const { admin } = customer.tenant
    sandbox().faults.next({ service: 'tagmanager' }, { status: 503 })
    expect((await inventoryOf(customer, admin)).problem).toMatchObject({ code: 'google_unavailable' })
    await useQuotaUp()
    const exhausted = await api(admin).get(`/v1/customers/${customer.id}/inventory`)
    expect(exhausted.problem).toMatchObject({ status: 503, code: 'quota_exhausted' })
    const login = [...sandbox().state.people.values()].at(-1) ?? expect.fail('no login')
    sandbox().revokeGrant(login.sub)
    expect((await inventoryOf(customer, admin)).problem).toMatchObject({
      status: 422,
      code: 'google_rejected',
    })
  })

  it('of a customer that is not set up says what is missing, and of a foreign or absent one finds nothing', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    const { id } = await newCustomer(tenant)
    expect((await inventoryOf({ id }, tenant.admin)).problem).toMatchObject({ status: 409, code: 'conflict' })
    for (const [customerId, caller] of [
      [id, other.admin],
      [randomUUID(), tenant.admin],
    ] as const) {
      expect((await inventoryOf({ id: customerId }, caller)).problem).toMatchObject({
        status: 404,
        detail: 'No such customer.',
      })
    }
  })
})
