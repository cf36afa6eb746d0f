import type { Schemas } from '../api-client/api-client.ts'
import type { LogEntry } from '../telemetry/log.ts'
import type { Stack } from './stack.ts'
import { chapter, checked, table, told } from './story.ts'

/** The container whose trackings the demo tells of. */
const CONTAINER = 'GTM-BAKERY1'

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

/** Which phase of a sync makes a call, by its operation. */
const PHASES: Record<string, string> = {
  search: 'conversion actions',
  mutate_conversion_actions: 'conversion actions',
  live_version: 'read the container',
  latest_version_header: 'read the container',
  get_version: 'read the container',
  list_workspaces: 'write the draft',
  create_workspace: 'write the draft',
  bulk_update: 'write the draft',
  quick_preview: 'compile, make a version',
  create_version: 'compile, make a version',
  publish_version: 'publish',
}

export function showCalls(stack: Stack, from: number): void {
  const calls = stack.sandbox.calls
    .slice(from)
    .filter(({ service }) => service === 'tagmanager' || service === 'ads')
  const published = calls.findIndex(({ operation }) => operation === 'publish_version')
  const byPhase = Map.groupBy(calls, ({ operation }, index) =>
    index > published ? 'verify what is live' : PHASES[operation],
  )
  told('Calls to Google, by phase:')
  for (const [phase, made] of byPhase) {
    told(`  ${String(phase).padEnd(24)} ${made.map(({ operation }) => operation).join(', ')}`)
  }
  checked('Every call belongs to a phase', !byPhase.has(undefined), calls)
  const tagManager = calls.filter(({ service }) => service === 'tagmanager').length
  const ads = calls.length - tagManager
  checked(
    `${tagManager} Tag Manager calls (at most 10), ${ads} Ads calls (at most 6)`,
    tagManager <= 10 && ads <= 6,
    calls,
  )
}

/** What the API tells is compared with what Google holds, and with what a visitor would set off. */
export function checkAgainstGoogle(
  stack: Stack,
  trackings: readonly Tracking[],
  versionId: string | null,
): void {
  const { sandbox } = stack
  const container = sandbox.observe().containers[CONTAINER]
  checked(
    `Version ${versionId} is what visitors of ${CONTAINER} get`,
    container?.live === versionId,
    container,
  )
  checked(
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
  checked(
    'No trigger waits for a variable that is switched off',
    sandbox.liveTriggersThatNeverFire().length === 0,
  )
  checked('Google had nothing to drop in silence', sandbox.warnings.length === 0, sandbox.warnings)

  const fired = (event: Parameters<typeof sandbox.simulate>[1]) =>
    sandbox.simulate(CONTAINER, event).map(({ label }) => label)
  const labelOf = (name: string) => [trackings.find((tracking) => tracking.name === name)?.conversionLabel]
  const url = 'https://corner-bakery.example'
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  checked(
    'A visitor clicks “Buy”: the purchase is counted',
    same(fired({ type: 'click', url, matches: ['#buy'] }), labelOf('Buy button')),
  )
  checked(
    '… sees the thank-you page',
    same(fired({ type: 'pageview', url: `${url}/thank-you?order=1` }), labelOf('Thank-you page')),
  )
  checked(
    '… sends the contact form',
    same(fired({ type: 'form', url, matches: ['form#contact'] }), labelOf('Contact form')),
  )
  checked(
    '… signs up for the newsletter',
    same(fired({ type: 'custom', url, eventName: 'newsletter_signup' }), labelOf('Newsletter')),
  )
  checked('… clicks elsewhere: nothing', fired({ type: 'click', url, matches: ['#imprint'] }).length === 0)
}

export function showCosts(stack: Stack, requests: readonly LogEntry[]): void {
  chapter('What it cost')
  const byOperation = Map.groupBy(requests, ({ operation }) => String(operation))
  const average = (entries: readonly LogEntry[], field: string) =>
    entries.reduce((sum, entry) => sum + Number(entry[field]), 0) / entries.length
  table(
    [...byOperation].map(([operation, entries]) => ({
      operation,
      requests: entries.length,
      'ms each': average(entries, 'durationMs').toFixed(1),
      'round trips each': average(entries, 'roundTrips').toFixed(1),
    })),
  )
  const { arrived, maxInWindow, rejected } = stack.sandbox.quota
  told(
    `Tag Manager quota: ${arrived} of 10,000 calls today, at most ${maxInWindow} of 25 in 100 s, ${rejected} rejected`,
  )
}
