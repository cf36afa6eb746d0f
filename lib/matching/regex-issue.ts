import { LruMap } from '../cache/lru-map.ts'

const MAX_LENGTH = 200

/** What JavaScript and RE2 do not read alike, with what to do instead. Sources: ECMA-262 §22.2.1, RE2's syntax page. */
const NOT_IN_BOTH: readonly [RegExp, string][] = [
  [/\(\?<?[=!]/, 'looks around with (?=, (?!, (?<= or (?<!, which Tag Manager does not know'],
  [/\(\?P[<=>]/, 'has a group of the form (?P<, which browsers do not know'],
  [/\(\?[a-z-]+[:)]/i, 'switches modes inside with (?i) or the like; use ignoreCase'],
  [/\\[1-9k]/, 'refers back to a group, which Tag Manager does not know'],
  [
    /\\[AzZQEGCcuxpP]/,
    'has an escape that Tag Manager and browsers read differently; write the character itself',
  ],
  [/\[\^?\]/, 'has a set of characters that is empty'],
  [/\[\[:/, 'has a class like [[:alpha:]], which browsers do not know; write [a-zA-Z]'],
  [/[*+?}]\+/, 'has a possessive quantifier, which browsers do not know'],
]

/**
 * How to fix an expression that does not mean the same to a browser, which runs it in a published container, and to
 * Tag Manager's RE2, or that can keep a browser busy without end; `undefined` where it is fine.
 * @param issueOf what else is wrong with it, looked for before the proof, which takes long
 */
export async function regexIssue(
  source: string,
  issueOf: (bare: string) => string | undefined = () => undefined,
): Promise<string | undefined> {
  if (source.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`
  const bare = source.replaceAll(/\\\\/g, '')
  const found = NOT_IN_BOTH.find(([form]) => form.test(bare))
  if (found) return found[1]
  if (!isExpression(source)) return 'is not a regular expression'
  const issue = issueOf(bare)
  if (issue !== undefined) return issue
  switch (await backtracking(source)) {
    case 'none':
      return undefined
    case 'endless':
      return 'can take a browser without end; repeat nothing inside of a repetition'
    case 'unproven':
      return 'could not be proven to end soon in a browser; make it simpler'
  }
}

function isExpression(source: string): boolean {
  try {
    // With `u` nothing is let pass that has no meaning.
    return new RegExp(source.replaceAll(/\\([/-])/g, '$1'), 'u').source !== ''
  } catch {
    return false
  }
}

type Backtracking = 'none' | 'endless' | 'unproven'

/** What was proven stays true: a customer's trackings often share one expression. */
const proven = new LruMap<string, Exclude<Backtracking, 'unproven'>>(1_000)

async function backtracking(source: string): Promise<Backtracking> {
  const known = proven.get(source)
  if (known) return known
  const { default: recheck } = await import('recheck/lib/browser.js')
  const result = within(PROOF_MS, (timeout) => {
    const proof = recheck.checkSync(source, '', { checker: 'automaton', timeout })
    if (proof.status === 'unknown') return 'unproven'
    return proof.status === 'vulnerable' && proof.complexity.type === 'exponential' ? 'endless' : 'none'
  })
  if (result !== 'unproven') proven.set(source, result)
  return result
}

/** Of processor time, in milliseconds. */
const PROOF_MS = 3_000

/** The library measures by the clock. Where others had the processor meanwhile, it gets as much more of that, once. */
function within(ms: number, prove: (clockMs: number) => Backtracking): Backtracking {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  const first = prove(ms)
  const { user, system } = process.cpuUsage(cpu)
  const share = (user + system) / 1_000 / (performance.now() - startedAt)
  return first === 'unproven' && share < 0.9 ? prove(Math.round(Math.min(ms / share, 5 * ms))) : first
}
