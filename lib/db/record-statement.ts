import { env } from '../settings/env.ts'
import { log } from '../telemetry/log.ts'
import { currentTask } from '../telemetry/task.ts'
import { recordSpan } from '../telemetry/trace.ts'
import { statementText } from './statement-text.ts'

/** A statement that has come back, or has failed. Times as of `performance.now()`. */
export type Returned = {
  /** As the program wrote it, with placeholders; over Accelerate, the operation of Prisma's. */
  text: string
  startedAt: number
  organizationId?: string | undefined
  /** If it failed, how: the SQLSTATE, or `connection`. */
  failure?: string | undefined
}

/** Records a statement in the trace and, if it was slow, in the log: its text without values, and whose it was. */
export function recordStatement({ text, startedAt, organizationId, failure }: Returned): void {
  recordSpan(() => ({
    name: nameOf(text),
    startedAt,
    failure,
    fields: { 'db.system.name': 'postgresql', 'db.query.text': statementText(text) },
  }))
  const durationMs = performance.now() - startedAt
  if (durationMs < env().SLOW_QUERY_MS) return
  const task = currentTask()
  log.warn('database.slow', {
    operation: task?.operation,
    requestId: task?.requestId,
    organizationId: organizationId ?? task?.organizationId,
    durationMs: Math.round(durationMs * 10) / 10,
    errorCode: failure,
    statement: statementText(text),
  })
}

/** Few different ones: the function of ours or the operation of Prisma's, or what kind of statement it is. */
function nameOf(text: string): string {
  const called = /\bapp\.\w+/.exec(text) ?? /^\w+\.\w+$/.exec(text)
  return called?.[0] ?? /\w+/.exec(text)?.[0].toUpperCase() ?? 'SQL'
}
