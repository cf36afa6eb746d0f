import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'esbuild'
import { z } from 'zod'

const Encoded = z.object({ wasm: z.base64() })

/**
 * Writes Prisma's query compiler beside the bundle as the file that it is. Encoded as a text of 4.6 MB it would be parsed
 * and decoded before it can be compiled.
 */
export const queryCompilerFile: Plugin = {
  name: 'query compiler as a file',
  setup({ initialOptions: { outdir = '.' }, onLoad }) {
    onLoad({ filter: /query_compiler_\w+\.postgresql\.wasm-base64\.mjs$/ }, async ({ path }) => {
      const { wasm } = Encoded.parse(await import(pathToFileURL(path).href))
      const name = basename(path).replace('.wasm-base64.mjs', '.wasm')
      await mkdir(outdir, { recursive: true })
      await writeFile(join(outdir, name), Buffer.from(wasm, 'base64'))
      // The client passes it to Buffer.from, which takes bytes as well.
      return {
        contents: `import { readFileSync } from 'node:fs'
export const wasm = readFileSync(new URL('./${name}', import.meta.url))`,
      }
    })
  },
}
