import type { InvalidParam } from '../../errors/app-error.ts'

const MAX_DEPTH = 32
const MAX_NAME_LENGTH = 64

/**
 * Looks for what no field of ours can take, anywhere in a JSON value: text with NUL, which PostgreSQL
 * rejects (https://www.postgresql.org/docs/current/datatype-character.html), or with half a surrogate pair, which
 * UTF-8 cannot carry (RFC 3629 §3); a key `__proto__`; nesting beyond 32 levels.
 *
 * @returns the first issue found
 */
export function findUnstorable(value: unknown, name: string, depth = 0): InvalidParam | undefined {
  if (typeof value === 'string') return findInText(value, name)
  if (typeof value !== 'object' || value === null) return undefined
  if (depth === MAX_DEPTH) return { name, reason: `nest at most ${MAX_DEPTH} levels deep` }
  for (const [key, child] of Object.entries(value)) {
    const childName = `${name}.${key.toWellFormed().slice(0, MAX_NAME_LENGTH)}`
    if (key === '__proto__') return { name: childName, reason: 'is not known here; leave it out' }
    const issue = findInText(key, childName) ?? findUnstorable(child, childName, depth + 1)
    if (issue) return issue
  }
  return undefined
}

function findInText(text: string, name: string): InvalidParam | undefined {
  if (text.includes('\0')) return { name, reason: 'remove the NUL character (U+0000)' }
  if (!text.isWellFormed())
    return { name, reason: 'complete or remove the lone surrogate (U+D800 to U+DFFF)' }
  return undefined
}
