import { glob, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { filesBelow } from './files-below.ts'
import { OutputRoute } from './follow-routes.ts'

const Config = z.object({
  version: z.literal(3),
  routes: z.array(OutputRoute).default([]),
  crons: z.array(z.object({ path: z.string(), schedule: z.string() })).default([]),
})
const FunctionConfig = z.object({
  handler: z.string(),
  runtime: z.string(),
  maxDuration: z.number().optional(),
})

/** A function to be deployed. `files` are relative to its bundle. */
export type OutputFunction = z.infer<typeof FunctionConfig> & { path: string; files: string[]; bytes: number }

/** The content of a deployment. `statics` are relative to the site's root. */
export type Output = z.infer<typeof Config> & { functions: OutputFunction[]; statics: string[] }

/**
 * Reads a folder of the Build Output API, as `vercel build` writes it to `.vercel/output`.
 * https://vercel.com/docs/build-output-api
 * @throws Error where the folder is missing or of another version
 */
export async function readOutput(folder: string): Promise<Output> {
  const config = Config.parse(await readJson(join(folder, 'config.json')))
  const root = join(folder, 'functions')
  const bundles = await Array.fromAsync(glob('**/*.func', { cwd: root }))
  return {
    ...config,
    functions: await Promise.all(bundles.toSorted().map((bundle) => readFunction(root, bundle))),
    statics: await filesBelow(join(folder, 'static')),
  }
}

async function readFunction(root: string, bundle: string): Promise<OutputFunction> {
  const folder = join(root, bundle)
  const files = await filesBelow(folder)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size))
  return {
    ...FunctionConfig.parse(await readJson(join(folder, '.vc-config.json'))),
    path: `/${bundle.slice(0, -'.func'.length)}`,
    files,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  }
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'))
}
