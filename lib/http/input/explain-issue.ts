import type { z } from 'zod'
import type { InvalidParam } from '../../errors/app-error.ts'

const MAX_NAME_LENGTH = 100

/**
 * Says in plain words how to fix one invalid input; for `schema.safeParse(value, { error: explainIssue })`.
 * Messages that a schema brings itself win over these.
 */
export function explainIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${withArticle(issue.expected)}`
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty'
      return `must be ${bound('at least', 'more than', issue.minimum, issue)}`
    case 'too_big':
      return `must be ${bound('at most', 'less than', issue.maximum, issue)}`
    case 'invalid_format':
      return explainFormat(issue.format)
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return 'is not known here; leave it out'
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be ${listed(issue.values)}`
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `must be ${listed(issue.options)}`
        : 'matches none of the accepted forms'
    case 'invalid_key':
      return 'has a key of the wrong form'
    case 'invalid_element':
      return 'has an element of the wrong form'
    case 'custom':
      return 'is not accepted'
    default:
      return issue satisfies never
  }
}

/** One entry for each invalid field of one input (`body`, `query`, `path`), each unknown key by its own name. */
export function invalidParams(input: string, issues: readonly z.core.$ZodIssue[]): InvalidParam[] {
  return issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    return keys.map((key) => ({ name: nameOf(input, issue.path, key), reason: issue.message }))
  })
}

function nameOf(input: string, path: readonly PropertyKey[], key: string | undefined): string {
  const parts = [input, ...path.map(String), ...(key === undefined ? [] : [key])]
  return parts.map((part) => part.slice(0, MAX_NAME_LENGTH)).join('.')
}

function withArticle(expected: string): string {
  if (expected === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(expected) ? 'an' : 'a'} ${expected}`
}

type Bound = { origin: string; inclusive?: boolean | undefined; exact?: boolean | undefined }

function bound(inclusive: string, exclusive: string, limit: number | bigint, issue: Bound): string {
  const side = issue.exact ? 'exactly' : issue.inclusive === false ? exclusive : inclusive
  if (issue.origin === 'date') return `${side} ${new Date(Number(limit)).toISOString()}`
  const unit = { string: ' characters long', array: ' items long', set: ' items long' }[issue.origin] ?? ''
  return `${side} ${limit}${unit}`
}

const FORMATS: Record<string, string> = {
  uuid: 'a UUID',
  email: 'an e-mail address',
  url: 'a URL',
  datetime: 'a time like 2026-01-31T09:30:00Z',
  date: 'a date like 2026-01-31',
}

function explainFormat(format: string): string {
  return `must be ${FORMATS[format] ?? 'of the documented form'}`
}

function listed(values: readonly unknown[]): string {
  const quoted = values.map((value) => JSON.stringify(value))
  return quoted.length > 1 ? `one of ${quoted.join(', ')}` : `${quoted[0]}`
}
