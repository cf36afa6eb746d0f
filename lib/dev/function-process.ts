import { pathToFileURL } from 'node:url'
import type { FunctionModule } from '../ops/openapi/all-routes.ts'
import { serveFetch } from './serve-fetch.ts'

// One built function in a process of its own: the argument is the file of its handler. It sends its URL and load time to
// the parent process, and exits with it.
const [, , file = ''] = process.argv
const started = performance.now()
const { default: handler }: FunctionModule = await import(pathToFileURL(file).href)
const loadMs = Math.round(performance.now() - started)
const { url } = await serveFetch((request) => handler.fetch(request))
process.send?.({ url, loadMs })
process.once('disconnect', () => process.exit())
