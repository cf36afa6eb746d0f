import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const PACKAGES = fileURLToPath(new URL('../../../node_modules/', import.meta.url))

/** Packages in CommonJS with one module for all exports: the file of each that is used here. */
const BARRELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '@vercel/functions': {
    attachDatabasePool: 'db-connections/index.js',
    ipAddress: 'headers.js',
    waitUntil: 'wait-until.js',
  },
  'rate-limiter-flexible': {
    RateLimiterMemory: 'lib/RateLimiterMemory.js',
    RateLimiterPostgres: 'lib/RateLimiterPostgres.js',
    RateLimiterRes: 'lib/RateLimiterRes.js',
  },
}
const CLASSES = 'rate-limiter-flexible'

/**
 * Leaves out of a bundle what the bundler cannot see to be unused: the rest of a package in CommonJS, and of zod, whose
 * `z` is one object with everything in it, the messages in fifty languages included.
 */
export const onlyWhatIsUsed: Plugin = {
  name: 'only what is used',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { loader: 'ts', contents: source.replace("import { z } from 'zod'", "import * as z from 'zod'") }
    })
    onResolve({ filter: new RegExp(`^(${Object.keys(BARRELS).join('|')})$`) }, ({ path }) => ({
      namespace: 'barrel',
      path,
    }))
    onLoad({ filter: /./, namespace: 'barrel' }, ({ path }) => ({
      resolveDir: `${PACKAGES}${path}`,
      contents: Object.entries(BARRELS[path] ?? {})
        .map(
          ([name, file]) => `export { ${path === CLASSES ? `default as ${name}` : name} } from './${file}'`,
        )
        .join('\n'),
    }))
  },
}
