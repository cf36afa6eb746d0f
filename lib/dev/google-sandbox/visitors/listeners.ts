import type { Contents, Entity } from '../state/contents.ts'
import type { EntityBody } from '../state/entity.ts'
import type { Moment } from './moments.ts'
import type { Noticed } from './noticed.ts'

/** What listeners remember of one page. */
export type Page = { pushed: Set<string>; seconds: number }

export function newPage(): Page {
  return { pushed: new Set(), seconds: 0 }
}

/**
 * The events that listeners push when they notice something: each for the one trigger that asked for it, with the values
 * of its variables. What a listener pushes once a page is gone even if a condition keeps the trigger from firing then.
 */
export function pushedBy(contents: Contents, moment: Moment, page: Page): Moment[] {
  const { noticed } = moment
  if (!noticed) return [moment]
  const pushed = [...contents.trigger.values()]
    .filter(({ body }) => body.type === moment.trigger)
    .flatMap((trigger) =>
      eventsOf(trigger, noticed, page).map(({ name, values }) => ({
        ...moment,
        name: name ?? moment.name,
        onlyFor: trigger.id,
        values,
      })),
    )
  if (noticed.kind === 'wait') page.seconds += noticed.seconds
  return pushed
}

type PushedEvent = { name?: string; values: Readonly<Record<string, unknown>> }

function eventsOf(trigger: Entity, noticed: Noticed, page: Page): PushedEvent[] {
  switch (noticed.kind) {
    case 'visible':
      return visibility(trigger, noticed, page)
    case 'scroll':
      return scrolling(trigger, noticed, page)
    case 'wait':
      return ticks(trigger, noticed, page)
    case 'video':
      return watching(trigger, noticed, page)
    default:
      return noticed satisfies never
  }
}

function visibility(
  { id, body }: Entity,
  { element, percent, added }: Extract<Noticed, { kind: 'visible' }>,
  page: Page,
): PushedEvent[] {
  const text = parameters(body)
  const isIt =
    text('selectorType') === 'ID'
      ? element.getAttribute('id') === text('elementId')
      : element.matches(text('elementSelector') ?? '')
  if (!isIt || percent < Number(text('onScreenRatio') ?? 50)) return []
  // Without it only what is there when the page loads is looked at.
  if (added && text('useDomChangeListener') !== 'true') return []
  const frequency = text('firingFrequency')
  const key = frequency === 'ONCE' ? id : `${id} ${element.getAttribute('id') ?? element.textContent}`
  if (frequency !== 'MANY_PER_ELEMENT' && !isFirst(page, key)) return []
  return [{ values: { elementVisibilityRatio: percent, elementVisibilityFirstTime: true } }]
}

function scrolling(
  { id, body }: Entity,
  { percent }: Extract<Noticed, { kind: 'scroll' }>,
  page: Page,
): PushedEvent[] {
  const text = parameters(body)
  if (text('verticalThresholdOn') !== 'true' || text('verticalThresholdUnits') === 'PIXELS') return []
  return numbers(text('verticalThresholdsPercent'))
    .filter((threshold) => threshold <= percent && isFirst(page, `${id} ${threshold}`))
    .map((threshold) => ({
      values: {
        scrollDepthThreshold: threshold,
        scrollDepthUnits: 'percent',
        scrollDepthDirection: 'vertical',
      },
    }))
}

function ticks({ body }: Entity, { seconds }: Extract<Noticed, { kind: 'wait' }>, page: Page): PushedEvent[] {
  const interval = Number(body.interval?.value ?? 0) / 1000
  const limit = body.limit?.value ? Number(body.limit.value) : Number.POSITIVE_INFINITY
  if (interval <= 0) return []
  const until = (time: number) => Math.min(limit, Math.floor(time / interval))
  const name = body.eventName?.value ?? 'gtm.timer'
  return Array.from({ length: until(page.seconds + seconds) - until(page.seconds) }, () => ({
    name,
    values: {},
  }))
}

function watching(
  { id, body }: Entity,
  { url, percent, hasApi }: Extract<Noticed, { kind: 'video' }>,
  page: Page,
): PushedEvent[] {
  const text = parameters(body)
  // A player that was embedded without its API tells nothing, unless the trigger adds it.
  if (!hasApi && text('fixMissingApi') !== 'true') return []
  const event = (videoStatus: string, videoPercent: number): PushedEvent[] =>
    isFirst(page, `${id} ${url} ${videoStatus} ${videoPercent}`)
      ? [{ values: { videoProvider: 'youtube', videoUrl: url, videoStatus, videoPercent } }]
      : []
  const isPercentage = text('radioButtonGroup1') !== 'TIME'
  return [
    ...(text('captureStart') === 'true' ? event('start', 0) : []),
    ...(text('captureProgress') === 'true' && isPercentage
      ? numbers(text('progressThresholdsPercent'))
          .filter((threshold) => threshold <= percent)
          .flatMap((threshold) => event('progress', threshold))
      : []),
    ...(text('captureComplete') === 'true' && percent >= 100 ? event('complete', 100) : []),
  ]
}

function isFirst({ pushed }: Page, key: string): boolean {
  if (pushed.has(key)) return false
  pushed.add(key)
  return true
}

function parameters({ parameter = [] }: EntityBody) {
  return (key: string) => parameter.find((each) => each.key === key)?.value
}

function numbers(list = ''): number[] {
  return list.split(',').filter(Boolean).map(Number)
}
