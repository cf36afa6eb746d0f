import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** @returns what git printed; undefined where it failed, or where there is no git */
export async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  return promisify(execFile)('git', ['-C', folder, ...args]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

/**
 * The commit that the work is based on: where it left main, and on main itself the commit before.
 * @param given a ref instead of main
 * @throws Error in CI where git cannot say what is checked out: no comparison would look like a passed one
 */
export async function baseCommit(folder: string, given: string | undefined): Promise<string | undefined> {
  const target = process.env['GITHUB_BASE_REF']
  const candidates = given
    ? [given]
    : [...(target ? [`origin/${target}`] : []), 'origin/main', 'main', 'HEAD~1']
  const head = await git(folder, 'rev-parse', 'HEAD')
  if (head === undefined && process.env['CI'])
    throw new Error('git does not say which commit this is, so nothing can be compared with main.')
  for (const candidate of candidates) {
    const base = await git(folder, 'merge-base', candidate, 'HEAD')
    if (base !== undefined && base !== head) return base
  }
  return given === undefined ? undefined : await git(folder, 'rev-parse', '--verify', `${given}^{commit}`)
}
