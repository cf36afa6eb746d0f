import { pathToFileURL } from 'node:url'
import type { FunctionModule } from '../ops/openapi/all-routes.ts'
import { serveFetch } from './fetch-server.ts'

// One built function in a process of its own: the argument is the file of its handler; the parent is told the address,
// and how long the handler took to load. Without a parent it ends.
const [, , file = ''] = process.argv
const started = performance.now()
const { default: handler }: FunctionModule = await import(pathToFileURL(file).href)
const loadMs = Math.round(performance.now() - started)
const { url } = await serveFetch((request) => handler.fetch(request))
process.send?.({ url, loadMs })
process.once('disconnect', () => process.exit())
