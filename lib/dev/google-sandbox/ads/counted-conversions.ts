import type { AdsCustomer, Counted, State } from '../state/state.ts'
import { lastReportedDay } from './account-time.ts'

/** What an account reports of an action by now. */
export function reportedConversions(state: State, account: AdsCustomer, actionId: string): Counted[] {
  const counted = account.counted.get(actionId) ?? []
  const last = lastReportedDay(state, account)
  return last === undefined ? counted : counted.filter(({ day }) => day <= last)
}

/** Adds to what was counted for the same days. */
export function addConversions(account: AdsCustomer, actionId: string, added: Counted): void {
  const counted = account.counted.get(actionId) ?? []
  account.counted.set(actionId, counted)
  const same = counted.find(({ clickDay, day }) => clickDay === added.clickDay && day === added.day)
  if (!same) counted.push(added)
  else {
    same.count += added.count
    same.value += added.value
  }
}

/** A request of an action's tag was seen; an earlier one changes nothing. */
export function receiveRequest(owner: AdsCustomer, actionId: string, at: Date): void {
  const before = owner.received.get(actionId)
  if (!before || before < at) owner.received.set(actionId, at)
}
