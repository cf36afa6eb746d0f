/** How `DATABASE_URL` reaches PostgreSQL: straight or through PgBouncer (`postgres`), or through Prisma Accelerate. */
export type ConnectionMode = 'postgres' | 'accelerate'

/** Reads the mode from the URL's scheme: `prisma://` and `prisma+postgres://` are Accelerate's. */
export function connectionMode(databaseUrl: string): ConnectionMode {
  return /^prisma(\+postgres)?:/.test(databaseUrl) ? 'accelerate' : 'postgres'
}
