import { z } from 'zod'

/** What Prisma reports of a violation: P2002 (unique) and P2003 (foreign key) carry the driver's own finding. */
const Violation = z.object({
  code: z.enum(['P2002', 'P2003']),
  meta: z.object({
    driverAdapterError: z.object({ cause: z.object({ constraint: z.object({ index: z.string() }) }) }),
  }),
})

/** The name of the unique index or foreign key that a statement violated; `undefined` for every other error. */
export function violatedConstraint(error: unknown): string | undefined {
  return Violation.safeParse(error).data?.meta.driverAdapterError.cause.constraint.index
}
