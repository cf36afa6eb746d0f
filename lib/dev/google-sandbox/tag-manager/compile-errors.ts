import type { Contents } from '../state/contents.ts'
import type { EntityBody, Parameter } from '../state/entity.ts'
import { BUILT_IN_TRIGGERS, BUILT_INS } from './built-ins.ts'

/** Names in `{{…}}` that an entity uses. */
export function variablesUsed(body: EntityBody): string[] {
  const { name, notes, ...compiled } = body
  return textsIn(compiled).flatMap((text) =>
    [...text.matchAll(/\{\{([^{}]+)\}\}/g)].flatMap(([, used]) => used ?? []),
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Why the contents do not compile: references to variables, tags or triggers that do not exist. */
export function compileErrors(contents: Contents): string[] {
  const tags = new Set([...contents.tag.values()].map(({ body }) => body.name))
  const known = new Set([...variableNames(contents), ...Object.values(BUILT_INS), '_event'])
  const isTrigger = (id: string) => contents.trigger.has(id) || Object.hasOwn(BUILT_IN_TRIGGERS, id)
  const errorsOf = (body: EntityBody) => [
    ...missing(body, 'variable', variablesUsed(body), (name) => known.has(name)),
    ...missing(body, 'tag', tagsUsed(body), (name) => tags.has(name) || NO_TAG.test(name)),
    ...missing(body, 'trigger', triggersUsed(body), isTrigger),
  ]
  return [contents.tag, contents.trigger, contents.variable].flatMap((entities) =>
    [...entities.values()].flatMap(({ body }) => errorsOf(body)),
  )
}

/** What a tag reference may hold instead of a tag's name. */
const NO_TAG = /^(none|\{\{.*\}\})$/

function missing(
  body: EntityBody,
  kind: string,
  used: string[],
  exists: (reference: string) => boolean,
): string[] {
  return used
    .filter((reference) => !exists(reference))
    .map((reference) => `"${body.name}" needs the unknown ${kind} "${reference}".`)
}

function tagsUsed({ setupTag = [], teardownTag = [], parameter = [] }: EntityBody): string[] {
  return [
    ...[...setupTag, ...teardownTag].map(({ tagName }) => tagName),
    ...referencesOf(parameter, 'tagReference'),
  ]
}

function triggersUsed({
  firingTriggerId = [],
  blockingTriggerId = [],
  parameter = [],
}: EntityBody): string[] {
  return [...firingTriggerId, ...blockingTriggerId, ...referencesOf(parameter, 'triggerReference')]
}

/** The values of all references of a type, nested ones included. */
export function referencesOf(
  parameters: readonly Parameter[],
  type: 'tagReference' | 'triggerReference',
): string[] {
  return parameters.flatMap((one) => [
    ...(one.type === type && one.value && !one.isWeakReference ? [one.value] : []),
    ...referencesOf([...(one.list ?? []), ...(one.map ?? [])], type),
  ])
}

/** Built-in variables that a trigger uses although they are not enabled: Google accepts it, and it never fires. */
export function missingBuiltIns(contents: Contents, trigger: EntityBody): string[] {
  const own = variableNames(contents)
  const enabled = new Set([...contents.builtIns].map((type) => BUILT_INS[type]))
  return variablesUsed(trigger).filter((name) => name !== '_event' && !own.has(name) && !enabled.has(name))
}

function variableNames(contents: Contents): Set<string> {
  return new Set([...contents.variable.values()].map(({ body }) => body.name))
}
