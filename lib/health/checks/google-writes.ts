import type { Facts } from '../facts/facts.ts'
import { OK, type Verdict, warn } from '../verdict.ts'

/** The service may write at Google. */
export function judgeGoogleWrites({ googleWrites }: Facts): Verdict {
  if (googleWrites) return OK
  return warn(
    'GOOGLE_WRITES is off: syncs and publishing of all organizations wait. Remove the setting and deploy to let them go on.',
  )
}
