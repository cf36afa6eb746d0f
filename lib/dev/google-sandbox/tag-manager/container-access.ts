import { bearerOf } from '../accounts/bearer.ts'
import { googleError } from '../errors/google-error.ts'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Core } from '../requests/core.ts'
import type { Incoming, Operation } from '../requests/operation.ts'
import { type Container, PERMISSIONS, type Permission, type Person, type Workspace } from '../state/state.ts'

const SCOPE = 'https://www.googleapis.com/auth/tagmanager.'

/** What an operation demands: one of the scopes, and the login's permission in the container. */
type Demand = { scopes: readonly string[]; permission: Permission }

export const READ = { scopes: ['readonly', 'edit.containers'], permission: 'read' } as const satisfies Demand
export const EDIT = { scopes: ['edit.containers'], permission: 'edit' } as const satisfies Demand
export const DELETE_WORKSPACE = {
  scopes: ['delete.containers'],
  permission: 'edit',
} as const satisfies Demand
export const PREVIEW = { scopes: ['edit.containerversions'], permission: 'edit' } as const satisfies Demand
export const VERSION = { scopes: ['edit.containerversions'], permission: 'approve' } as const satisfies Demand
export const SET_LATEST = { scopes: ['edit.containers'], permission: 'approve' } as const satisfies Demand
export const PUBLISH = { scopes: ['publish'], permission: 'publish' } as const satisfies Demand

/** Who calls, when the token is good and has the scope. */
export type Caller = Incoming & { person: Person }
export type InContainer = Caller & { container: Container }
export type InWorkspace = InContainer & { workspace: Workspace }

type Declared<Scope> = {
  name: string
  method: Operation['method']
  path: string
  demand: Demand
  run(incoming: Scope): Response
}

const ROOT = '*/tagmanager/v2'
const CONTAINER = `${ROOT}/accounts/:account/containers/:container`

/** Declares operations on no container in particular. */
export function onAccounts(core: Core, declared: Declared<Caller>): Operation {
  const { name, method, path, demand } = declared
  return { name, method, path: `${ROOT}/${path}`, run: (it) => declared.run(authenticate(core, it, demand)) }
}

/** Declares an operation on a container; `path` follows the container's. */
export function onContainer(core: Core, declared: Declared<InContainer>): Operation {
  const { name, method, path, demand } = declared
  const run = (incoming: Incoming) => {
    const caller = authenticate(core, incoming, demand)
    return declared.run({ ...caller, container: reachContainer(core, caller, demand) })
  }
  return { name, method, path: `${CONTAINER}${path}`, run }
}

/** Declares an operation on a workspace; `path` follows the workspace's. */
export function onWorkspace(core: Core, declared: Declared<InWorkspace>): Operation {
  return onContainer(core, {
    ...declared,
    path: `/workspaces/:workspace${declared.path}`,
    run(incoming) {
      const workspace = incoming.container.workspaces.get(incoming.params['workspace'] ?? '')
      return declared.run({ ...incoming, workspace: workspace ?? notFound() })
    },
  })
}

export function allows(container: Container, person: Person, needed: Permission): boolean {
  const permission = container.access.get(person.sub) ?? 'noAccess'
  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf(needed)
}

/** The body of every 404: absent and forbidden look alike. */
export function notFound(message = 'Not found or permission denied.'): never {
  throw new GoogleRejectionError(googleError(404, { message }))
}

function authenticate(core: Core, incoming: Incoming, demand: Demand): Caller {
  const bearer = bearerOf(core, incoming)
  if (bearer.kind !== 'person') {
    const info = {
      missing: 'CREDENTIALS_MISSING',
      invalid: 'ACCESS_TOKEN_INVALID',
      expired: 'ACCESS_TOKEN_EXPIRED',
    }
    throw new GoogleRejectionError(googleError(401, { info: info[bearer.kind] }))
  }
  if (!demand.scopes.some((scope) => bearer.scopes.includes(SCOPE + scope))) {
    const message = 'Request had insufficient authentication scopes.'
    const reasons = { reason: 'insufficientPermissions', info: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }
    throw new GoogleRejectionError(googleError(403, { message, ...reasons }))
  }
  return { ...incoming, person: bearer.person }
}

function reachContainer(core: Core, { params, person }: Caller, demand: Demand): Container {
  const container = core.state.containers.get(params['container'] ?? '')
  if (!container || container.accountId !== params['account'] || !allows(container, person, 'read'))
    return notFound()
  if (!allows(container, person, demand.permission)) throw new GoogleRejectionError(googleError(403))
  return container
}
