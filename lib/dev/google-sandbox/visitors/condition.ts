import type { Condition } from '../state/entity.ts'
import { argument } from '../tag-manager/entity-rules.ts'
import type { PageElement } from './page-element.ts'
import type { VariableReader } from './variable-reader.ts'

/** Whether a condition holds, and what a browser throws on the way; Tag Manager catches it, and the test is false. */
export type ConditionResult = { holds: boolean; error?: string }

/**
 * Judges a condition as a published container does: selectors by the browser, regular expressions by JavaScript,
 * everything else on texts.
 */
export function judgeCondition(condition: Condition, reader: VariableReader): ConditionResult {
  const left = reader.text(argument(condition, 'arg0') ?? '')
  const right = String(reader.text(argument(condition, 'arg1') ?? ''))
  const flag = (key: string) => argument(condition, key) === 'true'
  const negated = flag('negate')
  try {
    return { holds: test(condition.type, left, right, flag('ignore_case')) !== negated }
  } catch (error) {
    return { holds: negated, error: error instanceof Error ? error.message : String(error) }
  }
}

function test(type: Condition['type'], left: unknown, right: string, ignoreCase: boolean): boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  const [value, wanted] = [fold(String(left)), fold(right)]
  switch (type) {
    case 'cssSelector':
      return isElement(left) && left.matches(right)
    case 'matchRegex':
      return new RegExp(right, ignoreCase ? 'i' : '').test(String(left))
    case 'equals':
    case 'urlMatches':
      return value === wanted
    case 'contains':
      return value.includes(wanted)
    case 'startsWith':
      return value.startsWith(wanted)
    case 'endsWith':
      return value.endsWith(wanted)
    case 'greater':
      return Number(value) > Number(wanted)
    case 'greaterOrEquals':
      return Number(value) >= Number(wanted)
    case 'less':
      return Number(value) < Number(wanted)
    case 'lessOrEquals':
      return Number(value) <= Number(wanted)
    default:
      return type satisfies never
  }
}

/** Elements come from a page of their own, so `instanceof` does not know them. */
function isElement(value: unknown): value is PageElement {
  return typeof value === 'object' && value !== null && 'matches' in value
}
