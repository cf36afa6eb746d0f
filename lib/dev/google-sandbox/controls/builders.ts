import {
  type AdsCustomer,
  type Container,
  nextFingerprint,
  nextNumber,
  type Permission,
  type Person,
  type State,
} from '../state/state.ts'
import { INITIAL_BUILT_INS } from '../tag-manager/built-ins.ts'
import { emptyContents } from '../state/contents.ts'
import { addWorkspace, DEFAULT_WORKSPACE } from '../tag-manager/add-workspace.ts'

export type PersonOptions = { sub?: string; email?: string; name?: string }

export type ContainerOptions = {
  publicId?: string
  name?: string
  /** Containers that name the same account share it. */
  accountName?: string
  /** Permission by e-mail; without it every person known so far may publish. */
  access?: Record<string, Permission>
  /** Types of the built-in variables enabled at first. */
  builtIns?: string[]
}

export type AdsCustomerOptions = {
  /** Ten digits. */
  id?: string
  name?: string
  currencyCode?: string
  timeZone?: string
  manager?: boolean
  status?: AdsCustomer['status']
  /** The manager account above this one. */
  managerId?: string
  /** E-mails of the logins with direct access; without it every person known so far, or nobody below a manager. */
  users?: string[]
  /** Where its conversion actions live; its own by default. */
  conversionCustomerId?: string
}

/** A Google login. */
export function addPerson(state: State, options: PersonOptions = {}): Person {
  const number = nextNumber(state)
  const email = options.email ?? `person${number}@example.com`
  const sub = options.sub ?? String(100_000_000_000_000_000_000n + BigInt(number))
  const person = { sub, email, name: options.name ?? email }
  state.people.set(person.sub, person)
  return person
}

/** A web container as one finds it after making it by hand: a default workspace, no version. */
export function addContainer(state: State, options: ContainerOptions = {}): Container {
  const number = nextNumber(state)
  const publicId = options.publicId ?? `GTM-SBX${String(number).padStart(4, '0')}`
  const blank = emptyContents(options.builtIns ?? INITIAL_BUILT_INS)
  const container: Container = {
    accountId: accountNamed(state, options.accountName ?? 'Sandbox Account'),
    containerId: String(30_000_000 + number),
    publicId,
    name: options.name ?? `Container ${publicId}`,
    fingerprint: nextFingerprint(state),
    access: accessOf(state, options.access),
    workspaces: new Map(),
    versions: new Map(),
    liveVersionId: undefined,
    latestVersionId: undefined,
    blank,
    lastIds: { tag: 0, trigger: 0, variable: 0, folder: 0, workspace: 0, version: 0 },
  }
  addWorkspace(state, container, DEFAULT_WORKSPACE)
  state.containers.set(container.containerId, container)
  return container
}

/** A Google Ads account. */
export function addAdsCustomer(state: State, options: AdsCustomerOptions = {}): AdsCustomer {
  const number = nextNumber(state)
  const id = options.id ?? String(1_000_000_000 + number)
  const everybody = options.managerId ? [] : [...state.people.values()].map(({ email }) => email)
  const customer: AdsCustomer = {
    id,
    descriptiveName: options.name ?? `Ads account ${id}`,
    currencyCode: options.currencyCode ?? 'EUR',
    timeZone: options.timeZone ?? 'Europe/Berlin',
    manager: options.manager ?? false,
    status: options.status ?? 'ENABLED',
    managerId: options.managerId,
    users: new Set((options.users ?? everybody).map((email) => personByEmail(state, email).sub)),
    conversionCustomerId: options.conversionCustomerId ?? id,
    conversionTrackingId: String(700_000_000 + number),
    conversionActions: new Map(),
  }
  state.adsCustomers.set(id, customer)
  return customer
}

/** @throws Error when nobody has the address: a mistake of the test */
function personByEmail(state: State, email: string): Person {
  const person = [...state.people.values()].find((one) => one.email === email)
  if (!person) throw new Error(`The sandbox knows no Google login ${email}.`)
  return person
}

/** @throws Error when there is none: a mistake of the test */
export function containerByPublicId(state: State, publicId: string): Container {
  const container = [...state.containers.values()].find((one) => one.publicId === publicId)
  if (!container) throw new Error(`The sandbox knows no container ${publicId}.`)
  return container
}

function accountNamed(state: State, name: string): string {
  const known = [...state.accounts.values()].find((account) => account.name === name)
  if (known) return known.accountId
  const accountId = String(6_000_000 + nextNumber(state))
  state.accounts.set(accountId, { accountId, name })
  return accountId
}

function accessOf(state: State, access: Record<string, Permission> | undefined): Map<string, Permission> {
  if (access) {
    return new Map(
      Object.entries(access).map(([email, permission]) => [personByEmail(state, email).sub, permission]),
    )
  }
  return new Map([...state.people.keys()].map((sub) => [sub, 'publish']))
}
