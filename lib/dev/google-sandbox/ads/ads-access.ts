import { bearerOf } from '../accounts/bearer.ts'
import { adsFailure, rejectAds } from '../errors/ads-errors.ts'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Core } from '../requests/core.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import type { AdsCustomer, Person, State } from '../state/state.ts'

const SCOPE = 'https://www.googleapis.com/auth/adwords'
const LIVE_VERSIONS = ['v23', 'v24', 'v25', 'v26']

type AdsCaller = Incoming & { person: Person }
type InCustomer = AdsCaller & { customer: AdsCustomer }

type Declared<Scope> = {
  name: string
  method: Operation['method']
  path: string
  run(incoming: Scope): Response
}

/** Declares an operation on no account in particular; `path` follows the version. */
export function onAds(core: Core, { name, method, path, run }: Declared<AdsCaller>): Operation {
  return { name, method, path: `*/:version/${path}`, run: (incoming) => run(authenticate(core, incoming)) }
}

/** Declares an operation on an account that the caller reaches, itself or through `login-customer-id`. */
export function onCustomer(core: Core, declared: Declared<InCustomer>): Operation {
  return onAds(core, {
    ...declared,
    path: `customers/:customer${declared.path}`,
    run: (caller) => declared.run({ ...caller, customer: reachCustomer(core.state, caller) }),
  })
}

function authenticate(core: Core, incoming: Incoming): AdsCaller {
  const version = incoming.params['version'] ?? ''
  if (!/^v\d+$/.test(version)) throw new GoogleRejectionError(googleError(404))
  if (!LIVE_VERSIONS.includes(version)) {
    if (Number(version.slice(1)) > 26) throw new GoogleRejectionError(googleError(404))
    rejectAds(
      'requestError',
      'UNSUPPORTED_VERSION',
      `Version ${version} is deprecated. Requests to it are blocked.`,
    )
  }
  const bearer = bearerOf(core, incoming)
  if (bearer.kind === 'expired')
    rejectAds('authenticationError', 'OAUTH_TOKEN_EXPIRED', 'OAuth token is expired.')
  if (bearer.kind === 'invalid')
    rejectAds('authenticationError', 'OAUTH_TOKEN_INVALID', 'OAuth token is invalid.')
  if (bearer.kind === 'missing')
    rejectAds('authenticationError', 'OAUTH_TOKEN_HEADER_INVALID', 'No OAuth token.')
  if (!bearer.scopes.includes(SCOPE)) {
    const message = 'Request had insufficient authentication scopes.'
    throw new GoogleRejectionError(
      googleError(403, {
        message,
        reason: 'insufficientPermissions',
        info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
      }),
    )
  }
  return { ...incoming, person: bearer.person }
}

function reachCustomer(state: State, { request, params, person }: AdsCaller): AdsCustomer {
  const id = params['customer'] ?? ''
  if (!/^\d{10}$/.test(id)) rejectAds('requestError', 'INVALID_CUSTOMER_ID', `Invalid customer ID '${id}'.`)
  const loginId = request.headers.get('login-customer-id') ?? id
  if (!/^\d{10}$/.test(loginId)) {
    rejectAds('headerError', 'INVALID_LOGIN_CUSTOMER_ID', 'The login customer ID header is not valid.')
  }
  const customer = state.adsCustomers.get(id)
  const login = state.adsCustomers.get(loginId)
  if (!customer || !login?.users.has(person.sub) || !lineOf(state, customer).includes(login)) {
    return rejectAds(
      'authorizationError',
      'USER_PERMISSION_DENIED',
      "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.",
    )
  }
  if (customer.status !== 'ENABLED') {
    const message =
      "The customer account can't be accessed because it is not yet enabled or has been deactivated."
    throw new GoogleRejectionError(
      adsFailure([{ errorCode: { authorizationError: 'CUSTOMER_NOT_ENABLED' }, message }]),
    )
  }
  return customer
}

/** The account and the managers above it, nearest first. */
export function lineOf(state: State, customer: AdsCustomer): AdsCustomer[] {
  const manager = state.adsCustomers.get(customer.managerId ?? '')
  return manager ? [customer, ...lineOf(state, manager)] : [customer]
}
