import type { ErrorCode } from '../model/error-code.ts'
import { fillText } from './fill-text.ts'
import { type KnownProblem, noSuch } from './known-problem.ts'

/** One invalid input: where it is (`body.selector`, `query.limit`, `path.customerId`) and how to fix it. */
export type InvalidParam = { name: string; reason: string }

type AppErrorOptions = {
  invalidParams?: InvalidParam[]
  retryAfterSeconds?: number
  cause?: unknown
}

/**
 * An expected failure. `message` is public: it goes to the caller as the problem's `detail`, so it must hold no
 * secret and nothing of another tenant. What only operators may see goes into `cause`.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly invalidParams: InvalidParam[] | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.invalidParams = options.invalidParams
    this.retryAfterSeconds = options.retryAfterSeconds
  }

  /**
   * One occurrence of a known problem.
   * @param values for the `{names}` in its text
   */
  static of(
    problem: KnownProblem,
    values: Readonly<Record<string, string>> = {},
    options: AppErrorOptions = {},
  ): AppError {
    const { code, detail, params } = problem
    const invalidParams = params?.map(({ name, reason }) => ({ name, reason: fillText(reason, values) }))
    return new AppError(code, fillText(detail, values), {
      ...(invalidParams && { invalidParams }),
      ...options,
    })
  }
}

/** The one error for a row that is absent, deleted or another tenant's: the three cannot be told apart. */
export function notFound(what: string): AppError {
  return AppError.of(noSuch(what))
}

/** A 400 that names the one invalid field and the fix. */
export function invalid(name: string, reason: string): AppError {
  return new AppError('invalid_request', `${name}: ${reason}`, { invalidParams: [{ name, reason }] })
}
