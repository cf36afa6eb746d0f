import type { Contents } from '../state/contents.ts'
import type { EntityBody } from '../state/entity.ts'
import { BUILT_INS } from './built-ins.ts'

/** Names in `{{…}}` that an entity uses. */
function variablesUsed(body: EntityBody): string[] {
  const { name, notes, ...compiled } = body
  return [...JSON.stringify(compiled).matchAll(/\{\{([^{}]+)\}\}/g)].flatMap(([, used]) => used ?? [])
}

/** Why the contents do not compile: references to variables or tags that do not exist. */
export function compileErrors(contents: Contents): string[] {
  const variables = new Set([...contents.variable.values()].map(({ body }) => body.name))
  const tags = new Set([...contents.tag.values()].map(({ body }) => body.name))
  const known = new Set([...variables, ...Object.values(BUILT_INS), '_event'])
  return [contents.tag, contents.trigger, contents.variable].flatMap((entities) =>
    [...entities.values()].flatMap(({ body }) => {
      const unknown = variablesUsed(body).filter((name) => !known.has(name))
      const sequence = [...(body.setupTag ?? []), ...(body.teardownTag ?? [])].map(({ tagName }) => tagName)
      return [
        ...unknown.map((name) => `"${body.name}" uses the unknown variable "${name}".`),
        ...sequence
          .filter((name) => !tags.has(name))
          .map((name) => `"${body.name}" needs the unknown tag "${name}".`),
      ]
    }),
  )
}

/** Built-in variables that a trigger uses although they are not enabled: Google accepts it, and it never fires. */
export function missingBuiltIns(contents: Contents, trigger: EntityBody): string[] {
  const own = new Set([...contents.variable.values()].map(({ body }) => body.name))
  const enabled = new Set([...contents.builtIns].map((type) => BUILT_INS[type]))
  return variablesUsed(trigger).filter((name) => name !== '_event' && !own.has(name) && !enabled.has(name))
}
