import { inParallel } from '../../concurrency/in-parallel.ts'
import { type TagManager, tagManager } from '../../google/tag-manager.ts'
import type { TakeQuota } from '../../google/tag-manager-call.ts'
import type { TagManagerAccountView } from './google-accounts-view.ts'

/** One request an account, of the 25 in 100 s that all organizations share. */
const MAX_ACCOUNTS = 10
const WIDTH = 4

/**
 * The Tag Manager accounts of a login with their containers; beyond the first ten, accounts come without them.
 * @param accountId only this account
 * @throws GoogleError
 */
export async function listContainers(
  accessToken: string,
  takeQuota: TakeQuota,
  accountId?: string,
): Promise<TagManagerAccountView[]> {
  const google = tagManager({ accessToken, takeQuota })
  const all = await google.listAccounts()
  const accounts = accountId === undefined ? all : all.filter((account) => account.accountId === accountId)
  const read = await inParallel(accounts.slice(0, MAX_ACCOUNTS), WIDTH, async (account) => ({
    accountId: account.accountId,
    name: account.name,
    containers: await containersOf(google, account.path),
  }))
  const rest = accounts
    .slice(MAX_ACCOUNTS)
    .map(({ accountId, name }) => ({ accountId, name, containers: null }))
  return [...read, ...rest]
}

async function containersOf(google: TagManager, accountPath: string) {
  const containers = await google.listContainers(accountPath)
  return containers.map(({ publicId, name, path, usageContext }) => ({
    googleContainerId: publicId,
    name,
    path,
    usageContext: (usageContext ?? []).map((context) => context.toLowerCase()),
  }))
}
