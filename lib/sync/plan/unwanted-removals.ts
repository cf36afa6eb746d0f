import { keyOfObject } from './key-of-object.ts'
import type { Change } from './plan-tracking-objects.ts'

/**
 * What a failed run has removed in the workspace, and is to stay by now: its tracking was restored, or wants it again. In
 * the order in which it can be taken back, for tags refer to triggers, and both to variables.
 * @param drafted changes of our own
 * @param planned what is to be changed of what the workspace started from
 */
export function unwantedRemovals(drafted: readonly Change[], planned: readonly Change[]): Change[] {
  const removed = new Set(planned.filter(isRemoval).map(keyOfObject))
  const unwanted = drafted.filter((change) => isRemoval(change) && !removed.has(keyOfObject(change)))
  return [
    ...unwanted.filter(({ variable }) => variable),
    ...unwanted.filter(({ trigger }) => trigger),
    ...unwanted.filter(({ tag }) => tag),
  ]
}

function isRemoval({ changeStatus }: Change): boolean {
  return changeStatus === 'deleted'
}
