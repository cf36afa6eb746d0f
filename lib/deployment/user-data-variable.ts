import { createHash } from 'node:crypto'
import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { EnhancedConversions, UserData } from '../model/enhanced-conversions.ts'
import type { FromDataLayer } from '../model/from-data-layer.ts'
import { parameterOf } from './tag-fields.ts'
import { templateParameter } from './template-parameter.ts'

type Parameter = tagmanager_v2.Schema$Parameter
type Variable = tagmanager_v2.Schema$Variable

/** Tag Manager's type “User-Provided Data”; exports of Tag Manager show its parameters. */
export const USER_DATA_TYPE = 'awec'
export const USER_DATA_NAME = 'OCT - User Data - '

/** What it looks for on a page by itself. */
const DETECTED = ['autoEmailEnabled', 'autoPhoneEnabled', 'autoAddressEnabled'] as const

/** What decides what such a variable sends along; what people exclude of a page is theirs. */
const READING = [
  'mode',
  ...DETECTED,
  'email',
  'phone_number',
  'first_name',
  'last_name',
  'street',
  'city',
  'region',
  'postal_code',
  'country',
] as const

/**
 * The parameters of the variable that sends along what a tracking asks for; none where it asks for nothing.
 * @param reference how a value of the data layer is referred to, by its name
 */
export function userDataParameters(
  enhanced: EnhancedConversions,
  reference: (name: string) => string,
): Parameter[] | undefined {
  if (enhanced === 'off') return undefined
  if (enhanced === 'automatic') {
    const detected = DETECTED.map((key) => ({ type: 'boolean', key, value: 'true' }))
    return [templateParameter('mode', 'AUTO'), ...detected]
  }
  const named = Object.entries(sourcesOf(enhanced)).flatMap(([key, source]) =>
    source ? [templateParameter(key, reference(source.dataLayer))] : [],
  )
  return [templateParameter('mode', 'MANUAL'), ...named]
}

/** Where each piece comes from, under the parameter that takes it. */
function sourcesOf({ email, phone, address }: UserData): Record<string, FromDataLayer | undefined> {
  return {
    email,
    phone_number: phone,
    first_name: address?.firstName,
    last_name: address?.lastName,
    street: address?.street,
    city: address?.city,
    region: address?.region,
    postal_code: address?.postalCode,
    country: address?.country,
  }
}

/** The names of the data layer that a tracking asks for. */
export function userDataNames(enhanced: EnhancedConversions): string[] {
  if (typeof enhanced === 'string') return []
  return Object.values(sourcesOf(enhanced)).flatMap((source) => source?.dataLayer ?? [])
}

/** A name that stands for all that the variable sends along: one that reads something else would have another. */
export function userDataName(parameter: readonly Parameter[]): string {
  const read = READING.map((key) => parameterOf({ parameter: [...parameter] }, key) ?? '')
  return `${USER_DATA_NAME}${createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 8)}`
}

/** Whether a variable sends along what its name stands for. */
export function sendsLikeOwn({ type, name, parameter }: Variable): boolean {
  return type === USER_DATA_TYPE && name === userDataName(parameter ?? [])
}
