import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import { reject } from '../errors/reject.ts'
import type { Condition, EntityBody, Kind } from '../state/entity.ts'
import { checkTrigger } from './trigger-templates.ts'
import { checkTemplate } from './vendor-templates.ts'

/** Where Google accepts `autoEventFilter` with 200 and stores nothing of it. */
const DROPS_AUTO_EVENT_FILTER = ['click', 'linkClick', 'formSubmission']

/**
 * Checks one entity by itself and returns it as Google would store it.
 * @throws GoogleRejectionError with Google's error
 */
export function storedForm(kind: Kind, sent: EntityBody, warn: (text: string) => void): EntityBody {
  if (sent.name === '') reject('name: The value must not be empty.')
  if (sent.name.includes(':')) reject('name: The value must not contain ":".')
  const { error, warnings } = checkTemplate(kind, sent)
  if (error) reject(error)
  for (const text of warnings) warn(text)
  checkParameters(sent)
  if (kind !== 'trigger') return sent
  const trigger = checkTrigger(sent)
  if (trigger.error) reject(trigger.error)
  for (const text of trigger.warnings) warn(text)
  for (const condition of [...(sent.filter ?? []), ...(sent.customEventFilter ?? [])])
    checkCondition(condition)
  checkCustomEvent(sent)
  if (!sent.autoEventFilter || !DROPS_AUTO_EVENT_FILTER.includes(sent.type ?? '')) return sent
  warn(`trigger "${sent.name}" (${sent.type}): autoEventFilter is dropped in silence.`)
  const { autoEventFilter, ...stored } = sent
  return stored
}

function checkParameters(body: EntityBody): void {
  for (const { key, type, value } of body.parameter ?? []) {
    if (!key) reject('parameter.key: The value must not be empty.')
    const isVariable = value?.startsWith('{{')
    if (type === 'boolean' && !isVariable && value !== 'true' && value !== 'false') {
      reject(`vendorTemplate.parameter.${key}: The value must be a boolean.`)
    }
    if (type === 'integer' && !isVariable && !/^-?\d+$/.test(value ?? '')) {
      reject(`vendorTemplate.parameter.${key}: The value must be an integer.`)
    }
  }
}

/** A condition without a first argument makes Google fail with 500; one that is no variable is rejected. */
function checkCondition(condition: Condition): void {
  const arg0 = argument(condition, 'arg0')
  if (arg0 === undefined) throw new GoogleRejectionError(googleError(500))
  if (!/^\{\{.+\}\}$/.test(arg0)) reject('filter.parameter.arg0: The value must be a variable reference.')
  if (argument(condition, 'arg1') === undefined) reject('filter.parameter.arg1: The value must not be empty.')
}

function checkCustomEvent(body: EntityBody): void {
  const filters = body.customEventFilter ?? []
  if (body.type !== 'customEvent') {
    if (filters.length > 0)
      reject('customEventFilter: Only custom-event triggers may have custom-event filters.')
    return
  }
  const [only, ...others] = filters
  if (!only || others.length > 0 || argument(only, 'arg0') !== '{{_event}}') {
    reject('customEventFilter: Custom-event trigger must have exactly one custom-event filter.')
  }
}

/** The value of a condition's `arg0`, `arg1`, `negate` or `ignore_case`. */
export function argument(condition: Condition, key: string): string | undefined {
  return condition.parameter.find((parameter) => parameter.key === key)?.value
}
