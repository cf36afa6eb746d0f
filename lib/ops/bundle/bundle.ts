import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { onlyWhatIsUsed } from './only-what-is-used.ts'
import { queryCompilerFile } from './query-compiler-file.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Bundles a module with everything that it imports: `index.js`, and a chunk for what is imported at first use.
 * @param entry its file
 * @param folder where to write to
 * @returns the files that went in, relative to the project
 */
export async function bundle(entry: string, folder: string): Promise<{ inputs: string[] }> {
  const { metafile } = await build({
    stdin: {
      contents: `import { mapStacks } from './lib/telemetry/source-lines.ts'
mapStacks()
export { default } from '${entry}'`,
      resolveDir: ROOT,
      sourcefile: 'index.ts',
      loader: 'ts',
    },
    entryNames: 'index',
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names stay: they are in stack traces, and a shorter one would not be loaded faster.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: 'error',
    plugins: [onlyWhatIsUsed, queryCompilerFile],
    // For packages in CommonJS, which require Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  })
  return { inputs: Object.keys(metafile.inputs) }
}
