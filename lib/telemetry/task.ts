import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * One request or run, by the names under which everything tells of it: the log, the comments in SQL, the spans.
 * Names and ids only, never a value that somebody has sent.
 */
export type Task = {
  /** Of a route, or `sync.run`. */
  operation: string
  requestId: string
  /** As soon as it is known. */
  organizationId?: string
}

const storage = new AsyncLocalStorage<Task>()

/** Does `work` under the task's names; what becomes known of it later is written into `task`. */
export function runTask<T>(task: Task, work: () => Promise<T>): Promise<T> {
  return storage.run(task, work)
}

/** The task that the calling code works at, if any. */
export function currentTask(): Task | undefined {
  return storage.getStore()
}
