import {
  type AdsError,
  adsFailure,
  adsResponse,
  newRequestId,
  partialFailureError,
} from '../errors/ads-errors.ts'
import type { Core } from '../requests/core.ts'
import type { AdsCustomer, ConversionAction, State } from '../state/state.ts'
import { newConversionAction } from './new-conversion-action.ts'
import { type Fields, type MutateOperation, readMutate } from './read-mutate.ts'
import { resourceNameOf } from './visible-actions.ts'

/** Types that Google lets a client create; the others come from its own products. */
const CREATABLE = ['WEBPAGE', 'UPLOAD_CLICKS', 'UPLOAD_CALLS', 'AD_CALL', 'WEBSITE_CALL', 'CLICK_TO_CALL']

type Actions = Map<string, ConversionAction>
class OperationError extends Error {
  override readonly name = 'OperationError'
  readonly errorCode: Record<string, string>

  constructor(kind: string, code: string, message: string) {
    super(message)
    this.errorCode = { [kind]: code }
  }
}

/**
 * `conversionActions:mutate`: all operations or none, unless `partialFailure` is asked for.
 * @see https://developers.google.com/google-ads/api/reference/rpc/v26/ConversionActionService
 */
export function mutateConversionActions({ state }: Core, customer: AdsCustomer, text: string): Response {
  const { operations, partialFailure, validateOnly, responseContentType } = readMutate(text)
  const errors: AdsError[] = []
  const actions: Actions = structuredClone(customer.conversionActions)
  const { sequence } = state
  const results = operations.map((operation, index) => {
    try {
      const action = apply(state, customer, actions, operation)
      const resourceName = resourceNameOf(customer, action)
      if (responseContentType !== 'MUTABLE_RESOURCE' || 'remove' in operation) return { resourceName }
      const { label, ...mutable } = action
      return { resourceName, conversionAction: { resourceName, ...mutable } }
    } catch (error) {
      if (!(error instanceof OperationError)) throw error
      errors.push({ errorCode: error.errorCode, message: error.message, operation: index })
      return {}
    }
  })
  if (errors.length > 0 && !partialFailure) return adsFailure(errors)
  if (validateOnly) state.sequence = sequence
  else customer.conversionActions = actions
  const requestId = newRequestId()
  return adsResponse(
    {
      ...(!validateOnly && { results }),
      ...(errors.length > 0 && { partialFailureError: partialFailureError(errors, requestId) }),
    },
    requestId,
  )
}

function apply(state: State, customer: AdsCustomer, actions: Actions, operation: MutateOperation) {
  if ('create' in operation) return create(state, customer, actions, operation.create)
  if ('update' in operation) return update(customer, actions, operation.update, operation.updateMask)
  const action = find(customer, actions, operation.remove)
  action.status = 'REMOVED'
  return action
}

function create(state: State, customer: AdsCustomer, actions: Actions, fields: Fields): ConversionAction {
  if (customer.conversionCustomerId !== customer.id) {
    failOperation(
      'conversionActionError',
      'CREATION_NOT_SUPPORTED',
      'Conversion actions of this account live in its manager.',
    )
  }
  rejectOutputFields(fields)
  if (!fields.name) failOperation('fieldError', 'REQUIRED', 'The required field was not present: name.')
  if (!fields.type) failOperation('fieldError', 'REQUIRED', 'The required field was not present: type.')
  if (!CREATABLE.includes(fields.type)) {
    failOperation(
      'conversionActionError',
      'CREATION_NOT_SUPPORTED',
      'Creation of this conversion action type is not supported.',
    )
  }
  checkName(actions, fields.name)
  checkStatus(fields)
  const { id: _, name, type, ...mutable } = fields
  const action = newConversionAction(state, customer, { ...mutable, name, type })
  actions.set(action.id, action)
  return action
}

const UPDATABLE = [
  'name',
  'category',
  'status',
  'countingType',
  'primaryForGoal',
  'clickThroughLookbackWindowDays',
  'viewThroughLookbackWindowDays',
] as const

function update(customer: AdsCustomer, actions: Actions, fields: Fields, mask: string): ConversionAction {
  const action = find(customer, actions, fields.resourceName ?? '')
  const named = mask.split(',').map(camel).filter(Boolean)
  if (named.length === 0)
    failOperation('fieldMaskError', 'FIELD_MASK_MISSING', 'The field mask must be provided.')
  if (named.includes('type'))
    failOperation('fieldError', 'IMMUTABLE_FIELD', 'The field cannot be modified: type.')
  rejectOutputFields(Object.fromEntries(named.map((name) => [name, true])))
  if (named.includes('name')) checkName(actions, fields.name ?? '', action)
  checkStatus(fields)
  for (const name of named) {
    const [top, nested] = name.split('.')
    const plain = UPDATABLE.find((field) => field === name)
    if (plain) Object.assign(action, { [plain]: fields[plain] ?? action[plain] })
    else if (top === 'valueSettings') {
      const given = fields.valueSettings ?? {}
      Object.assign(action.valueSettings, nested ? pick(given, nested) : given)
    } else
      failOperation('fieldMaskError', 'FIELD_NOT_FOUND', `The field mask contains an invalid field: ${name}`)
  }
  return action
}

function pick(from: Record<string, unknown>, key: string): Record<string, unknown> {
  return key in from ? { [key]: from[key] } : {}
}

/** Field masks may be written in either case. */
function camel(field: string): string {
  return field.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function find(customer: AdsCustomer, actions: Actions, resourceName: string): ConversionAction {
  const action = actions.get(resourceName.split('/').at(-1) ?? '')
  if (!action || resourceNameOf(customer, action) !== resourceName)
    return failOperation('mutateError', 'RESOURCE_NOT_FOUND', 'Resource was not found.')
  if (action.status === 'REMOVED') {
    failOperation(
      'contextError',
      'OPERATION_NOT_PERMITTED_FOR_REMOVED_RESOURCE',
      'The resource has been removed.',
    )
  }
  return action
}

function checkName(actions: Actions, name: string, self?: ConversionAction): void {
  if (name === '') failOperation('fieldError', 'REQUIRED', 'The required field was not present: name.')
  for (const one of actions.values()) {
    if (one === self || one.status === 'REMOVED' || one.name !== name) continue
    failOperation(
      'conversionActionError',
      'DUPLICATE_NAME',
      'The specified conversion action name already exists.',
    )
  }
}

/** An action is removed by a `remove` operation only. */
function checkStatus({ status }: Fields): void {
  if (status === 'REMOVED')
    failOperation('contextError', 'OPERATION_NOT_PERMITTED_FOR_CONTEXT', 'Use a remove operation.')
}

function rejectOutputFields(fields: Record<string, unknown>): void {
  const given = ['id', 'tagSnippets', 'ownerCustomer', 'origin'].find((name) => fields[name] !== undefined)
  if (given) failOperation('fieldError', 'VALUE_MUST_BE_UNSET', `The field must not be set: ${given}.`)
}

function failOperation(kind: string, code: string, message: string): never {
  throw new OperationError(kind, code, message)
}
