import { type ContainerContents, NO_CONTENTS } from '../../deployment/container-contents.ts'
import { identify } from '../../deployment/identify.ts'
import { judgeTracking } from '../../deployment/judge-tracking.ts'
import { userDataVariables } from '../../deployment/own-variable.ts'
import type { Verdict } from '../../deployment/verdict.ts'
import {
  ANY_TRIGGERS,
  type ConversionLabel,
  knownOf,
  type PlannedTracking,
  wantedTag,
  wantedTriggers,
} from './planned-tracking.ts'

type Seen = {
  /** What is live; `undefined` where nothing was ever published. */
  live: ContainerContents | undefined
  /** As Google Ads has it. */
  action: { status: string } | undefined
  now: Date
}

/** The verdict on a tracking as a plan sees it, by what is live. */
export function judgePlanned(
  tracking: PlannedTracking,
  label: ConversionLabel,
  { live, action, now }: Seen,
): Verdict {
  return judgeTracking({
    identified: identify(live ?? NO_CONTENTS, knownOf(tracking, label)),
    contents: live,
    wantedTriggers: wantedTriggers(tracking),
    wantedTag: wantedTag(tracking, label, ANY_TRIGGERS),
    wantedVariables: userDataVariables(tracking.conversionEnhanced).map(({ name }) => name),
    action,
    now,
  })
}
