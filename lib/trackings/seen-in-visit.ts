import { type Met, metIf } from '../matching/met.ts'
import { formOf, linkOf, readSnippet, type Snippet } from '../matching/snippet.ts'
import type { ConditionVariable } from '../tracking-types/condition.ts'
import type { ListenerCondition, WakingEvent } from '../tracking-types/tracking-type.ts'
import { videoId } from '../tracking-types/video-id.ts'
import type { Visit } from './match-input.ts'

/** What triggers look at, as far as a visit tells of it. */
export type Seen = {
  /** Whether triggers of a type are woken; those that are not listed are not. */
  wakes: ReadonlyMap<WakingEvent, Met>
  text: (variable: ConditionVariable) => string | undefined
  element: (variable: ConditionVariable, type: WakingEvent) => Snippet | undefined
  visible: Snippet | undefined
  /** What listeners measure. */
  measured: Readonly<Partial<Record<ListenerCondition['variable'], number | undefined>>>
}

/** What a visit shows to the triggers of a container. */
export function seenInVisit(visit: Visit): Seen {
  const { url, event, percent = 100, scrolled, stayed, video, dataLayer } = visit
  const page = url === undefined ? undefined : new URL(url)
  const clicked = snippetOf(visit.clicked)
  const link = clicked && linkOf(clicked)
  const address = link && hrefOf(link, page)
  const form = snippetOf(visit.submitted)
  const texts: Readonly<Partial<Record<string, string | undefined>>> = {
    pageUrl: page && withoutFragment(page),
    pageHostname: page?.hostname,
    pagePath: page?.pathname,
    urlFragment: page?.hash.slice(1),
    clickUrl: address?.href,
    linkHost: address?.hostname,
    videoUrl: video && `https://www.youtube.com/watch?v=${videoId(video) ?? ''}`,
    _event: event,
  }
  return {
    wakes: wakesOf(visit, clicked),
    text: (variable) =>
      variable.startsWith(DATA_LAYER)
        ? dataLayer && textAt(dataLayer, variable.slice(DATA_LAYER.length))
        : texts[variable],
    element: (variable, type) => {
      if (variable === 'formElement') return form && formOf(form)
      return type === 'linkClick' ? link : clicked
    },
    visible: snippetOf(visit.visible),
    measured: {
      visiblePercent: percent,
      videoPercent: percent,
      scrollPercent: scrolled,
      pageSeconds: stayed,
    },
  }
}

const DATA_LAYER = 'dataLayer:'

/** What may be around a clicked element that is not known may be a link. */
function wakesOf(visit: Visit, clicked: Snippet | undefined): ReadonlyMap<WakingEvent, Met> {
  const { url, navigation, event, submitted, visible, scrolled, stayed, video } = visit
  const onLink = clicked && (linkOf(clicked) ? 'yes' : clicked.complete ? 'no' : 'unknown')
  return new Map<WakingEvent, Met>([
    ...(url === undefined ? [] : [[navigation === 'HISTORY' ? 'historyChange' : 'pageview', 'yes'] as const]),
    ['customEvent', metIf(event !== undefined)],
    ['click', metIf(clicked !== undefined)],
    ['linkClick', onLink ?? 'no'],
    ['formSubmission', metIf(submitted !== undefined)],
    ['elementVisibility', metIf(visible !== undefined)],
    ['scrollDepth', metIf(scrolled !== undefined)],
    ['timer', metIf(stayed !== undefined)],
    ['youTubeVideo', metIf(video !== undefined)],
  ])
}

function withoutFragment({ href, hash }: URL): string {
  return href.slice(0, href.length - hash.length).replace(/#$/, '')
}

/** Where a link leads, as browsers resolve it; `undefined` where that takes the page, which is not known. */
function hrefOf({ chain }: Snippet, page: URL | undefined): URL | undefined {
  return URL.parse(chain.at(-1)?.attribs['href'] ?? '', page?.href) ?? undefined
}

function snippetOf(html: string | undefined): Snippet | undefined {
  const snippet = html === undefined ? undefined : readSnippet(html)
  return typeof snippet === 'object' ? snippet : undefined
}

/** A value of the data layer as conditions compare it: as text, `undefined` where it is not there. */
function textAt(layer: Readonly<Record<string, unknown>>, path: string): string {
  const whole: unknown = Object.hasOwn(layer, path) ? layer[path] : undefined
  const value = path
    .split('.')
    .reduce<unknown>(
      (inside, key) => (isRecord(inside) && Object.hasOwn(inside, key) ? inside[key] : undefined),
      layer,
    )
  return String(whole ?? value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
