import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { buildFunctions } from '../../lib/dev/build-functions.ts'

const BUILD_MS = 180_000

/** Where the built functions are: what `vercel build --output` made (`BUILT_FUNCTIONS`); without it they are built. */
export function builtFolder(): () => string {
  const given = process.env['BUILT_FUNCTIONS']
  let folder = given ?? ''
  if (given === undefined) {
    const scratch = mkdtempDisposable(join(tmpdir(), 'oneclicktag-built-'))
    beforeAll(async () => {
      folder = await buildFunctions((await scratch).path)
    }, BUILD_MS)
    afterAll(async () => (await scratch).remove())
  }
  return () => folder
}
