import { z } from 'zod'

const SqlState = z.string().regex(/^[0-9A-Z]{5}$/)
/** An error as PostgreSQL's driver gives it. */
const Raised = z.object({ severity: z.string(), code: SqlState })
/** The same inside Prisma's own; of an error that came through Accelerate it is read from JSON. */
const InsidePrismas = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: SqlState }) }) }),
})

/** The SQLSTATE that an error has come from, if it has come from PostgreSQL. */
export function sqlStateOf(error: unknown): string | undefined {
  const { data } = InsidePrismas.safeParse(error)
  return data?.meta.driverAdapterError.cause.originalCode ?? Raised.safeParse(error).data?.code
}
