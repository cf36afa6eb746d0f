import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import type { EnhancedConversions } from '../../lib/model/enhanced-conversions.ts'
import { judgePlanned } from '../../lib/sync/plan/judge-planned.ts'
import { planContainerChanges } from '../../lib/sync/plan/plan-container-changes.ts'
import type { PlannedTracking } from '../../lib/sync/plan/planned-tracking.ts'
import { liveContents } from '../fixtures/live-contents.ts'
import { NO_TARGET } from '../fixtures/no-target.ts'
import { NO_VALUES } from '../fixtures/no-values.ts'

const NOW = new Date('2026-11-30T12:00:00Z')

/** As Tag Manager exports it once a person has saved the objects in its own pages, which adds what is off. */
const FILE: unknown = JSON.parse(
  readFileSync(new URL('../fixtures/enhanced-conversions-export.json', import.meta.url), 'utf8'),
)

const at = (name: string) => ({ dataLayer: `user.${name}` })
const MANUAL: EnhancedConversions = {
  email: at('email'),
  phone: at('phone'),
  address: {
    firstName: at('first_name'),
    lastName: at('last_name'),
    street: at('street'),
    city: at('city'),
    region: at('region'),
    postalCode: at('postal_code'),
    country: at('country'),
  },
}

function tracking(n: number, name: string, eventName: string, conversionEnhanced: EnhancedConversions) {
  return {
    ...NO_TARGET,
    type: 'CUSTOM_EVENT',
    eventName,
    trackingId: `0199f6c2-8d3e-7a41-b5c0-${String(n).padStart(12, '0')}`,
    name,
    namePattern: 'OCT - {name}',
    conversionCategory: 'DEFAULT',
    conversionCounting: 'ONE_PER_CLICK',
    ...NO_VALUES,
    conversionEnhanced,
    paused: false,
    deleted: false,
    pending: true,
    applied: undefined,
    conversionActionResourceName: null,
  } satisfies PlannedTracking
}

const trackings: PlannedTracking[] = [
  tracking(3, 'Order', 'order', MANUAL),
  tracking(4, 'Enquiry', 'enquiry', 'automatic'),
]
const labelOf = (n: number) => ({
  resourceName: `customers/1/conversionActions/${n}`,
  conversionId: '123456789',
  label: `Label-${n}`,
})
const labels = new Map(trackings.map(({ trackingId }, index) => [trackingId, labelOf(index + 3)]))

function imported() {
  const sandbox = createSandbox({ clock: () => NOW })
  const { publicId } = sandbox.importContainer(FILE)
  return { sandbox, publicId, contents: liveContents(sandbox, publicId) }
}

describe('an export of Tag Manager with enhanced conversions', () => {
  it('holds them as a plan makes them: nothing is left to do, and it is judged LIVE', () => {
    const { contents } = imported()
    for (const mode of ['edit', 'sync', 'repair'] as const) {
      const plan = planContainerChanges({ trackings, conversions: labels, contents, mode, now: NOW })
      expect([plan.changes, plan.findings]).toEqual([[], []])
    }
    for (const each of trackings) {
      const label = labels.get(each.trackingId) ?? expect.fail('no label')
      const seen = { live: contents, action: { status: 'ENABLED' }, now: NOW }
      expect(judgePlanned(each, label, seen)).toEqual({ state: 'LIVE', reasons: [] })
    }
  })

  it('sends along what a visitor has given', () => {
    const { sandbox, publicId } = imported()
    const event = { type: 'custom', url: 'https://shop.example/thank-you', eventName: 'order' } as const
    const user = { email: 'ada@example.com', postal_code: '10115' }
    expect(sandbox.simulate(publicId, { ...event, dataLayer: { user } }).conversions).toMatchObject([
      { label: 'Label-3', userData: ['email', 'postal_code'] },
    ])
    expect(sandbox.simulate(publicId, event).conversions[0]?.userData).toBeUndefined()
  })

  it('loses its variables with the trackings that ask for them, those first that read others', () => {
    const { contents } = imported()
    const off = trackings.map((each): PlannedTracking => ({ ...each, conversionEnhanced: 'off' }))
    const applied = off.map((each, index) => {
      const tag = contents.tag.find(({ name }) => name === `OCT - ${each.name}`) ?? expect.fail('no tag')
      const value = (key: string) => tag.parameter?.find((parameter) => parameter.key === key)?.value ?? ''
      const fields = {
        'parameter:enableEnhancedConversion': 'true',
        'parameter:cssProvidedEnhancedConversionValue': value('cssProvidedEnhancedConversionValue'),
      }
      return {
        ...each,
        applied: { conversion: labelOf(index + 3), action: {}, tag: { id: tag.tagId, fields }, triggers: {} },
      }
    })
    const plan = planContainerChanges({
      trackings: applied,
      conversions: labels,
      contents,
      mode: 'edit',
      now: NOW,
    })
    const removed = plan.changes.filter(({ changeStatus }) => changeStatus === 'deleted')
    expect(removed.map(({ variable }) => variable?.type)).toEqual(['awec', ...Array(9).fill('v'), 'awec'])
  })
})
