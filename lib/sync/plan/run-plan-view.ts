import { z } from 'zod'
import { FINDING_CODES } from '../../model/finding-code.ts'
import { FINDING_SEVERITIES } from '../../model/finding-severity.ts'
import { oneOf } from '../../model/one-of.ts'
import { PLAN_MODES } from '../../model/plan-mode.ts'
import { PlannedChange } from './planned-change.ts'

const ReverseImpact = z
  .object({
    reason: oneOf(['uses', 'fires_on_same_event', 'counts_twice']).describe('How it is affected'),
    subject: z.string().describe('The trigger or variable that changes, or the tag of the tracking'),
    kind: oneOf(['tag', 'trigger', 'variable']).describe('What else is affected'),
    name: z.string().describe('The name of what else is affected'),
  })
  .meta({ id: 'ReverseImpact' })
export type ReverseImpact = z.infer<typeof ReverseImpact>

const PlannedFinding = z
  .object({
    code: oneOf(FINDING_CODES),
    severity: oneOf(FINDING_SEVERITIES),
    trackingId: z.uuid().nullable().describe('`null` where it is about the container'),
    summary: z.string(),
    nextStep: z.string(),
  })
  .meta({ id: 'PlannedFinding' })

const PlannedWait = z
  .object({
    trackingId: z.uuid().nullable().describe('`null` where all of the container waits'),
    code: z.string(),
    message: z.string().describe('Why it is not written, and what to do'),
  })
  .meta({ id: 'PlannedWait' })
export type PlannedWait = z.infer<typeof PlannedWait>

/** What a run is going to change, or has changed: for people, and stored as it is shown. */
export const RunPlanView = z
  .object({
    digest: z
      .string()
      .nullable()
      .describe(
        'Stands for the plan and all that it was based on: `planDigest` of the sync that applies exactly this; `null` of a sync that was not asked for by a plan',
      ),
    mode: oneOf(PLAN_MODES).describe('How far the run goes that it is made for'),
    changes: z.array(PlannedChange).describe('In the order in which they are made'),
    publishing: oneOf(['AT_ONCE', 'BY_ADMIN', 'NONE']).describe(
      'Whether what changes in Tag Manager is published at once, awaits an ADMIN, or nothing is to be published',
    ),
    buildsOn: z
      .object({
        liveVersionId: z
          .string()
          .nullable()
          .describe('The version that is live; `null`: none was ever published'),
        latestVersionId: z.string().nullable().describe('The newest version'),
        setsLatest: z.boolean().describe('The live version is made the newest one again'),
      })
      .describe('The container that the changes are made to'),
    alsoUses: z.array(ReverseImpact).describe('What else these changes meet, of other people and of ours'),
    findings: z.array(PlannedFinding).describe('What was found on the way'),
    waits: z.array(PlannedWait).describe('What is not written, and why'),
    cost: z
      .object({
        tagManagerCalls: z.int(),
        adsCalls: z.int(),
        quotaSeconds: z
          .int()
          .describe('About how long the quota of Tag Manager takes for them while others use it up too'),
      })
      .nullable()
      .describe(
        'What the sync will need that applies it, if nothing goes wrong; `null` of one that has written it',
      ),
  })
  .meta({ id: 'RunPlan' })
export type RunPlanView = z.infer<typeof RunPlanView>
