import { GoogleError } from '../../google/google-error.ts'
import { conversionName } from '../plan/google-names.ts'
import type { ActionChange } from '../plan/plan-action-changes.ts'
import type { PlannedTracking } from '../plan/planned-tracking.ts'
import type { Rejections } from '../queue/failure.ts'
import { type AdsAccounts, accountOf } from './ads-accounts.ts'
import { rejectionOf } from './failure-of.ts'
import { requireOneAccepted } from './require-one-accepted.ts'
import { failsAlone, rejectsOneObject, writesOneByOne } from './verdict-on.ts'
import type { Work } from './work.ts'

type Options = { validateOnly?: boolean }

type Target = { accounts: AdsAccounts; work: Work; names: ReadonlyMap<string, string>; options: Options }

/** The resource name of each action by tracking, and what was left out with the error that says why. */
type Written = { written: Map<string, string>; rejected: Rejections; errors: GoogleError[] }

/**
 * Writes the changes, one request for each account; where Google rejects one of them and names it, all others. Where it
 * has failed by an error of its own before, each is written alone, so that the one which it cannot take holds up no other.
 * @param counting the account for new actions
 * @param options with `validateOnly`, Google says what it would reject, and nothing is written
 */
export async function writeActions(
  trackings: readonly PlannedTracking[],
  changes: readonly ActionChange[],
  counting: string | undefined,
  accounts: AdsAccounts,
  work: Work,
  options: Options = {},
): Promise<Pick<Written, 'written' | 'rejected'>> {
  const done: Written = { written: new Map(), rejected: {}, errors: [] }
  const names = new Map(trackings.map((each) => [each.trackingId, conversionName(each)]))
  for (const [account, all] of Map.groupBy(changes, (change) => accountFor(change, counting))) {
    const groups = writesOneByOne(work) ? all.map((change) => [change]) : [all]
    for (const group of groups) await writeGroup(account, group, done, { accounts, work, names, options })
  }
  requireOneAccepted(changes.length, done.errors, work)
  return done
}

function accountFor({ operation }: ActionChange, counting: string | undefined): string {
  if ('update' in operation) return accountOf(operation.update.resourceName)
  if (counting === undefined) throw new Error('an action is created before its account is known')
  return counting
}

async function writeGroup(
  account: string,
  changes: readonly ActionChange[],
  done: Written,
  { accounts, work, names, options }: Target,
): Promise<void> {
  let rest = changes
  while (rest.length > 0) {
    try {
      const operations = rest.map(({ operation }) => operation)
      const made = await accounts.at(account).mutateConversionActions(account, operations, options)
      for (const [index, { trackingId }] of rest.entries()) {
        const name = made[index]
        if (name) done.written.set(trackingId, name)
      }
      return
    } catch (error) {
      const bad = badChange(error, rest, work)
      if (!(error instanceof GoogleError) || !bad) throw error
      done.errors.push(error)
      done.rejected[bad.trackingId] = rejectionOf(error, names.get(bad.trackingId) ?? '')
      rest = rest.filter((change) => change !== bad)
    }
  }
}

/** The one change that an error is about. */
function badChange(error: unknown, rest: readonly ActionChange[], work: Work): ActionChange | undefined {
  if (rest.length === 1 && failsAlone(error, work)) return rest[0]
  return rejectsOneObject(error, work.attempts) ? rest[error.rejectedOperation ?? -1] : undefined
}
