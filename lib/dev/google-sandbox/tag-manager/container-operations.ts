import { HttpResponse } from 'msw'
import { reject } from '../errors/reject.ts'
import type { Core } from '../requests/core.ts'
import type { Operation } from '../requests/operation.ts'
import { allows, type Caller, notFound, onAccounts, onContainer, READ } from './container-access.ts'
import { containerJson, pageJson } from './response-json.ts'

/** Accounts and containers that a login can see. */
export function containerOperations(core: Core): Operation[] {
  const { state } = core
  const visible = ({ person }: Caller) =>
    [...state.containers.values()].filter((container) => allows(container, person, 'read'))
  const page = (key: string, items: unknown[], { url }: Caller) =>
    HttpResponse.json(pageJson(state, key, items, url.searchParams.get('pageToken')))

  return [
    onAccounts(core, {
      name: 'list_accounts',
      method: 'get',
      path: 'accounts',
      demand: READ,
      run(caller) {
        const ids = new Set(visible(caller).map(({ accountId }) => accountId))
        const accounts = [...state.accounts.values()].filter(({ accountId }) => ids.has(accountId))
        const json = accounts.map((account) => ({ path: `accounts/${account.accountId}`, ...account }))
        return page('account', json, caller)
      },
    }),
    onAccounts(core, {
      name: 'lookup_container',
      method: 'get',
      path: 'accounts/containers\\:lookup',
      demand: READ,
      run(caller) {
        const { searchParams } = caller.url
        const tagId = searchParams.get('tagId')
        // Google: only one of the two should be set. No destination is linked to a container here.
        if ((tagId === null) === !searchParams.has('destinationId'))
          reject('Set either tagId or destinationId.')
        const container = visible(caller).find(({ publicId }) => publicId === tagId)
        return HttpResponse.json(containerJson(container ?? notFound()))
      },
    }),
    onAccounts(core, {
      name: 'list_containers',
      method: 'get',
      path: 'accounts/:account/containers',
      demand: READ,
      run(caller) {
        const mine = visible(caller).filter(({ accountId }) => accountId === caller.params['account'])
        if (mine.length === 0) notFound()
        return page('container', mine.map(containerJson), caller)
      },
    }),
    onContainer(core, {
      name: 'get_container',
      method: 'get',
      path: '',
      demand: READ,
      run: ({ container }) => HttpResponse.json(containerJson(container)),
    }),
  ]
}
