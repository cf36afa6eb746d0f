import pg from 'pg'

const ATTEMPTS = 10
/** Deadlock, and `lock_timeout` of the login. */
const IN_EACH_OTHERS_WAY = ['40P01', '55P03']

/** Runs `work` again where others held what it needed: writers and a dropped table get in each other's way. */
export async function unlessInTheWay<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
      if (attempt === ATTEMPTS || !IN_EACH_OTHERS_WAY.includes(code)) throw error
    }
  }
}
