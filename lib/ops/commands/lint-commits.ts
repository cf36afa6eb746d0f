import { git } from '../check/base-commit.ts'
import { runCommand } from '../command-line/run-command.ts'
import { commitViolations } from '../commits/commit-violations.ts'

/** The last commit before the form of messages was agreed upon. */
const BASE = 'd9540d06aabded7d1594573683640cfa1ecf12b1'

// Whether the messages of commits since BASE have the form that .github/CONTRIBUTING.md asks for. A clone without BASE
// (a shallow one) is checked as far as it goes. Merges, and commits without a parent in this clone, are not looked at.
await runCommand(async () => {
  const isThere = (await git('.', 'merge-base', '--is-ancestor', BASE, 'HEAD')) !== undefined
  const range = isThere ? `${BASE}..HEAD` : 'HEAD'
  const log = await git('.', 'log', '--min-parents=1', '--max-parents=1', '--format=%h %B%x00', range)
  if (log === undefined) throw new Error('git does not say which commits there are.')
  const commits = log
    .split('\0')
    .map((commit) => commit.trim())
    .filter((commit) => commit !== '')
  const violations = commits.flatMap((commit) => {
    const [, hash = '', message = ''] = /^(\S+) ([\s\S]*)$/.exec(commit) ?? []
    return commitViolations(message).map((each) => `${hash} “${message.split('\n', 1)[0]}” ${each}.`)
  })
  for (const violation of violations) console.log(violation)
  if (violations.length > 0) throw new Error(`${violations.length} violations in ${commits.length} commits.`)
  console.log(`${commits.length} commits${isThere ? '' : ', as far as this clone goes'}: well formed.`)
})
