import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesBelow } from '../output/files-below.ts'
import { bundle } from './bundle.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
// Vercel makes no function of what is below a folder whose name begins so.
const BUNDLES = '_bundles'
const NOT_DEPLOYED = /^(lib\/(api-client|dev|embedded-postgres|ops)|tests|prisma)\//

/**
 * Bundles each file of `api/` into a folder of its own, and writes in its place one that leads there. Vercel's builder
 * copies every module that a function imports as a file, and 1,200 of them take twice as long to load.
 * @param project whose `api/` the builder will read: this one's files are overwritten where it is this one
 * @throws Error where a function would contain development files
 */
export async function bundleFunctions(project: string): Promise<void> {
  const api = join(project, 'api')
  const sources = (await filesBelow(join(ROOT, 'api'))).filter((file) => file.endsWith('.ts'))
  await rm(join(api, BUNDLES), { recursive: true, force: true })
  for (const source of sources) {
    const { inputs } = await bundle(join(ROOT, 'api', source), join(api, BUNDLES, nameOf(source)))
    const forbidden = inputs.filter((input) => NOT_DEPLOYED.test(input))
    if (forbidden.length > 0) {
      throw new Error(`api/${source} imports what must not be deployed: ${forbidden.join(', ')}`)
    }
  }
  // When all are read: where they are overwritten, the next one could not be bundled.
  for (const source of sources) {
    await mkdir(dirname(join(api, source)), { recursive: true })
    await writeFile(join(api, source), entryOf(source))
  }
}

function nameOf(source: string): string {
  return source.slice(0, -'.ts'.length)
}

/** The builder includes a folder that a file refers to with all that is in it: source maps and the query compiler. */
function entryOf(source: string): string {
  const up = '../'.repeat(source.split('/').length - 1) || './'
  return `// @ts-nocheck Made of the file of this name in the repository by lib/ops/bundle.
const bundle = new URL('${up}${BUNDLES}/${nameOf(source)}/', import.meta.url)
const { default: handler } = await import(new URL('index.js', bundle).href)
export default handler
`
}
