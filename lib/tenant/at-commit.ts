import { Prisma } from '../db/generated/client.ts'
import { requireSession } from './tenant-session.ts'

/**
 * Has a statement, whose result nobody needs, executed as the last of the transaction: it goes along with the COMMIT and
 * costs no round trip. Should it fail, nothing is committed.
 */
export function atCommit(text: TemplateStringsArray, ...values: unknown[]): void {
  requireSession().atCommit.push(Prisma.sql(text, ...values))
}
