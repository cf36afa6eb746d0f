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
  return text.replaceAll(/\{(\w+)\}/g, (all, key: string) => [values[key] ?? all].flat().join(', '))
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
