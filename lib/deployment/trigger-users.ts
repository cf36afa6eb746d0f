import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import type { ContainerContents } from './container-contents.ts'

/** What needs a trigger: tags that fire on it or except it, and trigger groups that wait for it. */
export function usersOf(
  triggerId: string,
  { tag, trigger }: Pick<ContainerContents, 'tag' | 'trigger'>,
): (Tag | Trigger)[] {
  return [
    ...tag.filter(({ firingTriggerId, blockingTriggerId }) =>
      [...(firingTriggerId ?? []), ...(blockingTriggerId ?? [])].includes(triggerId),
    ),
    ...trigger.filter(({ parameter }) => refersTo(triggerId, parameter ?? [])),
  ]
}

function refersTo(triggerId: string, parameters: readonly tagmanager_v2.Schema$Parameter[]): boolean {
  return parameters.some(
    ({ type, value, list, map }) =>
      (type === 'triggerReference' && value === triggerId) ||
      refersTo(triggerId, [...(list ?? []), ...(map ?? [])]),
  )
}
