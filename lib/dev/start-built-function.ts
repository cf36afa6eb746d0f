import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { log } from '../telemetry/log.ts'

const PROCESS = fileURLToPath(new URL('function-process.ts', import.meta.url))

const FunctionConfig = z.object({ handler: z.string() })
const Started = z.object({ url: z.url(), loadMs: z.number() })
const LogLine = z
  .object({ time: z.string(), level: z.enum(['debug', 'info', 'warn', 'error']), event: z.string() })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]))

export type BuiltFunction = z.infer<typeof Started> & { stop(): Promise<void> }

/**
 * Starts a built function from its bundle, in a process of its own with the settings of this one. Its log is forwarded to
 * the log of this process.
 * @param folder the bundle: a `.func` folder of the Build Output API
 * @throws Error with the process's error output where it does not start, for example for a file missing in the bundle
 */
export async function startBuiltFunction(folder: string): Promise<BuiltFunction> {
  const { handler } = FunctionConfig.parse(
    JSON.parse(await readFile(join(folder, '.vc-config.json'), 'utf8')),
  )
  // Neither may help the bundle to find a missing file.
  const { NODE_PATH: _path, NODE_OPTIONS: _options, ...env } = process.env
  const child = fork(PROCESS, [join(folder, handler)], {
    cwd: folder,
    env,
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  if (!child.stdout || !child.stderr) throw new Error('The process has no output.')
  createInterface({ input: child.stdout }).on('line', forwardLog)
  const errorOutput = text(child.stderr)
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child, 'message'), exited.then(() => undefined)])
  if (!first) throw new Error(`${folder} did not start.\n${await errorOutput}`)
  return {
    ...Started.parse(first[0]),
    async stop() {
      child.kill()
      await exited
      process.stderr.write(await errorOutput)
    },
  }
}

function forwardLog(line: string): void {
  const parsed = LogLine.safeParse(parseJson(line))
  if (!parsed.success) return void process.stdout.write(`${line}\n`)
  const { time: _, level, event, ...fields } = parsed.data
  log[level](event, fields)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
