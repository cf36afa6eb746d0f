import { parseArgs } from 'node:util'
import { serveFunctions } from './functions-server.ts'

// The functions alone, with the settings of the environment: nothing is started beside them.
const { values } = parseArgs({ options: { port: { type: 'string', default: '3000' } } })
const { url } = await serveFunctions(Number(values.port))
console.log(`Serving api/ at ${url}. Stop with Ctrl-C.`)
