import { parseArgs } from 'node:util'
import { serveWorlds } from './serve-worlds.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    'callback-host': { type: 'string', multiple: true, default: ['.vercel.app'] },
  },
})
const { url } = await serveWorlds({
  port: Number(values.port),
  callbackHosts: values['callback-host'],
})
console.log(`Google sandboxes at ${url}/NAME, one for each name, in memory. Stop with Ctrl-C.`)
