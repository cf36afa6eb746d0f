import { cp, rm } from 'node:fs/promises'
import { runCommand } from './command.ts'

// Vercel publishes `public/` (vercel.json) and nothing else of the project. It is made anew each time, so that no file
// of an earlier build stays public.
await runCommand(async () => {
  await rm('public', { recursive: true, force: true })
  await cp(new URL('site', import.meta.url), 'public', { recursive: true })
  console.log('Made public/')
})
