import { z } from 'zod'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { FieldValue } from './fields.ts'
import type { DeploymentReason } from './verdict.ts'

const FieldChange = z.object({
  field: z.string(),
  before: FieldValue.optional(),
  after: FieldValue.optional().describe('What is there; absent where nothing is'),
})

const plain = <const Code extends string>(code: Code) => z.object({ code: z.literal(code) })

/** What decides about a verdict, as it is stored and returned. */
export const DeploymentReasonView = z
  .discriminatedUnion('code', [
    plain('never_published'),
    plain('tag_missing'),
    plain('trigger_missing'),
    plain('paused'),
    plain('paused_as_wanted'),
    plain('no_firing_trigger'),
    plain('linker_missing'),
    plain('action_missing'),
    plain('action_hidden'),
    plain('schedule_not_started').extend({ at: z.string() }),
    plain('schedule_ended').extend({ at: z.string() }),
    plain('blocked').extend({ trigger: z.string() }),
    plain('exception').extend({ trigger: z.string() }),
    plain('variable_missing').extend({ variable: z.string() }),
    plain('consent_required').extend({ types: z.array(z.string()).readonly() }),
    plain('linker_prefix').extend({ linker: z.string(), tag: z.string() }),
    plain('changed').extend({ fields: z.array(FieldChange).readonly() }),
    plain('setup_tag_paused').extend({ tag: z.string() }),
  ])
  .meta({ id: 'DeploymentReason' }) satisfies z.ZodType<{ code: DeploymentReason['code'] }>

const VerdictAt = z.object({
  state: z.enum(DEPLOYMENT_STATES),
  reasons: z.array(DeploymentReasonView).readonly(),
  checkedAt: z.iso.datetime(),
})

/** The verdicts on a tracking, by destination, as its column `deployment` holds them. */
export const Deployment = z.object({ googleAds: VerdictAt.optional() })
export type Deployment = z.infer<typeof Deployment>
