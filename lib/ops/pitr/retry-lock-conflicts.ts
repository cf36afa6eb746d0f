import pg from 'pg'

const ATTEMPTS = 10
/** Deadlock, and `lock_timeout` of the login. */
const LOCK_CONFLICTS = ['40P01', '55P03']

/** Repeats `work` after a lock conflict: the writers and the dropped table block each other. */
export async function retryLockConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
      if (attempt === ATTEMPTS || !LOCK_CONFLICTS.includes(code)) throw error
    }
  }
}
