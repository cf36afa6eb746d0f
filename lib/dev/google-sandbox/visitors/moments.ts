import type { EntityBody } from '../state/entity.ts'
import type { Noticed } from './noticed.ts'
import { type ElementOnPage, type PageElement, pageElement } from './page-element.ts'

type Trigger = NonNullable<EntityBody['type']>

/** Something that a visitor does on the site. */
export type VisitorEvent =
  /** A page is loaded; `dataLayer`: what it has pushed before Tag Manager starts. */
  | { type: 'pageview'; url: string; dataLayer?: Readonly<Record<string, unknown>> }
  /** `html` and `element`: the page, and what is clicked or sent there; `prevented`: a script stops the browser. */
  | ({ type: 'click' | 'form'; prevented?: boolean } & ElementOnPage)
  /** An element comes into view, with how much of it; `added` by a script after the page was loaded. */
  | ({ type: 'visible'; percent?: number; added?: boolean } & ElementOnPage)
  | { type: 'scroll'; url: string; percent: number }
  /** Stays for some more seconds. */
  | { type: 'wait'; url: string; seconds: number }
  /** Watches a YouTube video, as its player tells its address; `embedded` without the player's API it tells nothing. */
  | { type: 'video'; url: string; video: string; percent: number; embedded?: 'with_api' | 'without_api' }
  /** A push to the data layer, with whatever else is pushed. */
  | { type: 'custom'; url: string; eventName: string; dataLayer?: Readonly<Record<string, unknown>> }
  /** A single-page application changes the address. */
  | { type: 'history'; url: string; from: string; source?: 'pushState' | 'replaceState' | 'popstate' }
  /** What only a listener of Tag Manager notices, such as `timer` or `scrollDepth`. */
  | { type: 'listener'; url: string; trigger: Trigger }

/** One event of the data layer: its name, the type of trigger it wakes, and what variables can read then. */
export type Moment = {
  name: string
  trigger?: Trigger
  url: URL
  element?: PageElement
  dataLayer?: Readonly<Record<string, unknown>>
  history?: { from: URL; source: string }
  /** A script kept the browser from following the link or sending the form. */
  prevented?: boolean
  noticed?: Noticed
  /** The one trigger that a listener has pushed this for. */
  onlyFor?: string
  /** Built-in variables, by type, that only this event has. */
  values?: Readonly<Record<string, unknown>>
}

const PAGE_LOAD = [
  ['gtm.init_consent', 'consentInit'],
  ['gtm.init', 'init'],
  ['gtm.js', 'pageview'],
  ['gtm.dom', 'domReady'],
  ['gtm.load', 'windowLoaded'],
] as const

/** What a visitor does on a page, as the data layer sees it: what was pushed stays until the next page is loaded. */
export function momentsOf(events: readonly VisitorEvent[]): Moment[] {
  let layer: Readonly<Record<string, unknown>> = {}
  return events.flatMap((event) => {
    const pushed = 'dataLayer' in event ? (event.dataLayer ?? {}) : {}
    layer = merged(event.type === 'pageview' ? {} : layer, pushed)
    return momentsOfEvent(event).map((moment) => ({ ...moment, dataLayer: layer }))
  })
}

/** As version 2 of the data layer does: objects are merged, everything else is replaced. */
function merged(before: Readonly<Record<string, unknown>>, pushed: Readonly<Record<string, unknown>>) {
  const values = Object.entries(pushed).map(([key, value]): [string, unknown] => {
    const old = before[key]
    return [key, isPlain(old) && isPlain(value) ? merged(old, value) : value]
  })
  return { ...before, ...Object.fromEntries(values) }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What an event is in the data layer, in order. */
function momentsOfEvent(event: VisitorEvent): Moment[] {
  const url = new URL(event.url)
  switch (event.type) {
    case 'pageview':
      return PAGE_LOAD.map(([name, trigger]) => ({ name, trigger, url }))
    case 'click':
      return clickMoments(url, pageElement(event), event.prevented)
    case 'form': {
      const sent = pageElement(event)
      const form = sent.closest('form') ?? sent
      // A browser that finds a field invalid sends nothing and tells nobody.
      if (form.getAttribute('novalidate') === null && form.checkValidity?.() === false) return []
      const { prevented = false } = event
      return [{ name: 'gtm.formSubmit', trigger: 'formSubmission', url, element: form, prevented }]
    }
    case 'visible': {
      const { percent = 100, added = false } = event
      const element = pageElement(event)
      const noticed = { kind: 'visible', element, percent, added } as const
      return [{ name: 'gtm.elementVisibility', trigger: 'elementVisibility', url, element, noticed }]
    }
    case 'scroll': {
      const noticed = { kind: 'scroll', percent: event.percent } as const
      return [{ name: 'gtm.scrollDepth', trigger: 'scrollDepth', url, noticed }]
    }
    case 'wait':
      return [{ name: 'gtm.timer', trigger: 'timer', url, noticed: { kind: 'wait', seconds: event.seconds } }]
    case 'video': {
      const { video, percent, embedded } = event
      const noticed = { kind: 'video', url: video, percent, hasApi: embedded !== 'without_api' } as const
      return [{ name: 'gtm.video', trigger: 'youTubeVideo', url, noticed }]
    }
    case 'custom':
      return [{ name: event.eventName, url }]
    case 'history': {
      const history = { from: new URL(event.from), source: event.source ?? 'pushState' }
      return [{ name: 'gtm.historyChange-v2', trigger: 'historyChange', url, history }]
    }
    case 'listener':
      return [{ name: `gtm.${event.trigger}`, trigger: event.trigger, url }]
    default:
      return event satisfies never
  }
}

/** Tag Manager sees the deepest element that was clicked, and for link triggers the link around it. */
function clickMoments(url: URL, element: PageElement, prevented = false): Moment[] {
  const link = element.closest('a[href], area[href]')
  const click: Moment = { name: 'gtm.click', trigger: 'click', url, element }
  return link
    ? [click, { name: 'gtm.linkClick', trigger: 'linkClick', url, element: link, prevented }]
    : [click]
}
