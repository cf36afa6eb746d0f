import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommand } from '../command-line/run-command.ts'
import { buildPreview } from '../preview/build-preview.ts'
import { siteFiles } from '../site/site-files.ts'

// Vercel publishes `public/` (vercel.json) and nothing else. It is recreated each time, so that no file of an earlier
// build stays public.
await runCommand(async () => {
  for (const line of await buildPreview(process.env)) console.log(line)
  await rm('public', { recursive: true, force: true })
  for (const [name, content] of await siteFiles()) {
    const file = join('public', name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  console.log('Wrote public/')
})
