import type { Schemas } from '../api-client/api-client.ts'
import type { LogEntry } from '../telemetry/log.ts'
import { TRACKING_TYPES } from '../tracking-types/tracking-types.ts'
import { check, heading, step, table } from './demo-output.ts'
import type { Stack } from './start-stack.ts'

/** The container of the demo. */
export const CONTAINER = 'GTM-BAKERY1'

type Tracking = Schemas['Tracking']

export function showTrackings(trackings: readonly Tracking[], versionId: string | null): void {
  table(
    trackings.map((tracking) => ({
      tracking: tracking.name,
      type: tracking.type,
      trigger: tracking.gtmTriggerId,
      tag: tracking.gtmTagId,
      conversion: `AW-${tracking.googleAdsConversionId}`,
      label: tracking.conversionLabel,
      version: versionId,
      status: tracking.syncStatus,
    })),
  )
}

/** The phase of a sync, by the operation of a call. */
const PHASES: Record<string, string> = {
  search: 'conversion actions',
  mutate_conversion_actions: 'conversion actions',
  live_version: 'read the container',
  latest_version_header: 'read the container',
  get_version: 'read the container',
  list_workspaces: 'write the draft',
  create_workspace: 'write the draft',
  bulk_update: 'write the draft',
  quick_preview: 'compile, create a version',
  create_version: 'compile, create a version',
  publish_version: 'publish',
}

export function showCalls(stack: Stack, from: number): void {
  const calls = stack.sandbox.calls
    .slice(from)
    .filter(({ service }) => service === 'tagmanager' || service === 'ads')
  const published = calls.findIndex(({ operation }) => operation === 'publish_version')
  const byPhase = Map.groupBy(calls, ({ operation }, index) =>
    index > published ? 'verify the live version' : PHASES[operation],
  )
  step('Calls to Google, by phase:')
  for (const [phase, made] of byPhase) {
    step(`  ${String(phase).padEnd(25)} ${made.map(({ operation }) => operation).join(', ')}`)
  }
  check('Every call belongs to a phase', !byPhase.has(undefined), calls)
  const tagManager = calls.filter(({ service }) => service === 'tagmanager').length
  const ads = calls.length - tagManager
  check(
    `${tagManager} Tag Manager calls (at most 10), ${ads} Ads calls (at most 6)`,
    tagManager <= 10 && ads <= 6,
    calls,
  )
}

const { BUTTON_CLICK, PAGE_VIEW, FORM_SUBMIT, CUSTOM_EVENT } = TRACKING_TYPES

/** Compares what the API returns with the state of Google, and with the conversions that a visitor would cause. */
export function checkAgainstGoogle(
  stack: Stack,
  trackings: readonly Tracking[],
  versionId: string | null,
): void {
  const { sandbox } = stack
  const container = sandbox.observe().containers[CONTAINER]
  check(`Version ${versionId} is live in ${CONTAINER}`, container?.live === versionId, container)
  check(
    'Every tracking has one trigger and one tag with its own label',
    trackings.every((tracking) => {
      const tags = container?.liveContents.tags.filter(({ tagId }) => tagId === tracking.gtmTagId) ?? []
      const label = tags[0]?.parameter?.find(({ key }) => key === 'conversionLabel')?.value
      return (
        tags.length === 1 &&
        label === tracking.conversionLabel &&
        tags[0]?.firingTriggerId?.[0] === tracking.gtmTriggerId
      )
    }),
    container?.liveContents,
  )
  check('Every variable that a trigger reads is enabled', sandbox.liveTriggersThatNeverFire().length === 0)
  check('Google ignored no field silently', sandbox.warnings.length === 0, sandbox.warnings)

  const fired = (event: Parameters<typeof sandbox.simulate>[1]) =>
    sandbox.simulate(CONTAINER, event).conversions.map(({ label }) => label)
  const labelOf = (name: string) => [trackings.find((tracking) => tracking.name === name)?.conversionLabel]
  const url = 'https://corner-bakery.example'
  const html = '<a id="buy"><b>Buy</b></a><form id="contact"></form><a id="imprint">Imprint</a>'
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  check(
    'A visitor clicks “Buy”: the purchase is counted',
    same(fired({ type: BUTTON_CLICK.visitor, url, html, element: '#buy b' }), labelOf('Buy button')),
  )
  check(
    'A visitor opens the thank-you page: the page view is counted',
    same(fired({ type: PAGE_VIEW.visitor, url: `${url}/thank-you?order=1` }), labelOf('Thank-you page')),
  )
  check(
    'A visitor sends the contact form: the lead is counted',
    same(fired({ type: FORM_SUBMIT.visitor, url, html, element: '#contact' }), labelOf('Contact form')),
  )
  check(
    'A visitor signs up for the newsletter: the event is counted',
    same(fired({ type: CUSTOM_EVENT.visitor, url, eventName: 'newsletter_signup' }), labelOf('Newsletter')),
  )
  check(
    'A visitor clicks elsewhere: nothing is counted',
    fired({ type: BUTTON_CLICK.visitor, url, html, element: '#imprint' }).length === 0,
  )
}

export function showCosts(stack: Stack, requests: readonly LogEntry[]): void {
  heading('Cost')
  const byOperation = Map.groupBy(requests, ({ operation }) => String(operation))
  const average = (logged: readonly LogEntry[], field: string) =>
    logged.reduce((sum, line) => sum + Number(line[field]), 0) / logged.length
  table(
    [...byOperation].map(([operation, logged]) => ({
      operation,
      requests: logged.length,
      'ms per request': average(logged, 'durationMs').toFixed(1),
      'round trips per request': average(logged, 'roundTrips').toFixed(1),
    })),
  )
  const { arrived, maxInWindow, rejected, perWindow } = stack.sandbox.quota
  step(
    `Tag Manager quota: ${arrived} of 10,000 calls today, at most ${maxInWindow} of ${perWindow} in 100 s, ${rejected} rejected`,
  )
}
