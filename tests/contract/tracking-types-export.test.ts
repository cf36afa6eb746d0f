import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { identify } from '../../lib/deployment/identify.ts'
import { judgeTracking } from '../../lib/deployment/judge-tracking.ts'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../../lib/model/tracking-type.ts'
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
import { TYPE_VISITS } from '../fixtures/type-visits.ts'

const NOW = new Date('2026-11-30T12:00:00Z')

/** A container of one tracking of each type, in the form in which Tag Manager exports it. */
const FILE: unknown = JSON.parse(
  readFileSync(new URL('../fixtures/types-of-trackings.json', import.meta.url), 'utf8'),
)

const labelOf = (n: number) => ({
  resourceName: `customers/1/conversionActions/${n}`,
  conversionId: '123456789',
  label: `Label-${n}`,
})

/** The trackings that the file was made of. */
const trackings = TRACKING_TYPE_NAMES.map(
  (type, index): PlannedTracking => ({
    ...NO_TARGET,
    ...TYPE_VISITS[type].input,
    type,
    trackingId: `0199f6c2-8d3e-7a41-b5c0-${String(index + 1).padStart(12, '0')}`,
    namePattern: `OCT - {name} - ${String(index + 1).padStart(8, '0')}`,
    name: type.charAt(0) + type.slice(1).toLowerCase().replaceAll('_', ' '),
    conversionCategory: 'DEFAULT',
    conversionCounting: 'ONE_PER_CLICK',
    conversionValue: null,
    conversionCurrency: null,
    conversionEnhanced: 'off',
    paused: false,
    deleted: false,
    pending: true,
    applied: undefined,
    conversionActionResourceName: null,
  }),
)
const labels = new Map(trackings.map(({ trackingId }, index) => [trackingId, labelOf(index + 1)]))

function imported() {
  const sandbox = createSandbox({ clock: () => NOW })
  const { publicId } = sandbox.importContainer(FILE)
  return { sandbox, publicId, contents: liveContents(sandbox, publicId) }
}

describe('an export of Tag Manager', () => {
  it('holds every type as a plan makes it: nothing is left to do, in any mode', () => {
    const { contents } = imported()
    for (const mode of ['edit', 'sync', 'repair'] as const) {
      const plan = planContainerChanges({ trackings, conversions: labels, contents, mode, now: NOW })
      expect([plan.changes, plan.findings]).toEqual([[], []])
    }
  })

  it.each(trackings.map((tracking) => [tracking.type, tracking] as const))(
    'has a %s that is judged LIVE',
    (_, tracking) => {
      const { contents } = imported()
      const label = labels.get(tracking.trackingId) ?? expect.fail('no label')
      const verdict = judgeTracking({
        identified: identify(contents, knownOf(tracking, label)),
        contents,
        wantedTriggers: wantedTriggers(tracking),
        wantedTag: wantedTag(tracking, label, ANY_TRIGGERS),
        wantedVariables: [],
        action: { status: 'ENABLED' },
        now: NOW,
      })
      expect(verdict).toEqual({ state: 'LIVE', reasons: [] })
    },
  )

  it.each(TRACKING_TYPE_NAMES.map((type, index) => [type, index + 1] as const))(
    'of a %s fires for its visitors alone',
    (type: TrackingType, n) => {
      const { sandbox, publicId } = imported()
      const { counted, uncounted } = TYPE_VISITS[type]
      const times = (visits: typeof counted) =>
        visits.map(
          (visit) =>
            sandbox.simulate(publicId, visit).conversions.filter(({ label }) => label === labelOf(n).label)
              .length,
        )
      expect(times(counted)).toEqual(counted.map(() => 1))
      expect(times(uncounted)).toEqual(uncounted.map(() => 0))
    },
  )
})
