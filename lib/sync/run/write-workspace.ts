import { GoogleError } from '../../google/google-error.ts'
import type { TagManager } from '../../google/tag-manager.ts'
import type { Change } from '../plan/plan-tracking-objects.ts'
import type { Rejections } from '../queue/failure.ts'
import { applyOneByOne } from './apply-one-by-one.ts'
import { rejectionOf } from './failure-of.ts'
import type { RunPlan } from './plan-run.ts'
import { requireOneAccepted } from './require-one-accepted.ts'
import { failsAlone, rejectsOneObject, writesOneByOne } from './verdict-on.ts'
import type { Work } from './work.ts'

/** The trackings left out, with what Google says. */
export type Written = { rejected: Rejections }

/**
 * Writes the changes to our workspace: in one request or, where Google rejects them as a bulk or has failed at it before,
 * one by one. What Google rejects then is left out along with the rest of its tracking. A trigger that was made before
 * its tag was rejected does nothing by itself, and the next sync finds it by its mark.
 */
export async function writeWorkspace(
  gtm: TagManager,
  workspace: string,
  plan: Pick<RunPlan, 'changes' | 'owners'>,
  work: Work,
): Promise<Written> {
  if (!writesOneByOne(work)) {
    try {
      await gtm.bulkUpdate(workspace, [...plan.changes])
      return { rejected: {} }
    } catch (error) {
      if (!rejectsBulk(error, work)) throw error
    }
  }
  return writeEach(gtm, workspace, plan, work)
}

/** A plain rejection changed nothing. One by one, the same error comes back with the object that it is about. */
function rejectsBulk(error: unknown, { attempts }: Work): boolean {
  const isMissing = error instanceof GoogleError && error.status === 404
  return isMissing || rejectsOneObject(error, attempts)
}

async function writeEach(
  gtm: TagManager,
  workspace: string,
  { changes, owners }: Pick<RunPlan, 'changes' | 'owners'>,
  work: Work,
): Promise<Written> {
  const rejected: Rejections = {}
  const folderIds = new Map<string, string>()
  const errors: GoogleError[] = []
  const groups = groupsOf(changes, owners)
  for (const { trackingIds, own } of groups) {
    if (trackingIds.length > 0 && trackingIds.every((trackingId) => rejected[trackingId])) continue
    try {
      await applyOneByOne(gtm, workspace, own, folderIds)
    } catch (error) {
      const isAlone = rejectsOneObject(error, work.attempts) || failsAlone(error, work)
      if (trackingIds.length === 0 || !isAlone) throw error
      errors.push(error)
      for (const trackingId of trackingIds) rejected[trackingId] = rejectionOf(error, nameOf(own))
    }
  }
  requireOneAccepted(groups.length, errors, work)
  return { rejected }
}

type Group = { trackingIds: readonly string[]; own: Change[] }

/**
 * What several trackings share comes first, each by itself, for they refer to it; then tracking by tracking; what is
 * removed of the shared comes last.
 */
function groupsOf(changes: readonly Change[], owners: RunPlan['owners']): Group[] {
  const isOwn = (change: Change) => owners.get(change)?.length === 1 && !isShared(change)
  const alone = (change: Change): Group => ({ trackingIds: owners.get(change) ?? [], own: [change] })
  const [removed, shared] = partition(changes.filter((change) => !isOwn(change)))
  const own = Map.groupBy(changes.filter(isOwn), (change) => owners.get(change)?.[0] ?? '')
  return [
    ...shared.map(alone),
    ...[...own].map(([trackingId, all]) => ({ trackingIds: [trackingId], own: all })),
    ...removed.map(alone),
  ]
}

function partition(changes: readonly Change[]): [removed: Change[], others: Change[]] {
  const isRemoved = ({ changeStatus }: Change) => changeStatus === 'deleted'
  return [changes.filter(isRemoved), changes.filter((change) => !isRemoved(change))]
}

function isShared({ folder, builtInVariable, variable, tag }: Change): boolean {
  return (
    folder !== undefined || builtInVariable !== undefined || variable !== undefined || tag?.type === 'gclidw'
  )
}

/** Trigger and tag of a tracking have one name, unless a person has given them others. */
function nameOf(changes: readonly Change[]): string {
  const names = changes.map(
    ({ tag, trigger, variable, folder, builtInVariable }) =>
      (tag ?? trigger ?? variable ?? folder)?.name ?? builtInVariable?.type,
  )
  return names.find(Boolean) ?? ''
}
