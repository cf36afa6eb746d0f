import { currentTask } from './task.ts'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LEVELS)[number]

/** Values that may be logged: ids, codes, counts and durations; never a secret, a name or an address. */
export type LogFields = Record<string, string | number | boolean | null | undefined>
export type LogEntry = LogFields & { time: string; level: LogLevel; event: string }

type Sink = (entry: LogEntry) => void

const toStdout: Sink = (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`)
let sink: Sink = toStdout
let threshold: number = LEVELS.indexOf('info')

/** Sets the lowest level that is written. */
export function setLogLevel(level: LogLevel): void {
  threshold = LEVELS.indexOf(level)
}

/** Sends entries elsewhere (the dev server prints them its own way); without an argument, back to stdout. */
export function setLogSink(next: Sink = toStdout): void {
  sink = next
}

function write(level: LogLevel, event: string, fields: LogFields): void {
  if (LEVELS.indexOf(level) < threshold) return
  sink({ time: new Date().toISOString(), level, event, ...namesOfTask(), ...fields })
}

/** Which request and run a line belongs to, and whose: by them all lines of one can be followed. */
function namesOfTask(): LogFields {
  const { requestId, organizationId, syncRunId } = currentTask() ?? {}
  return {
    ...(requestId !== undefined && { requestId }),
    ...(organizationId !== undefined && { organizationId }),
    ...(syncRunId !== undefined && { syncRunId }),
  }
}

/**
 * One JSON object a line, with the ids of the task that it belongs to. `event` is low in cardinality (`request`,
 * `sync.step`); details go into fields.
 */
export const log = {
  debug: (event: string, fields: LogFields = {}) => write('debug', event, fields),
  info: (event: string, fields: LogFields = {}) => write('info', event, fields),
  warn: (event: string, fields: LogFields = {}) => write('warn', event, fields),
  error: (event: string, fields: LogFields = {}) => write('error', event, fields),
}

/** What may be logged of an unexpected error: its class, code and where it was thrown, not its text or values. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = error.stack?.split('\n').find((line) => line.startsWith('    at '))
  return { errorName: error.name, errorCode: code, errorAt: at?.trim() }
}
