import { inParallel } from '../../concurrency/in-parallel.ts'
import { rejectedOr } from '../../google/rejected-or.ts'
import { type TagManager, tagManager } from '../../google/tag-manager.ts'
import type { TakeQuota } from '../../google/tag-manager-call.ts'
import type { Account, Container } from '../../google/tag-manager-schemas.ts'
import type { ContainerSearch } from './container-search.ts'
import type { GoogleAccountsView, TagManagerAccountView } from './google-accounts-view.ts'

/** One request an account, of the 25 in 100 s that all organizations share. */
const MAX_ACCOUNTS = 3
/** Why Google does not show a container; one by a malformed id is none either. */
const UNSEEN = ['container_not_found', 'container_access_denied', 'invalid_request'] as const
const PUBLIC_ID = /^GTM-[A-Z0-9]+$/i

type Containers = Pick<GoogleAccountsView, 'accounts' | 'notSearched'>

type Options = {
  takeQuota: TakeQuota
  /** Of the names, those that contain the text. */
  namesWith: (text: string, names: string[]) => Promise<ReadonlySet<string>>
}

/**
 * The Tag Manager accounts of a login. One request tells them, and one more for each of up to three that a search
 * matches tells its containers; the number of an account, or the public id of a container, costs one request alone.
 * @throws GoogleError, and what `namesWith` throws
 */
export async function listContainers(
  accessToken: string,
  { q, accountId }: ContainerSearch,
  { takeQuota, namesWith }: Options,
): Promise<Containers> {
  const google = tagManager({ accessToken, takeQuota })
  if (accountId !== undefined) return allOf(await accountNumbered(google, accountId))
  if (q !== undefined && PUBLIC_ID.test(q)) return allOf(await accountWith(google, q.toUpperCase()))

  const all = await google.listAccounts()
  const matches = q === undefined ? all : await matching(all, (names) => namesWith(q, names))
  const searched = q === undefined ? [] : matches.slice(0, MAX_ACCOUNTS)
  const read = await inParallel(searched, MAX_ACCOUNTS, async ({ accountId, name, path }) => ({
    accountId,
    name,
    containers: (await google.listContainers(path)).map(containerView),
  }))
  const rest = matches
    .slice(searched.length)
    .map(({ accountId, name }) => ({ accountId, name, containers: null }))
  return { accounts: [...read, ...rest], notSearched: notSearched(all.length - read.length) }
}

async function matching(accounts: Account[], namesWith: (names: string[]) => Promise<ReadonlySet<string>>) {
  const found = await namesWith(accounts.map(({ name }) => name))
  return accounts.filter(({ name }) => found.has(name))
}

async function accountNumbered(google: TagManager, accountId: string): Promise<TagManagerAccountView[]> {
  const containers = await visible(google.listContainers(`accounts/${accountId}`))
  return containers ? [{ accountId, name: null, containers: containers.map(containerView) }] : []
}

async function accountWith(google: TagManager, publicId: string): Promise<TagManagerAccountView[]> {
  const container = await visible(google.lookupContainer(publicId))
  const accountId = container && /^accounts\/(\d+)\//.exec(container.path)?.[1]
  return accountId ? [{ accountId, name: null, containers: [containerView(container)] }] : []
}

/** `undefined` for what the login does not see, whether it exists or not. */
async function visible<T>(request: Promise<T>): Promise<T | undefined> {
  const found = await rejectedOr(UNSEEN, request)
  return typeof found === 'string' ? undefined : found
}

function containerView({ publicId, name, path, usageContext }: Container) {
  const contexts = (usageContext ?? []).map((context) => context.toLowerCase())
  return { googleContainerId: publicId, name, path, usageContext: contexts }
}

function allOf(accounts: TagManagerAccountView[]): Containers {
  return { accounts, notSearched: null }
}

function notSearched(accounts: number): Containers['notSearched'] {
  if (accounts === 0) return null
  const nextStep =
    'Read the containers of an account by ?accountId=, of those of a name by ?q= (three at once), ' +
    'or look up a container by its public id: ?q=GTM-…'
  return { accounts, nextStep }
}
