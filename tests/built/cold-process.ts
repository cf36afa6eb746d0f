import { pathToFileURL } from 'node:url'
import type { ColdRequest, ColdStart } from './cold-start.ts'

// A function in a fresh process: it is imported, responds to one request, and that is all. Nothing is imported here that
// the function might load itself.
type Module = { default: { fetch(request: Request): Promise<Response> } }

const [, , file = '', request = ''] = process.argv
const { url, headers, certificates }: ColdRequest = JSON.parse(request)

async function measured<T>(work: () => Promise<T>): Promise<{ ms: number; cpuMs: number; result: T }> {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000, result }
}

/** Where Google's certificates are asked for by HTTPS, this machine responds. */
function redirectHttps(): void {
  const https = process.getBuiltinModule('node:https')
  const tls = process.getBuiltinModule('node:tls')
  https.globalAgent.createConnection = () =>
    tls.connect({ ...certificates, host: '127.0.0.1', servername: 'www.googleapis.com' })
}

const imported = await measured<Module>(() => import(pathToFileURL(file).href))
const responded = await measured(async () => {
  redirectHttps()
  const response = await imported.result.default.fetch(new Request(url, { headers }))
  return { status: response.status, text: await response.text() }
})
const { status, text } = responded.result
if (status !== 200) throw new Error(`${url}: ${status} ${text}`)
const cold: ColdStart = {
  importMs: imported.ms,
  importCpuMs: imported.cpuMs,
  responseMs: responded.ms,
  responseCpuMs: responded.cpuMs,
  rssMb: process.memoryUsage.rss() / 1e6,
}
process.send?.(cold, () => process.exit())
