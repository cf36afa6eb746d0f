import { fillText } from '../../errors/fill-text.ts'

/**
 * `nextStep` holds once the run has ended, `whileRetrying` while it waits for its next try, `whileNothingIsLive` in place
 * of `nextStep` where no version was ever published.
 */
type Advice = { nextStep: string; whileNothingIsLive?: string } & (
  | { retry: false }
  | { retry: true; whileRetrying: string }
)

/** Why a sync cannot go on although Google rejected nothing, and what the agency does about it. */
export const SYNC_REASONS = {
  ads_account_missing: { nextStep: 'Choose a Google Ads account for this customer first.', retry: false },
  ours_rolled_back: {
    nextStep:
      'Version {latest}, which we made, was live, and somebody went back to version {live}. To build on what is live, sync with {"buildOnLive": true}. To go forward again, publish version {latest} in Tag Manager, then sync.',
    retry: false,
  },
  foreign_rolled_back: {
    nextStep:
      'Version {latest} was live, and somebody went back to version {live}; publishing ours on top of it would undo that. To build on what is live, sync with {"buildOnLive": true}. To go forward again, publish version {latest} in Tag Manager, then sync.',
    retry: false,
  },
  foreign_unpublished_or_rolled_back: {
    nextStep:
      'The newest version is {latest}, and version {live} is live: either nobody has published version {latest} yet, or somebody went back from it. Google does not tell which. To leave it out, sync with {"buildOnLive": true}, which makes version {live} the latest one again. To include it, publish version {latest} in Tag Manager, then sync.',
    whileNothingIsLive:
      'Version {latest} was made by other people and nobody has published it yet; publishing ours would ship it. To include it, publish version {latest} in Tag Manager, then sync. To leave it out, delete it there, then sync.',
    retry: false,
  },
  foreign_drafts: {
    nextStep:
      'Somebody has drafted changes in our workspace “OneClickTag”, and publishing ours would ship them: {names}. Move them to another workspace or discard them in Tag Manager, then sync again.',
    retry: false,
  },
  name_taken: {
    nextStep:
      'The container has a variable called “{variable}”, which is the name of another variable that this tracking needs. Rename that variable in Tag Manager, then sync again.',
    retry: false,
  },
  workspace_changed: {
    nextStep:
      'The workspace “OneClickTag” clashes with a newer version of the container. Delete that workspace in Tag Manager, then sync again.',
    retry: false,
  },
  superseded: {
    nextStep:
      'Another version was published since ours was made, and ours would undo it. Sync again to build on it.',
    retry: false,
  },
  plan_stale: {
    nextStep:
      'What is to be written is not what was planned any more: the container, Google Ads or a tracking has changed since. Nothing else was written in its place. Plan the customer again, then sync with the new digest.',
    retry: false,
  },
  nothing_to_roll_back: {
    nextStep: 'No version that we published in this container is known, so nothing was rolled back.',
    retry: false,
  },
  no_previous_version: {
    nextStep:
      'No version was live before version {ours}, which we made, so there is none to go back to. Take only our changes out with {"mode": "our_changes"}.',
    retry: false,
  },
  ours_not_live: {
    nextStep:
      'Version {live} is live, and not version {ours}, which we published before the rollback was requested: going back to version {previous} would undo it. Nothing was changed. Take only our changes out with {"mode": "our_changes"}, or go back in Tag Manager.',
    retry: false,
  },
  previous_version_gone: {
    nextStep:
      'Version {previous} is deleted in Tag Manager. Nothing was changed. Restore it there and request the rollback again, or take only our changes out with {"mode": "our_changes"}.',
    retry: false,
  },
  rollback_superseded: {
    nextStep:
      'Version {live} was published in Tag Manager during the rollback, and was left live. See whether it holds what was to be taken back, then request the rollback again.',
    retry: false,
  },
  stopped_by_rollback: {
    nextStep:
      'A rollback of the customer has ended this run. Its changes wait, and are synced once the customer is resumed.',
    retry: false,
  },
  broken: {
    nextStep:
      'Trackings that counted before do not any more through what this run has published, and a second look did not come about. Verify the customer.',
    whileRetrying:
      'Trackings that counted before do not any more through what this run has published. We look again shortly, before anything is taken back.',
    retry: true,
  },
  taken_back: {
    nextStep:
      'Trackings that counted before did not any more through version {ours}, which this run has published: two looks in a row found it so. A rollback to version {previous} is queued, and the customer is on hold. See its findings, correct the trackings, then resume the customer.',
    retry: false,
  },
  label_missing: {
    nextStep: 'Google Ads has not given the conversion action a label yet. Sync again in some minutes.',
    whileRetrying: 'Google Ads has not given the conversion action a label yet. We look again shortly.',
    retry: true,
  },
  not_live: {
    nextStep:
      'The live version does not hold what was written. Somebody may have published at the same moment: sync again.',
    whileRetrying: 'The live version does not hold what was written yet. We look again shortly.',
    retry: true,
  },
} as const satisfies Record<string, Advice>

export type SyncReason = keyof typeof SYNC_REASONS

/** What the words of a reason name: a text, or several. */
type BlockedValues = Readonly<Record<string, string | readonly string[]>>

/** What is said of a run: while it waits for its next try, or once it has ended. */
export function syncText(
  reason: SyncReason,
  state: 'retrying' | 'ended',
  values: BlockedValues = {},
): string {
  const advice: Advice = SYNC_REASONS[reason]
  const ended = (values['live'] === undefined && advice.whileNothingIsLive) || advice.nextStep
  const text = state === 'retrying' && advice.retry ? advice.whileRetrying : ended
  const listed = Object.entries(values).map(([name, value]) => [name, [value].flat().join(', ')] as const)
  return fillText(text, Object.fromEntries(listed))
}

/** A sync that cannot go on until the agency acts. */
export class SyncBlockedError extends Error {
  override readonly name = 'SyncBlockedError'
  readonly reason: SyncReason
  /** What the words about it name. */
  readonly values: BlockedValues
  constructor(reason: SyncReason, values: BlockedValues = {}) {
    super(`sync blocked: ${reason}`)
    this.reason = reason
    this.values = values
  }
}
