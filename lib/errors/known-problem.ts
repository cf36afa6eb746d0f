import type { ErrorCode } from '../model/error-code.ts'

/**
 * A problem that a verb throws and its route declares, so that its text exists once. The text says what is wrong and
 * how to fix it; `{names}` in it are filled in for each occurrence.
 */
export type KnownProblem = {
  readonly code: ErrorCode
  readonly detail: string
  /** The fields that are to blame. */
  readonly params?: readonly { readonly name: string; readonly reason: string }[]
}

/** A problem of one field, named in its text and in `invalidParams`. */
export function fieldProblem(code: ErrorCode, name: string, reason: string): KnownProblem {
  return fieldProblems(code, [name], reason)
}

/** A problem that several fields have. */
export function fieldProblems(code: ErrorCode, names: readonly string[], reason: string): KnownProblem {
  const [first, ...others] = names
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  return { code, detail: `${first}: ${reason}${more}`, params: names.map((name) => ({ name, reason })) }
}

/** The problem of an id that leads to no row that the caller can see. */
export function noSuch(what: string): KnownProblem {
  return { code: 'not_found', detail: `No such ${what}.` }
}
