import { createContext, Script } from 'node:vm'

/** A regular expression that is to be found in a text. */
export type RegexTest = { source: string; ignoreCase: boolean; text: string }

// Looked up once: each look-up of a context's global is slow.
const LOOP = new Script(`(({ tests, results, state }, Expression) => {
  for (; state.at < tests.length; state.at += 1) {
    const { source, ignoreCase, text } = tests[state.at]
    results[state.at] = new Expression(source, ignoreCase ? 'i' : '').test(text)
  }
})(work, RegExp)`)

/**
 * Whether expressions are found, as browsers look for them. Expressions of users can take long over a text that is made
 * for it: the time of all is limited, and an expression that is cut off has no result.
 */
export function regexResults(tests: readonly RegexTest[], budgetMs: number): (boolean | undefined)[] {
  const results: (boolean | undefined)[] = tests.map(() => undefined)
  if (tests.length === 0) return results
  const state = { at: 0 }
  const context = createContext({ work: { tests, results, state } })
  const end = performance.now() + budgetMs
  while (state.at < tests.length && performance.now() < end) {
    try {
      LOOP.runInContext(context, { timeout: Math.max(1, Math.ceil((end - performance.now()) / 2)) })
    } catch {
      // Cut off in the middle of one, or no expression at all: on with the next.
      state.at += 1
    }
  }
  return results
}
