import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bundleFunctions } from '../bundle/bundle-functions.ts'
import { requireCommitted } from '../bundle/require-committed.ts'
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
  // Its builder reads api/ next. The clone is thrown away there, but `vercel build` may run where somebody works.
  if (process.env['VERCEL'] === '1') {
    await requireCommitted('api')
    await bundleFunctions('.')
    console.log(
      'Bundled the functions: api/ has what is to be deployed (`git restore api` brings the sources back)',
    )
  }
})
