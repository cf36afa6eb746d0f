import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { runCommand } from '../command-line/run-command.ts'
import { apiFunctions } from '../openapi/all-routes.ts'
import { filesBelow } from '../output/files-below.ts'
import { outputViolations } from '../output/output-violations.ts'
import { readOutput } from '../output/read-output.ts'

const VercelConfig = z.object({
  functions: z.record(z.string(), z.object({ maxDuration: z.number() })),
  crons: z.array(z.object({ path: z.string(), schedule: z.string() })).default([]),
  outputDirectory: z.string(),
})

// Compares the output of `vercel build` with what the sources describe.
await runCommand(async () => {
  const [folder = '.vercel/output'] = process.argv.slice(2)
  const { functions, crons, outputDirectory } = VercelConfig.parse(
    JSON.parse(await readFile('vercel.json', 'utf8')),
  )
  const output = await readOutput(folder)
  const violations = outputViolations(output, {
    sources: (await apiFunctions()).map(({ file }) => file),
    functions,
    crons,
    published: await filesBelow(outputDirectory),
    isSource: existsSync,
  })
  for (const { path, maxDuration, bytes } of output.functions) {
    console.log(
      `${path.padEnd(28)}${`${maxDuration} s`.padStart(6)}${(bytes / 1e6).toFixed(1).padStart(7)} MB`,
    )
  }
  if (violations.length > 0)
    throw new Error(`\n${violations.length} violation(s) in ${folder}:\n  ${violations.join('\n  ')}`)
  console.log(
    `${output.functions.length} functions and ${output.statics.length} static files, as the sources describe.`,
  )
})
