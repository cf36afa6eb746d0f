import { z } from 'zod'
import { Moment } from '../input/calendar.ts'
import { Id } from '../input/id.ts'
import { oneLine } from '../input/one-line.ts'
import { onlyDeleted } from '../input/only-deleted.ts'
import { CUSTOMER_STATUSES } from '../model/customer-status.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { PUBLISH_MODES } from '../model/publish-mode.ts'
import { ROLLBACK_MODES } from '../model/rollback-mode.ts'
import { ORDERS } from '../paging/list-page.ts'

const name = oneLine(120).meta({ examples: ['Corner Bakery'] })
const websiteUrl = z
  .string()
  .max(2048)
  .refine(
    isWebsite,
    'must be an address that starts with http:// or https://, without user name and password',
  )
  .meta({ examples: ['https://corner-bakery.example'] })

/** A Google Ads account, with or without its dashes; without them from here on. */
const googleAdsAccount = z
  .string()
  .regex(/^\d{3}-?\d{3}-?\d{4}$/, 'must be ten digits, for example 123-456-7890')
  .transform((text) => text.replaceAll('-', ''))

const googleContainerId = z
  .string()
  .max(32)
  .regex(/^GTM-[A-Z0-9]+$/, 'must be the public id of a container, for example GTM-ABC123')
  .meta({ description: 'The public id of a web container', examples: ['GTM-ABC123'] })
const googleAdsAccountId = googleAdsAccount.meta({ examples: ['123-456-7890'] })

/** What a customer is made of, wherever it is sent. */
export const customerFields = { name, websiteUrl, googleContainerId, googleAdsAccountId }

export const googleAccountId = z
  .string()
  .min(1)
  .max(255)
  .describe('A Google login of your organization, as GET /api/v1/connections lists them')

export const CreateCustomer = z
  .strictObject({ name, websiteUrl, googleAccountId: googleAccountId.exactOptional() })
  .meta({ id: 'CreateCustomer' })
export type CreateCustomer = z.infer<typeof CreateCustomer>

/** Whether the customer is connected at once, which is an ADMIN's to do. */
export function choosesLogin(input: CreateCustomer): boolean {
  return input.googleAccountId !== undefined
}

export const AssignConnection = z.strictObject({ googleAccountId }).meta({ id: 'AssignConnection' })
export type AssignConnection = z.infer<typeof AssignConnection>

export const UpdateCustomer = z
  .strictObject(
    {
      name: name.exactOptional(),
      websiteUrl: websiteUrl.exactOptional(),
      paused: z
        .boolean()
        .exactOptional()
        .describe(
          '`true`: syncing pauses, and what is live goes on counting; `false`: it goes on, with the status that is true then',
        ),
      publishMode: z
        .enum(PUBLISH_MODES)
        .nullable()
        .exactOptional()
        .describe(
          'Whether its versions go live at once, in place of what the organization has; `null`: as that',
        ),
      frozenUntil: Moment.nullable()
        .exactOptional()
        .describe(
          'Until then nothing is published for it, but by a rollback; in place of the freeze of the organization. Within a year; `null`: as the organization',
        ),
      googleContainerId: googleContainerId.exactOptional(),
      googleAdsAccountId: googleAdsAccountId.exactOptional(),
      loginCustomerId: googleAdsAccount
        .exactOptional()
        .describe('The manager account through which the Google Ads account is reached'),
    },
    { error: explainStatus },
  )
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .meta({ id: 'UpdateCustomer' })
export type UpdateCustomer = z.infer<typeof UpdateCustomer>

/** The status was paused by, before it was derived. */
function explainStatus(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== 'unrecognized_keys' || !issue.keys.includes('status')) return undefined
  return 'is not known here; leave it out, and pause or resume with "paused": true or false'
}

/** Whether the change is an ADMIN's: which container and which Google Ads account is written to. */
export function choosesGoogle(changes: UpdateCustomer): boolean {
  return 'googleContainerId' in changes || 'googleAdsAccountId' in changes || 'loginCustomerId' in changes
}

