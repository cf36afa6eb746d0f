import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Ensures that git can bring a folder back that is about to be overwritten. Outside of a repository nothing is lost that
 * somebody works on.
 * @throws Error naming what is not committed
 */
export async function requireCommitted(folder: string): Promise<void> {
  const status = promisify(execFile)('git', ['status', '--porcelain', '--', folder])
  const changed = await status.then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
  if (changed) throw new Error(`${folder}/ would be overwritten, and not all of it is committed:\n${changed}`)
}
