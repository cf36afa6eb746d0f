import type { Contents } from '../state/contents.ts'
import type { EntityBody, Parameter } from '../state/entity.ts'
import { BUILT_INS } from '../tag-manager/built-ins.ts'
import type { Moment } from './moments.ts'
import type { PageElement } from './page-element.ts'
import { urlComponent, urlWithoutFragment } from './url-component.ts'

/** Reads variables at one moment. */
export type VariableReader = {
  /** `undefined` also for what the sandbox cannot compute, such as custom JavaScript. */
  value(name: string): unknown
  /** A text with its `{{…}}` replaced; one that is a single reference keeps the type of its value. */
  text(template: string): unknown
  /** A value of the data layer, without a variable. */
  layer(key: string): unknown
}

/** How deep variables may refer to one another: Tag Manager stops circles as well. */
const MAX_DEPTH = 20

export function variableReader(contents: Contents, moment: Moment, depth = 0): VariableReader {
  const reader: VariableReader = {
    value(name) {
      if (name === '_event') return moment.name
      const own = [...contents.variable.values()].find(({ body }) => body.name === name)?.body
      if (own)
        return depth < MAX_DEPTH
          ? variableValue(own, moment, variableReader(contents, moment, depth + 1))
          : undefined
      const builtIn = [...contents.builtIns].find((type) => BUILT_INS[type] === name)
      return builtIn && builtInValue(builtIn, moment)
    },
    layer: (key) => dataLayerValue(moment, key),
    text(template) {
      const [, only] = /^\{\{([^{}]+)\}\}$/.exec(template) ?? []
      if (only) return reader.value(only)
      return template.replace(/\{\{([^{}]+)\}\}/g, (_, name: string) => String(reader.value(name)))
    },
  }
  return reader
}

function builtInValue(type: string, { name, url, element, history, values = {} }: Moment): unknown {
  if (Object.hasOwn(values, type)) return values[type]
  switch (type) {
    case 'event':
      return name
    case 'pageUrl':
      return urlWithoutFragment(url)
    case 'pageHostname':
      return url.hostname
    case 'pagePath':
      return url.pathname
    case 'referrer':
      return ''
    case 'newHistoryUrl':
      return history && urlWithoutFragment(url)
    case 'oldHistoryUrl':
      return history && urlWithoutFragment(history.from)
    case 'newHistoryFragment':
      return history && urlComponent(url, 'FRAGMENT')
    case 'oldHistoryFragment':
      return history && urlComponent(history.from, 'FRAGMENT')
    case 'historySource':
      return history?.source
    default:
      return element && elementValue(type.replace(/^(click|form)/, ''), element)
  }
}

/** What click and form variables, and variables of type `aev`, read of an element. */
function elementValue(what: string, element: PageElement): unknown {
  const attribute = (name: string) => element.getAttribute(name) ?? ''
  switch (what.toUpperCase()) {
    case 'ELEMENT':
      return element
    case 'CLASSES':
      return attribute('class')
    case 'ID':
      return attribute('id')
    case 'TARGET':
      return attribute('target')
    case 'TEXT':
      return (element.textContent ?? '').trim().replace(/\s+/g, ' ')
    case 'URL': {
      const address = element.getAttribute('href') ?? element.getAttribute('action')
      return address === null ? '' : new URL(address, element.baseURI).href
    }
    default:
      return undefined
  }
}

function variableValue(variable: EntityBody, moment: Moment, reader: VariableReader): unknown {
  const parameter = (key: string) => variable.parameter?.find((one) => one.key === key)
  const text = (key: string) => {
    const value = parameter(key)?.value
    return value === undefined ? undefined : reader.text(value)
  }
  const orDefault = (value: unknown) =>
    value === undefined && text('setDefaultValue') === 'true' ? text('defaultValue') : value
  switch (variable.type) {
    case 'c':
      return text('value')
    case 'e':
      return moment.name
    case 'v':
      return orDefault(dataLayerValue(moment, String(text('name'))))
    case 'u': {
      const source = text('customUrlSource')
      const url = source === undefined ? moment.url : (URL.parse(String(source)) ?? moment.url)
      return urlComponent(url, String(text('component') ?? 'URL'), {
        queryKey: text('queryKey'),
        stripWww: text('stripWww') === 'true',
      })
    }
    case 'aev': {
      const { element } = moment
      if (!element) return orDefault(undefined)
      const kind = String(text('varType') ?? 'ELEMENT')
      if (kind === 'ATTRIBUTE') return orDefault(element.getAttribute(String(text('attribute'))) ?? undefined)
      const value = elementValue(kind, element)
      const component = text('component')
      if (kind !== 'URL' || component === undefined) return orDefault(value)
      const address = URL.parse(String(value))
      return orDefault(address ? urlComponent(address, String(component)) : '')
    }
    case 'smm':
      return orDefault(lookUp(parameter('map'), reader, (key) => key === String(text('input'))))
    case 'remm': {
      const test = tableMatcher(
        String(text('input')),
        text('fullMatch') !== 'false',
        text('ignoreCase') !== 'false',
      )
      return orDefault(lookUp(parameter('map'), reader, test))
    }
    default:
      return undefined
  }
}

/** The value of the first row whose key fits. */
function lookUp(
  table: Parameter | undefined,
  reader: VariableReader,
  fits: (key: string) => boolean,
): unknown {
  const cell = (row: Parameter, key: string) => row.map?.find((one) => one.key === key)?.value ?? ''
  const row = table?.list?.find((one) => fits(String(reader.text(cell(one, 'key')))))
  return row && reader.text(cell(row, 'value'))
}

function tableMatcher(input: string, whole: boolean, ignoreCase: boolean): (pattern: string) => boolean {
  return (pattern) => {
    try {
      return new RegExp(whole ? `^(?:${pattern})$` : pattern, ignoreCase ? 'i' : '').test(input)
    } catch {
      return false
    }
  }
}

/** Dots lead into objects, as in version 2 of the data layer. */
function dataLayerValue({ name, url, history, dataLayer = {} }: Moment, path: string): unknown {
  const layer: Record<string, unknown> = {
    event: name,
    ...(history && {
      'gtm.newUrlFragment': urlComponent(url, 'FRAGMENT'),
      'gtm.oldUrlFragment': urlComponent(history.from, 'FRAGMENT'),
      'gtm.newUrl': urlWithoutFragment(url),
      'gtm.oldUrl': urlWithoutFragment(history.from),
      'gtm.historyChangeSource': history.source,
    }),
    ...dataLayer,
  }
  if (Object.hasOwn(layer, path)) return layer[path]
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), layer)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
