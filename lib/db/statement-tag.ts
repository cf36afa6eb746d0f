import { currentTask } from '../telemetry/task.ts'

/** The names under which the database's own logs and views can find the task again. */
export function currentTags(): { operation: string; request_id: string } | undefined {
  const task = currentTask()
  return task && { operation: task.operation, request_id: task.requestId }
}

/**
 * The statement with the task's names before it, in the form of https://google.github.io/sqlcommenter/spec/.
 * Before it and not behind, because `pg_stat_activity` shows the first 1,024 bytes only, and many statements of
 * Prisma's are longer.
 */
export function tagged(text: string): string {
  const tags = currentTags()
  if (!tags) return text
  const pairs = Object.entries(tags).map(([name, value]) => `${name}='${encoded(value)}'`)
  return `/*${pairs.join(',')}*/ ${text}`
}

/** Leaves nothing that could end the value or the comment: no quote, no star, no slash. */
function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
}
