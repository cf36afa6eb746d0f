import type { Trigger } from '../google/tag-manager-schemas.ts'
import { BUILT_IN_TRIGGERS } from './built-ins.ts'
import type { ContainerContents } from './container-contents.ts'

/** The triggers of these ids that are there, the built-in ones under the name that Tag Manager shows. */
export function triggersOf(
  ids: readonly string[] | null | undefined,
  { trigger }: Pick<ContainerContents, 'trigger'>,
): Trigger[] {
  return (ids ?? []).flatMap((id): Trigger[] => {
    const type = BUILT_IN_TRIGGERS[id]
    if (type !== undefined) return [{ triggerId: id, name: type === 'pageview' ? 'All Pages' : type, type }]
    return trigger.filter(({ triggerId }) => triggerId === id)
  })
}
