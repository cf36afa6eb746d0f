import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * One request or run, by the names that the log, the comments in SQL and the spans use for it.
 * Names and ids only, never a value from a request.
 */
export type Task = {
  /** Of a route, or `sync.run`. */
  operation: string
  requestId: string
  /** As soon as it is known. */
  organizationId?: string
  /** The run that is executed. */
  syncRunId?: string
}

const storage = new AsyncLocalStorage<Task>()

/** Runs `work` as part of a task; what becomes known later is written into `task`. */
export function runTask<T>(task: Task, work: () => Promise<T>): Promise<T> {
  return storage.run(task, work)
}

/** The task that the calling code belongs to, if any. */
export function currentTask(): Task | undefined {
  return storage.getStore()
}
