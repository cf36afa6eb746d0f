import type { tagmanager_v2 } from '@googleapis/tagmanager'

type Condition = tagmanager_v2.Schema$Condition

/** A parameter of a condition; an empty text where it has none. */
export function argument({ parameter }: Condition, key: string): string {
  return parameter?.find((each) => each.key === key)?.value ?? ''
}

/** Conditions that hold whatever the value is, as people write them: contains nothing, `.*`. */
export function isAlwaysTrue(condition: Condition): boolean {
  if (argument(condition, 'negate') === 'true') return false
  const value = argument(condition, 'arg1')
  const anything = ['contains', 'startsWith', 'endsWith'].includes(condition.type ?? '') && value === ''
  return anything || (condition.type === 'matchRegex' && /^\^?(\.\*|\(\.\*\))?\$?$/.test(value))
}

/** Whether a condition holds for a text; `false` too where that cannot be told. */
export function holdsFor(condition: Condition, value: string): boolean {
  const compare = COMPARISONS[condition.type ?? '']
  const arg = argument(condition, 'arg1')
  if (!compare || /\{\{/.test(arg)) return false
  const ignoresCase = argument(condition, 'ignore_case') === 'true'
  const isRegex = condition.type === 'matchRegex'
  const [wanted, given] = ignoresCase && !isRegex ? [arg.toLowerCase(), value.toLowerCase()] : [arg, value]
  return compare(given, wanted, ignoresCase) !== (argument(condition, 'negate') === 'true')
}

const COMPARISONS: Readonly<
  Record<string, (given: string, wanted: string, ignoresCase: boolean) => boolean>
> = {
  equals: (given, wanted) => given === wanted,
  contains: (given, wanted) => given.includes(wanted),
  startsWith: (given, wanted) => given.startsWith(wanted),
  endsWith: (given, wanted) => given.endsWith(wanted),
  matchRegex: (given, wanted, ignoresCase) => matches(given, wanted, ignoresCase),
}

function matches(given: string, source: string, ignoresCase: boolean): boolean {
  try {
    return new RegExp(source, ignoresCase ? 'i' : '').test(given)
  } catch {
    return false
  }
}
