import { describe, expect, it } from 'vitest'
import { identify } from '../../lib/deployment/identify.ts'
import { judgeTracking } from '../../lib/deployment/judge-tracking.ts'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import {
  ANY_TRIGGERS,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from '../../lib/sync/plan/planned-tracking.ts'
import { liveContents } from '../fixtures/live-contents.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'

const NOW = new Date('2026-11-30T12:00:00Z')
const LABEL = {
  resourceName: 'customers/1/conversionActions/1',
  conversionId: '123456789',
  label: 'Purch4se',
}

const tracking: PlannedTracking = {
  ...NO_TARGET,
  ...NO_VALUES,
  trackingId: '0199f6c2-8d3e-7a41-b5c0-000000000001',
  name: 'Purchase',
  namePattern: 'OCT - {name}',
  type: 'CUSTOM_EVENT',
  eventName: 'purchase',
  conversionCategory: 'PURCHASE',
  conversionCounting: 'MANY_PER_CLICK',
  conversionValueKey: 'ecommerce.value',
  conversionCurrencyKey: 'ecommerce.currency',
  conversionOrderIdKey: 'ecommerce.transaction_id',
  conversionNewCustomerKey: 'new_customer',
  paused: false,
  deleted: false,
  pending: true,
  applied: undefined,
  conversionActionResourceName: null,
}

const template = (key: string, value: string) => ({ type: 'TEMPLATE', key, value })
const boolean = (key: string, value: string) => ({ type: 'BOOLEAN', key, value })

/** As Tag Manager saves and exports the variable of a value of the data layer. */
const variable = (variableId: string, key: string) => ({
  variableId,
  name: `OCT - Data Layer - ${key}`,
  type: 'v',
  parameter: [
    { type: 'INTEGER', key: 'dataLayerVersion', value: '2' },
    boolean('setDefaultValue', 'false'),
    template('name', key),
  ],
  formatValue: {},
  notes: 'oneclicktag:data-layer',
})

/** An export of a container in which such a tag was saved by Tag Manager's own pages, with all that those write. */
const FILE = {
  exportFormatVersion: 2,
  exportTime: '2026-11-30 12:00:00',
  containerVersion: {
    containerVersionId: '3',
    container: { name: 'shop.example', publicId: 'GTM-VALUES1', usageContext: ['WEB'] },
    tag: [
      {
        tagId: '1',
        name: 'OCT - Purchase',
        type: 'awct',
        parameter: [
          boolean('enableNewCustomerReporting', 'true'),
          boolean('enableConversionLinker', 'true'),
          template('orderId', '{{OCT - Data Layer - ecommerce.transaction_id}}'),
          boolean('enableProductReporting', 'false'),
          template('conversionValue', '{{OCT - Data Layer - ecommerce.value}}'),
          template('conversionCookiePrefix', '_gcl'),
          template('newCustomerReportingDataSource', 'JSON'),
          boolean('enableShippingData', 'false'),
          template('awNewCustomer', '{{OCT - Data Layer - new_customer}}'),
          template('conversionId', LABEL.conversionId),
          template('currencyCode', '{{OCT - Data Layer - ecommerce.currency}}'),
          template('conversionLabel', LABEL.label),
          boolean('rdp', 'false'),
        ],
        firingTriggerId: ['2'],
        tagFiringOption: 'ONCE_PER_EVENT',
        monitoringMetadata: { type: 'MAP' },
        consentSettings: { consentStatus: 'NOT_SET' },
        notes: `oneclicktag:${tracking.trackingId}`,
      },
      {
        tagId: '3',
        name: 'Conversion Linker',
        type: 'gclidw',
        firingTriggerId: ['2147479553'],
        tagFiringOption: 'ONCE_PER_EVENT',
      },
    ],
    trigger: [
      {
        triggerId: '2',
        name: 'OCT - Purchase',
        type: 'CUSTOM_EVENT',
        customEventFilter: [
          { type: 'EQUALS', parameter: [template('arg0', '{{_event}}'), template('arg1', 'purchase')] },
        ],
        notes: `oneclicktag:${tracking.trackingId}`,
      },
    ],
    variable: ['ecommerce.value', 'ecommerce.currency', 'ecommerce.transaction_id', 'new_customer'].map(
      (key, index) => variable(String(10 + index), key),
    ),
  },
}

function imported() {
  const sandbox = createSandbox({ clock: () => NOW })
  const { publicId } = sandbox.importContainer(FILE)
  return { sandbox, publicId, contents: liveContents(sandbox, publicId) }
}

describe('an export of Tag Manager with values of the data layer', () => {
  it('holds them as a plan makes them: nothing is left to do, in any mode', () => {
    const { contents } = imported()
    for (const mode of ['edit', 'sync', 'repair'] as const) {
      const conversions = new Map([[tracking.trackingId, LABEL]])
      const plan = planContainerChanges({ trackings: [tracking], conversions, contents, mode, now: NOW })
      expect([plan.changes, plan.findings]).toEqual([[], []])
    }
  })

  it('is judged LIVE, and DIFFERS without one of the variables', () => {
    const { contents } = imported()
    const verdict = (without?: string) => {
      const held = { ...contents, variable: contents.variable.filter(({ name }) => name !== without) }
      return judgeTracking({
        identified: identify(held, knownOf(tracking, LABEL)),
        contents: held,
        wantedTriggers: wantedTriggers(tracking),
        wantedTag: wantedTag(tracking, LABEL, ANY_TRIGGERS),
        action: { status: 'ENABLED' },
        now: NOW,
      })
    }
    expect(verdict()).toEqual({ state: 'LIVE', reasons: [] })
    const before = '{{OCT - Data Layer - new_customer}}'
    expect(verdict('OCT - Data Layer - new_customer')).toEqual({
      state: 'DIFFERS',
      reasons: [
        { code: 'changed', fields: [{ field: 'parameter:awNewCustomer', before, after: undefined }] },
      ],
    })
  })

  it('sends what the page has pushed', () => {
    const { sandbox, publicId } = imported()
    const ecommerce = { value: 12.5, currency: 'CHF', transaction_id: 'T-1' }
    const visit = {
      type: 'custom',
      url: 'https://shop.example/thanks',
      eventName: 'purchase',
      dataLayer: { ecommerce, new_customer: true },
    } as const
    expect(sandbox.simulate(publicId, visit).conversions).toMatchObject([
      { value: '12.5', currencyCode: 'CHF', orderId: 'T-1', newCustomer: 'true' },
    ])
  })
})
