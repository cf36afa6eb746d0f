import { emptyContents } from '../state/contents.ts'
import {
  type Container,
  type FreshForm,
  nextFingerprint,
  nextNumber,
  type Permission,
  type State,
} from '../state/state.ts'
import { addWorkspace, DEFAULT_WORKSPACE } from '../tag-manager/add-workspace.ts'
import { INITIAL_BUILT_INS } from '../tag-manager/built-ins.ts'
import { personByEmail } from './add-person.ts'

export type ContainerOptions = {
  publicId?: string
  name?: string
  /** Containers that name the same account share it. */
  accountName?: string
  /** Permission by e-mail; without it every person known so far may publish. */
  access?: Record<string, Permission>
  /** Types of the built-in variables enabled at first. */
  builtIns?: string[]
  /** How Google describes it while it has no version. */
  fresh?: Partial<FreshForm>
}

const FRESH: FreshForm = {
  latest: 'not_found',
  latestMessage: 'Container version not found.',
  liveMessage: 'Published container version not found.',
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
    snippet: true,
    blank,
    lastIds: {
      tag: 0,
      trigger: 0,
      variable: 0,
      folder: 0,
      customTemplate: 0,
      zone: 0,
      workspace: 0,
      version: 0,
    },
    fresh: { ...FRESH, ...options.fresh },
  }
  addWorkspace(state, container, DEFAULT_WORKSPACE)
  state.containers.set(container.containerId, container)
  return container
}

/** @throws Error when there is none: a mistake of the test */
export function containerByPublicId(state: State, publicId: string): Container {
  const container = [...state.containers.values()].find((one) => one.publicId === publicId)
  if (!container) throw new Error(`The sandbox has no container ${publicId}.`)
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
