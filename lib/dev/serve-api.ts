import { parseArgs } from 'node:util'
import { serveFunctions } from './serve-functions.ts'

// The functions only, with the settings of the environment; no database and no sandbox is started.
const { values } = parseArgs({ options: { port: { type: 'string', default: '3000' } } })
const { url } = await serveFunctions(Number(values.port))
console.log(`Serving api/ at ${url}. Stop with Ctrl-C.`)
