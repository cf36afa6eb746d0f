import type { Facts } from '../facts/facts.ts'
import { fail, OK, type Verdict } from '../verdict.ts'

/** Something can be written: the server is no standby, no setting makes transactions read-only, the disk has room. */
export function judgeDatabaseWrite({ database, written }: Facts): Verdict {
  if ('value' in database && database.value.loginState.read_only) {
    return fail(
      'Transactions are read-only: the URL leads to a standby, or default_transaction_read_only is set for server, database or login.',
    )
  }
  return 'value' in written
    ? OK
    : fail(
        'A write failed: is the server a standby, read-only, or its disk full? The log has the error (health.query_failed).',
      )
}
