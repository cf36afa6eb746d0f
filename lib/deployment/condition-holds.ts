import type { tagmanager_v2 } from '@googleapis/tagmanager'
import { parameterOf } from './tag-fields.ts'

type Condition = tagmanager_v2.Schema$Condition

/** A parameter of a condition; an empty text where it has none. */
export function argument(condition: Condition, key: string): string {
  return parameterOf(condition, key) ?? ''
}

/** Variables that are never empty, with what each value starts with and holds. */
const NEVER_EMPTY: Readonly<Record<string, { start: string; holds: string }>> = {
  '{{Page URL}}': { start: 'http', holds: '://' },
  '{{Page Path}}': { start: '/', holds: '/' },
  '{{Page Hostname}}': { start: '', holds: '' },
  '{{_event}}': { start: '', holds: '' },
  '{{Event}}': { start: '', holds: '' },
}

const ANY_OR_NO_TEXT = /^(?:\^?\(?\.\*\)?\$?)?$/
const ANY_TEXT = /^(?:\^?\(?\.[*+]\)?\$?|\.?)$/

/** Conditions that hold whatever the value is, as people write them: contains nothing, `.*`, an address with `http`. */
export function isAlwaysTrue(condition: Condition): boolean {
  if (argument(condition, 'negate') === 'true') return false
  const value = argument(condition, 'arg1')
  const known = NEVER_EMPTY[argument(condition, 'arg0')]
  const { start = '', holds = '' } = known ?? {}
  switch (condition.type) {
    case 'startsWith':
      return start.startsWith(value)
    case 'contains':
      return start.includes(value) || holds.includes(value)
    case 'endsWith':
      return value === ''
    case 'matchRegex':
      return (known ? ANY_TEXT : ANY_OR_NO_TEXT).test(value)
    default:
      return false
  }
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
