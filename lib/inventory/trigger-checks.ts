import { argument } from '../deployment/condition-holds.ts'
import { usersOf } from '../deployment/trigger-users.ts'
import type { Trigger } from '../google/tag-manager-schemas.ts'
import { type InventoryCheck, nameOf, triggerObject } from './inventory-check.ts'

/** What triggers wait for. */
export const TRIGGER_CHECKS = {
  'trigger.contradicts_itself': {
    severity: 'error',
    summary: (found) =>
      `The trigger ${nameOf(found, 'trigger')} wants ${found.data?.['variable']} to be two things at the same time: it never fires.`,
    nextStep: 'Keep one of the conditions, or make a trigger of each.',
    find: ({ triggers }) =>
      triggers.flatMap((trigger) => {
        const variable = contradictionIn(trigger)
        return variable === undefined ? [] : [{ objects: [triggerObject(trigger)], data: { variable } }]
      }),
  },
  'trigger.unused': {
    severity: 'hint',
    summary: (found) => `Nothing uses the trigger ${nameOf(found, 'trigger')}.`,
    nextStep: 'Delete the trigger, or give it to the tag that it was made for.',
    find: ({ triggers, contents }) =>
      triggers
        .filter(({ triggerId }) => usersOf(triggerId, contents).length === 0)
        .map((trigger) => ({ objects: [triggerObject(trigger)] })),
  },
} as const satisfies Record<string, InventoryCheck>

/** The variable that conditions want to equal different texts at once. */
function contradictionIn({ filter, customEventFilter }: Trigger): string | undefined {
  const wanted = new Map<string, string>()
  for (const condition of [...(filter ?? []), ...(customEventFilter ?? [])]) {
    const [variable, value] = [argument(condition, 'arg0'), argument(condition, 'arg1')]
    const isPlain = ['negate', 'ignore_case'].every((flag) => argument(condition, flag) !== 'true')
    if (condition.type !== 'equals' || !isPlain || value.includes('{{')) continue
    if (wanted.has(variable) && wanted.get(variable) !== value) return variable
    wanted.set(variable, value)
  }
  return undefined
}
