import type { Contents } from '../state/contents.ts'
import type { EntityBody } from '../state/entity.ts'
import type { Visit } from './fire-tags.ts'
import type { Moment } from './moments.ts'
import { variableReader } from './variable-reader.ts'

/** The parameters of a variable of type `awec` that take one piece of data each. */
const PIECES = [
  'email',
  'phone_number',
  'first_name',
  'last_name',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
]

const E_MAIL = /[^\s@<>"']+@[^\s@<>"']+\.[a-z]{2,}/i

/**
 * The kinds of user-provided data that a conversion tag sends along at a moment. An automatic variable finds e-mail
 * addresses alone here, in the text and the fields of the page.
 * @see https://support.google.com/google-ads/answer/13258081
 */
export function userDataSent(live: Contents, tag: EntityBody, moment: Moment, visit: Visit): string[] {
  if (visit.consent?.['ad_user_data'] === 'denied') return []
  if (parameterOf(tag, 'enableEnhancedConversion') !== 'true') return []
  const [, name] =
    /^\{\{([^{}]+)\}\}$/.exec(parameterOf(tag, 'cssProvidedEnhancedConversionValue') ?? '') ?? []
  const variable = [...live.variable.values()].find(({ body }) => body.name === name)?.body
  if (variable?.type !== 'awec') return []
  const reader = variableReader(live, moment)
  const read = (key: string): unknown => {
    const template = parameterOf(variable, key)
    return template === undefined ? undefined : reader.text(template)
  }
  switch (parameterOf(variable, 'mode')) {
    case 'MANUAL':
      return PIECES.filter((key) => isGiven(read(key)))
    case 'CODE':
      return Object.entries(Object(read('dataSource')))
        .filter(([, value]) => isGiven(value))
        .map(([key]) => key)
    case 'AUTO':
      return parameterOf(variable, 'autoEmailEnabled') === 'true' && E_MAIL.test(pageText(moment))
        ? ['email']
        : []
    default:
      return []
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function pageText({ element }: Moment): string {
  const page = element?.ownerDocument?.body
  const fields = [...(page?.querySelectorAll('input') ?? [])]
  return [page?.textContent, ...fields.map((field) => field.value)].join(' ')
}

function parameterOf(of: EntityBody, key: string): string | undefined {
  return of.parameter?.find((parameter) => parameter.key === key)?.value
}
