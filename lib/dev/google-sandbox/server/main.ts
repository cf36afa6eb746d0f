import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createSandbox } from '../sandbox.ts'
import { serveWorlds } from './serve-worlds.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    'callback-host': { type: 'string', multiple: true, default: ['.vercel.app'] },
    import: { type: 'string', multiple: true, default: [] },
  },
})
const imports = await Promise.all(
  values.import.map(async (file): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))),
)
// A file that is no export ends the command, and not the first request.
for (const file of imports) createSandbox().importContainer(file)
const { url } = await serveWorlds({
  port: Number(values.port),
  callbackHosts: values['callback-host'],
  imports,
})
console.log(`Google sandboxes at ${url}/NAME, one for each name, in memory. Stop with Ctrl-C.`)
