import type { Contents } from '../state/contents.ts'
import type { EntityBody } from '../state/entity.ts'
import type { Container } from '../state/state.ts'
import { missingBuiltIns } from '../tag-manager/compile-errors.ts'
import { fireTags, type TagOutcome, type Visit } from './fire-tags.ts'
import { type Moment, momentsOf, type VisitorEvent } from './moments.ts'
import { userDataSent } from './user-data-sent.ts'
import { type VariableReader, variableReader } from './variable-reader.ts'

export type Conversion = {
  conversionId: string
  label: string
  tag: string
  value?: string
  currencyCode?: string
  orderId?: string
  /** Whether the customer is new, as the tag says where it is set to. */
  newCustomer?: string
  /** Of what kinds the tag sends user-provided data along, such as `email`; never the data. */
  userData?: string[]
  /** A conversion linker with the tag's cookie prefix fires on the page, so that the click is found again. */
  linked: boolean
}

export type Simulation = {
  /** What is reported to Google Ads. */
  conversions: Conversion[]
  /** Every live tag: how often it fired, and what kept it from firing. */
  tags: TagOutcome[]
}

/**
 * What the live version does when a visitor does these things, one after the other on one page; nothing where the page
 * does not load it.
 */
export function simulate(container: Container, events: readonly VisitorEvent[], visit: Visit): Simulation {
  const live = liveContents(container)
  if (!live || !container.snippet) return { conversions: [], tags: [] }
  const { firings, outcomes } = fireTags(live, momentsOf(events), visit)
  const conversions = firings
    .filter(({ tag }) => tag.type === 'awct')
    .map(({ tag, moment }) => conversionOf(live, tag, moment, visit))
  return { conversions, tags: outcomes }
}

/** Live triggers that never fire, because a built-in variable they use is not enabled. */
export function triggersThatNeverFire(
  container: Container,
): { container: string; trigger: string; variable: string }[] {
  const live = liveContents(container)
  if (!live) return []
  return [...live.trigger.values()].flatMap(({ body }) =>
    missingBuiltIns(live, body).map((variable) => ({
      container: container.publicId,
      trigger: body.name,
      variable,
    })),
  )
}

function liveContents(container: Container): Contents | undefined {
  return container.versions.get(container.liveVersionId ?? '')?.contents
}

function conversionOf(live: Contents, tag: EntityBody, moment: Moment, visit: Visit): Conversion {
  const reader = variableReader(live, moment)
  const text = (key: string) => {
    const template = parameterOf(tag, key)
    const value = template === undefined ? undefined : reader.text(template)
    return value === undefined ? undefined : String(value)
  }
  const [value, currencyCode, orderId] = ['conversionValue', 'currencyCode', 'orderId'].map(text)
  const userData = userDataSent(live, tag, moment, visit)
  return {
    conversionId: text('conversionId') ?? '',
    label: text('conversionLabel') ?? '',
    tag: tag.name,
    ...(value && { value }),
    ...(currencyCode && { currencyCode }),
    ...(orderId && { orderId }),
    ...newCustomerOf(tag, reader),
    ...(userData.length > 0 && { userData }),
    linked: isLinked(live, tag, moment, visit),
  }
}

/** Read from a field of the tag, or under the name of Google's e-commerce events. */
function newCustomerOf(tag: EntityBody, reader: VariableReader): Pick<Conversion, 'newCustomer'> {
  if (parameterOf(tag, 'enableNewCustomerReporting') !== 'true') return {}
  const fromLayer = parameterOf(tag, 'newCustomerReportingDataSource') === 'DATA_LAYER'
  const value = fromLayer
    ? reader.layer('new_customer')
    : reader.text(parameterOf(tag, 'awNewCustomer') ?? '')
  return value === undefined || value === '' ? {} : { newCustomer: String(value) }
}

/** A conversion linker stores the click in a cookie when the page loads; a tag reads the cookie of its own prefix. */
function isLinked(live: Contents, tag: EntityBody, { url }: Moment, visit: Visit): boolean {
  if (parameterOf(tag, 'enableConversionLinker') === 'false') return false
  const { firings } = fireTags(live, momentsOf([{ type: 'pageview', url: url.href }]), visit)
  const prefixes = firings
    .filter(({ tag: { type } }) => type === 'gclidw')
    .map(({ tag: linker }) => prefixOf(linker))
  return prefixes.includes(prefixOf(tag))
}

const DEFAULT_PREFIX = '_gcl'

function prefixOf(tag: EntityBody): string {
  const applies = tag.type === 'awct' || parameterOf(tag, 'enableCookieOverrides') === 'true'
  return (applies && parameterOf(tag, 'conversionCookiePrefix')) || DEFAULT_PREFIX
}

function parameterOf(tag: EntityBody, key: string): string | undefined {
  return tag.parameter?.find((parameter) => parameter.key === key)?.value
}
