import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { runCommand } from '../command-line/run-command.ts'
import { filesBelow, readOutput } from '../output/output-folder.ts'
import { outputFaults } from '../output/output-violations.ts'

const VercelConfig = z.object({
  functions: z.record(z.string(), z.object({ maxDuration: z.number() })),
  crons: z.array(z.object({ path: z.string(), schedule: z.string() })).default([]),
  outputDirectory: z.string(),
})

// Would a deployment of this build be what the sources say? Run it after `vercel build`.
await runCommand(async () => {
  const [folder = '.vercel/output'] = process.argv.slice(2)
  const { functions, crons, outputDirectory } = VercelConfig.parse(
    JSON.parse(await readFile('vercel.json', 'utf8')),
  )
  const output = await readOutput(folder)
  const faults = outputFaults(output, {
    sources: (await filesBelow('api')).map((file) => `api/${file}`),
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
  if (faults.length > 0)
    throw new Error(`\n${faults.length} fault(s) in ${folder}:\n  ${faults.join('\n  ')}`)
  console.log(
    `${output.functions.length} functions and ${output.statics.length} static files, as the sources say.`,
  )
})
