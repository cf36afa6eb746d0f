import { parse, stringify } from 'css-what'
import type { Contents } from '../state/contents.ts'
import type { Condition, EntityBody } from '../state/entity.ts'
import type { Container } from '../state/state.ts'
import { BUILT_IN_TRIGGERS } from '../tag-manager/built-ins.ts'
import { missingBuiltIns } from '../tag-manager/compile-errors.ts'
import { argument } from '../tag-manager/entity-rules.ts'

/** Something that a visitor does on the site. */
export type VisitorEvent = {
  type: 'click' | 'form' | 'pageview' | 'custom'
  url: string
  /** CSS selectors that match the clicked element or the sent form. */
  matches?: readonly string[]
  /** Name of the event pushed to the data layer, for `custom`. */
  eventName?: string
}

export type Conversion = { conversionId: string; label: string; tag: string }

/** Which trigger types an event wakes, and what `{{_event}}` is then. */
const WAKES: Record<VisitorEvent['type'], Record<string, string>> = {
  click: { click: 'gtm.click', linkClick: 'gtm.linkClick' },
  form: { formSubmission: 'gtm.formSubmit' },
  pageview: {
    consentInit: 'gtm.init_consent',
    init: 'gtm.init',
    pageview: 'gtm.js',
    domReady: 'gtm.dom',
    windowLoaded: 'gtm.load',
  },
  custom: { customEvent: '' },
}

/** The conversions that the live version reports to Google Ads when a visitor does this. */
export function simulate(container: Container, event: VisitorEvent): Conversion[] {
  const live = container.versions.get(container.liveVersionId ?? '')?.contents
  if (!live) return []
  const fires = (triggerId: string) => triggerFires(live, triggerId, event)
  return [...live.tag.values()].flatMap(({ body }) => {
    if (body.type !== 'awct' || body.paused) return []
    if (!body.firingTriggerId?.some(fires) || body.blockingTriggerId?.some(fires)) return []
    const value = (key: string) => body.parameter?.find((parameter) => parameter.key === key)?.value ?? ''
    return [{ conversionId: value('conversionId'), label: value('conversionLabel'), tag: body.name }]
  })
}

/** Live triggers that never fire, because a built-in variable they use is not enabled. */
export function triggersThatNeverFire(
  container: Container,
): { container: string; trigger: string; variable: string }[] {
  const live = container.versions.get(container.liveVersionId ?? '')?.contents
  if (!live) return []
  return [...live.trigger.values()].flatMap(({ body }) =>
    missingBuiltIns(live, body).map((variable) => ({
      container: container.publicId,
      trigger: body.name,
      variable,
    })),
  )
}

function triggerFires(contents: Contents, triggerId: string, event: VisitorEvent): boolean {
  const builtIn = BUILT_IN_TRIGGERS[triggerId]
  if (builtIn) return Object.hasOwn(WAKES[event.type], builtIn)
  const trigger = contents.trigger.get(triggerId)?.body
  const eventName = trigger && WAKES[event.type][trigger.type ?? '']
  if (!trigger || eventName === undefined || missingBuiltIns(contents, trigger).length > 0) return false
  const values = valuesOf(event, event.eventName ?? eventName)
  return conditionsOf(trigger).every((condition) => holds(condition, values, event.matches ?? []))
}

function conditionsOf(trigger: EntityBody): Condition[] {
  return [...(trigger.filter ?? []), ...(trigger.customEventFilter ?? [])]
}

function valuesOf({ url }: VisitorEvent, eventName: string): Record<string, string> {
  const { href, hostname, pathname } = new URL(url)
  return {
    '{{_event}}': eventName,
    '{{Event}}': eventName,
    '{{Page URL}}': href,
    '{{Page Hostname}}': hostname,
    '{{Page Path}}': pathname,
  }
}

function holds(condition: Condition, values: Record<string, string>, matches: readonly string[]): boolean {
  const flag = (key: string) => argument(condition, key) === 'true'
  const left = values[argument(condition, 'arg0') ?? ''] ?? ''
  const right = argument(condition, 'arg1') ?? ''
  const fold = (text: string) => (flag('ignore_case') ? text.toLowerCase() : text)
  const holds =
    condition.type === 'cssSelector'
      ? selectorsOf(right).some((selector) => matches.flatMap(selectorsOf).includes(selector))
      : condition.type === 'matchRegex'
        ? new RegExp(right, flag('ignore_case') ? 'i' : '').test(left)
        : compare(condition.type, fold(left), fold(right))
  return holds !== flag('negate')
}

function compare(
  type: Exclude<Condition['type'], 'cssSelector' | 'matchRegex'>,
  left: string,
  right: string,
): boolean {
  switch (type) {
    case 'equals':
    case 'urlMatches':
      return left === right
    case 'contains':
      return left.includes(right)
    case 'startsWith':
      return left.startsWith(right)
    case 'endsWith':
      return left.endsWith(right)
    case 'greater':
      return Number(left) > Number(right)
    case 'greaterOrEquals':
      return Number(left) >= Number(right)
    case 'less':
      return Number(left) < Number(right)
    case 'lessOrEquals':
      return Number(left) <= Number(right)
    default:
      return type satisfies never
  }
}

/** The selectors of a list, each as it would stand alone. */
function selectorsOf(list: string): string[] {
  return parse(list).map((selector) => stringify([selector]))
}
