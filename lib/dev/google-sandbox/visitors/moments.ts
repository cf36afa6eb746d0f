import type { EntityBody } from '../state/entity.ts'
import { type ElementOnPage, type PageElement, pageElement } from './page-element.ts'

type Trigger = NonNullable<EntityBody['type']>

/** Something that a visitor does on the site. */
export type VisitorEvent =
  | { type: 'pageview'; url: string }
  /** `html` and `element`: the page, and what is clicked or sent there. */
  | ({ type: 'click' | 'form' } & ElementOnPage)
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
}

const PAGE_LOAD = [
  ['gtm.init_consent', 'consentInit'],
  ['gtm.init', 'init'],
  ['gtm.js', 'pageview'],
  ['gtm.dom', 'domReady'],
  ['gtm.load', 'windowLoaded'],
] as const

/** What an event is in the data layer, in order. */
export function momentsOf(event: VisitorEvent): Moment[] {
  const url = new URL(event.url)
  switch (event.type) {
    case 'pageview':
      return PAGE_LOAD.map(([name, trigger]) => ({ name, trigger, url }))
    case 'click':
      return clickMoments(url, pageElement(event))
    case 'form': {
      const sent = pageElement(event)
      return [
        {
          name: 'gtm.formSubmit',
          trigger: 'formSubmission',
          url,
          element: sent.closest('form') ?? sent,
        },
      ]
    }
    case 'custom':
      return [
        { name: event.eventName, url, ...(event.dataLayer !== undefined && { dataLayer: event.dataLayer }) },
      ]
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
function clickMoments(url: URL, element: PageElement): Moment[] {
  const link = element.closest('a[href], area[href]')
  const click: Moment = { name: 'gtm.click', trigger: 'click', url, element }
  return link ? [click, { name: 'gtm.linkClick', trigger: 'linkClick', url, element: link }] : [click]
}
