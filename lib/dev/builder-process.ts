import { createWriteStream } from 'node:fs'
import { copyFile, mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import * as vercelNode from '@vercel/node'
import { z } from 'zod'
import { bundleFunctions } from '../ops/bundle/bundle-functions.ts'
import { filesBelow } from '../ops/output/files-below.ts'

type BuilderOptions = {
  files: Record<string, { type: 'FileFsRef'; fsPath: string; mode: number }>
  entrypoint: string
  workPath: string
  repoRootPath: string
  config: { zeroConfig: true }
  meta: { skipDownload: true; runNpmInstallSet: Set<string> }
}
type BuiltFile = { mode: number; toStream(): NodeJS.ReadableStream }

// The package declares no types for its builder. The interface that `vercel build` uses:
// https://github.com/vercel/vercel/blob/main/DEVELOPING_A_RUNTIME.md
const Builder = z.object({
  version: z.literal(3),
  build: z.custom<(options: BuilderOptions) => Promise<unknown>>((value) => typeof value === 'function'),
})
const Built = z.object({
  output: z.object({
    handler: z.string(),
    runtime: z.string(),
    files: z.record(
      z.string(),
      z.custom<BuiltFile>((file) => typeof Object(file).toStream === 'function'),
    ),
  }),
})

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

async function writeBundle(folder: string, { handler, runtime, files }: z.infer<typeof Built>['output']) {
  await Promise.all(
    Object.entries(files).map(async ([name, file]) => {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(file.toStream(), createWriteStream(path, { mode: file.mode }))
    }),
  )
  await writeFile(
    join(folder, '.vc-config.json'),
    JSON.stringify({ handler, runtime, launcherType: 'Nodejs' }),
  )
}

// Builds every file of api/ into the folder of the first argument, as `vercel build` does: the build command bundles, then
// the builder reads what has taken the place of the sources.
const [, , output = ''] = process.argv
const { build } = Builder.parse(vercelNode)
await using project = await mkdtempDisposable(join(tmpdir(), 'oneclicktag-bundles-'))
await bundleFunctions(project.path)
await copyFile(join(ROOT, 'package.json'), join(project.path, 'package.json'))
// The builder's compiler looks for files here.
process.chdir(project.path)
const sources = (await filesBelow(join(ROOT, 'api'))).filter((file) => file.endsWith('.ts'))
const entrypoints = sources.map((source) => `api/${source}`)
const files = Object.fromEntries(
  entrypoints.map((name) => [
    name,
    { type: 'FileFsRef' as const, fsPath: join(project.path, name), mode: 0o100644 },
  ]),
)
// Nothing is to be installed: everything is in the bundles.
const meta = { skipDownload: true as const, runNpmInstallSet: new Set([join(project.path, 'package.json')]) }
for (const entrypoint of entrypoints) {
  const built = Built.parse(
    await build({
      files,
      entrypoint,
      workPath: project.path,
      repoRootPath: project.path,
      config: { zeroConfig: true },
      meta,
    }),
  )
  await writeBundle(join(output, 'functions', `${entrypoint.slice(0, -'.ts'.length)}.func`), built.output)
}
