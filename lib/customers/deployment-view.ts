import { z } from 'zod'
import { DeploymentReasonView } from '../deployment/deployment.ts'
import { Timestamp } from '../input/timestamp.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { oneOf } from '../model/one-of.ts'

export const DeploymentView = z
  .object({
    trackingId: z.uuid(),
    name: z.string(),
    state: oneOf(DEPLOYMENT_STATES).describe(
      'What container and Google Ads account held when they were looked at',
    ),
    reasons: z
      .array(DeploymentReasonView)
      .describe('What decided; none where it is LIVE without reserve, or UNKNOWN'),
    checkedAt: Timestamp.nullable(),
  })
  .meta({ id: 'TrackingDeployment' })
export type DeploymentView = z.infer<typeof DeploymentView>