/** Whether the change is an ADMIN's for another reason: what goes live, and when. */
export function setsPublishing(changes: UpdateCustomer): boolean {
  return 'publishMode' in changes || 'frozenUntil' in changes
}

export const SyncCustomer = z
  .strictObject({
    buildOnLive: z
      .literal(true)
      .exactOptional()
      .describe('After a rollback: the live version becomes the latest one again, and ours is built on it'),
    planDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the digest of a plan')
      .exactOptional()
      .describe(
        'The plan that was looked at: exactly that is written, or nothing, and the run ends with `plan_stale`',
      )
      .meta({ examples: ['5f0c6b7c1b0e8f4ad9d8c8b1e9e3b0a4c1d2e3f405162738495a6b7c8d9e0f1a'] }),
  })
  .prefault({})
  .meta({ id: 'SyncCustomer' })
export type SyncCustomer = z.infer<typeof SyncCustomer>

export const PlanCustomer = z
  .strictObject({
    mode: z.enum(['sync', 'repair']).exactOptional().describe('How far the run would go; `sync` by default'),
    buildOnLive: z.literal(true).exactOptional().describe('As of the sync that it is made for'),
    trackingIds: z
      .array(Id)
      .min(1)
      .max(100)
      .exactOptional()
      .describe('With mode `repair`: a dry run of the repair of these trackings, and of no other'),
  })
  .refine(({ mode, trackingIds }) => trackingIds === undefined || mode === 'repair', {
    path: ['trackingIds'],
    message: 'is only known with mode "repair"; leave it out, since a sync plans for all',
  })
  .prefault({})
  .meta({ id: 'PlanCustomer' })
export type PlanCustomer = z.infer<typeof PlanCustomer>

export const PublishVersion = z
  .strictObject({
    versionId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the number of a container version')
      .describe('The container version that was reviewed: `versionId` of the run that awaits publishing')
      .meta({ examples: ['4'] }),
  })
  .meta({ id: 'PublishVersion' })
export type PublishVersion = z.infer<typeof PublishVersion>

export const RollbackCustomer = z
  .strictObject({
    mode: z
      .enum(ROLLBACK_MODES)
      .describe(
        '`previous_version`: the version that was live before ours is live again, only while ours is live; `our_changes`: only what we changed is taken out of what is live, and later work of other people stays',
      ),
  })
  .meta({ id: 'RollbackCustomer' })
export type RollbackCustomer = z.infer<typeof RollbackCustomer>

export const DetachCustomer = z
  .strictObject({
    what: z.enum(['container', 'googleAdsAccount', 'both']).describe('What to let go of'),
    reason: oneLine(200).exactOptional().describe('Why; it is kept in the audit log'),
  })
  .meta({ id: 'DetachCustomer' })
export type DetachCustomer = z.infer<typeof DetachCustomer>

export const CustomerFilter = z.strictObject({
  q: oneLine(100)
    .min(2)
    .exactOptional()
    .describe('A part of the name or website; case, accents and strokes of letters make no difference'),
  status: z.enum(CUSTOMER_STATUSES).exactOptional(),
  deploymentWorst: z.enum(DEPLOYMENT_STATES).exactOptional(),
  evidenceWorst: z.enum(EVIDENCE_STATES).exactOptional(),
  hasFindings: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .exactOptional()
    .describe('Whether open findings other than hints want a look'),
  sort: z
    .enum(['createdAt', 'name', 'deployment', 'evidence', 'openFindings'])
    .default('createdAt')
    .describe(
      `deployment and evidence: by the worst state of its trackings, ${DEPLOYMENT_STATES.join(', ')}, and ${EVIDENCE_STATES.join(', ')}`,
    ),
  order: z.enum(ORDERS).default('desc'),
  deleted: onlyDeleted,
})
export type CustomerFilter = z.infer<typeof CustomerFilter>

function isWebsite(text: string): boolean {
  if (!/^https?:\/\/[^\s\p{Cc}\p{Cf}\p{Cs}]+$/u.test(text)) return false
  const url = URL.parse(text)
  return url !== null && url.username === '' && url.password === ''
}
