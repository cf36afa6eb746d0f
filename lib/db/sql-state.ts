import { z } from 'zod'

const SqlState = z.string().regex(/^[0-9A-Z]{5}$/)
/** Where Prisma keeps what the driver told it; of an error that came through Accelerate the same, read from JSON. */
const FromDriver = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: SqlState }) }) }),
})

/** The SQLSTATE that Prisma's error has come from, if it has come from PostgreSQL. */
export function sqlStateOf(error: unknown): string | undefined {
  return FromDriver.safeParse(error).data?.meta.driverAdapterError.cause.originalCode
}
