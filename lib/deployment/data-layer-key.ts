import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { ContainerContents } from './container-contents.ts'
import { ownVariable, readsLikeOwn } from './own-variable.ts'
import { parameterOf } from './tag-fields.ts'

type Variable = tagmanager_v2.Schema$Variable

/**
 * What a text reads that is a single reference to a variable of the data layer, as one of ours would read it.
 * @returns `undefined` for every other text, and where the variable makes something else of what it has read
 */
export function dataLayerKey(
  text: string,
  { variable }: Pick<ContainerContents, 'variable'>,
): string | undefined {
  const [, name] = /^\{\{([^{}]+)\}\}$/.exec(text) ?? []
  const read = variable.find((each) => each.name === name)
  const key = read && parameter(read, 'name')
  if (!read || !key || isAltered(read)) return undefined
  const own = ownVariable(`dataLayer:${key}`)
  return readsLikeOwn({ ...read, name: own.name }) ? key : undefined
}

/** Whether a variable puts something in place of what is not there, or gives it another form. */
function isAltered(variable: Variable): boolean {
  const isFormatted = Object.values(variable.formatValue ?? {}).some(Boolean)
  return isFormatted || parameter(variable, 'setDefaultValue') === 'true'
}

function parameter(variable: Variable, key: string): string | undefined {
  return parameterOf({ parameter: variable.parameter ?? [] }, key)
}
