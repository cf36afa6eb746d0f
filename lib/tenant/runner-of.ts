import { EachAlone } from './each-alone.ts'
import type { Lend } from './lent-client.ts'
import { SingleWrite } from './single-write.ts'
import type { StatementRunner } from './statement-runner.ts'
import type { TenantSession } from './tenant-session.ts'
import { Transaction } from './transaction.ts'

const ISOLATION = { RepeatableRead: 'REPEATABLE READ', Serializable: 'SERIALIZABLE' } as const

/** The way that costs a session least. */
export function runnerOf(
  session: TenantSession,
  { isolation, single }: { isolation?: keyof typeof ISOLATION; single?: boolean },
  lend: Lend,
): StatementRunner {
  if (isolation) return new Transaction(session, lend, ISOLATION[isolation])
  if (session.readOnly) return new EachAlone(session, lend)
  return single ? new SingleWrite(session, lend) : new Transaction(session, lend)
}
