const TYPES = ['build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test']
const HEADER = new RegExp(`^(${TYPES.join('|')})(\\([a-z0-9-]+(,[a-z0-9-]+)*\\))?!?: (?<subject>\\S.*)$`)
const LONGEST = 72

// No grammar, but the usual ways of saying what is now true instead of what the commit does.
const NO_COMMAND =
  /^(an?|the|this|that|these|it|we|i|no|not|what|who|when|where|how|all|every|each|one|two|both|only|more)$|(ed|ing)$|[^su]s$|['’]s$/i
const COMMANDS = new Set(['bring', 'embed', 'feed', 'need', 'seed', 'shed', 'speed'])

/** What is wrong with a commit's message: `type(scope): imperative`, short, one intent; then a blank line and the why. */
export function commitViolations(message: string): string[] {
  const [header = '', second = ''] = message.split('\n')
  const subject = HEADER.exec(header)?.groups?.['subject']
  const [first = ''] = subject?.split(/[\s,:]/, 1) ?? []
  return [
    ...(subject === undefined ? [`begins with none of ${TYPES.join(', ')}, a scope and a colon`] : []),
    ...(header.length > LONGEST
      ? [`has a subject of ${header.length} characters, ${LONGEST} are allowed`]
      : []),
    ...(header.includes(';') ? ['has a semicolon in its subject: one intent a commit'] : []),
    ...(header.endsWith('.') ? ['has a full stop after its subject'] : []),
    ...(NO_COMMAND.test(first) && !COMMANDS.has(first.toLowerCase())
      ? [`says “${first} …” where a command should stand, as in “add …”`]
      : []),
    ...(second !== '' ? ['has no blank line after its subject'] : []),
  ]
}
