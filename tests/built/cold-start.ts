import { fork } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const PROCESS = fileURLToPath(new URL('cold-process.ts', import.meta.url))

export type ColdRequest = {
  url: string
  headers: Record<string, string>
  /** The server on this machine that publishes what tokens are verified by, and its authority. */
  certificates: { port: number; ca: string }
}
/** Import and first response, on the clock and on the processor; memory after both. */
export type ColdStart = {
  importMs: number
  importCpuMs: number
  responseMs: number
  responseCpuMs: number
  rssMb: number
}

/**
 * Starts a function in a fresh process, without a compile cache of earlier ones.
 * @param file its handler
 */
export async function coldStart(file: string, request: ColdRequest): Promise<ColdStart> {
  const { NODE_COMPILE_CACHE: _cache, NODE_OPTIONS: _options, ...env } = process.env
  const child = fork(PROCESS, [file, JSON.stringify(request)], {
    env,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const errors = child.stderr ? text(child.stderr) : ''
  const ended = once(child, 'exit')
  const [message] = await Promise.race([once(child, 'message'), ended])
  await ended
  if (!isColdStart(message)) throw new Error(`${file} gave no response.\n${await errors}`)
  return message
}

/** The process sends nothing else. */
function isColdStart(message: unknown): message is ColdStart {
  return typeof message === 'object' && message !== null
}
