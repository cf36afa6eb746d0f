import { longDate } from './long-date.ts'
import type { GaqlCondition } from './parse-gaql.ts'

/** Whether a value fulfils a condition; in a long list, it is looked up. */
export function matches({ field, operator, values }: GaqlCondition): (value: unknown) => boolean {
  const texts = values.map(({ text }) => (field === 'segments.date' ? longDate(text) : text))
  const [first = '', last = ''] = texts
  const among = new Set(texts)
  switch (operator) {
    case '=':
    case 'IN':
      return (value) => among.has(String(value))
    case '!=':
    case 'NOT IN':
      return (value) => !among.has(String(value))
    case '<':
      return (value) => compare(value, first) < 0
    case '<=':
      return (value) => compare(value, first) <= 0
    case '>':
      return (value) => compare(value, first) > 0
    case '>=':
      return (value) => compare(value, first) >= 0
    case 'BETWEEN':
      return (value) => compare(value, first) >= 0 && compare(value, last) <= 0
    default:
      return operator satisfies never
  }
}

function compare(value: unknown, text: string): number {
  if (typeof value === 'number') return value - Number(text)
  return String(value) < text ? -1 : String(value) > text ? 1 : 0
}
