import type { AdsCustomer, Container, Permission, State } from '../state/state.ts'
import { personByEmail } from './add-person.ts'

/** What a login may do in a container, given or taken by the people who manage its users. */
export function changeContainerAccess(
  state: State,
  container: Container,
  email: string,
  permission: Permission,
): void {
  container.access.set(personByEmail(state, email).sub, permission)
}

/** Whether a login reaches an Ads account by itself. */
export function changeAdsAccess(state: State, account: AdsCustomer, email: string, has: boolean): void {
  const { sub } = personByEmail(state, email)
  if (has) account.users.add(sub)
  else account.users.delete(sub)
}
