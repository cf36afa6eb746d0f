type Advice = { nextStep: string; retry: boolean }

/** Why a sync cannot go on although Google rejected nothing, and what the agency does about it. */
export const SYNC_REASONS = {
  ads_account_missing: { nextStep: 'Choose a Google Ads account for this customer first.', retry: false },
  unpublished_changes: {
    nextStep:
      'The container has a version that was never published, and publishing ours would ship it. Publish or delete it in Tag Manager, then sync again.',
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
  label_missing: {
    nextStep: 'Google Ads has not given the conversion action a label yet. Sync again in some minutes.',
    retry: true,
  },
  not_live: {
    nextStep:
      'The live version does not hold what was written. Somebody may have published at the same moment: sync again.',
    retry: true,
  },
} as const satisfies Record<string, Advice>

export type SyncReason = keyof typeof SYNC_REASONS

/** A sync that cannot go on until the agency acts. */
export class SyncBlockedError extends Error {
  override readonly name = 'SyncBlockedError'
  readonly reason: SyncReason
  constructor(reason: SyncReason) {
    super(`sync blocked: ${reason}`)
    this.reason = reason
  }
}
