import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { CONNECTION_STATUSES } from '../model/connection-status.ts'
import { CUSTOMER_STATUSES } from '../model/customer-status.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { oneOf } from '../model/one-of.ts'
import { PUBLISH_MODES } from '../model/publish-mode.ts'
import { RequestedChoiceView, requestedChoiceView } from './requested-choice.ts'

const Connection = z
  .object({
    googleAccountId: z.string(),
    email: z.string(),
    status: oneOf(CONNECTION_STATUSES),
    scopes: z.array(z.string()),
    tokenExpiresAt: Timestamp.nullable(),
  })
  .meta({ id: 'CustomerConnection' })

export const CustomerView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    websiteUrl: z.string(),
    status: oneOf(CUSTOMER_STATUSES).describe('The first of these that holds'),
    hold: z
      .boolean()
      .describe(
        'Whether syncs, repairs and publishing wait since a rollback, until an ADMIN resumes the customer',
      ),
    googleAccountId: z.string().nullable(),
    googleContainerId: z.string().nullable(),
    googleAdsAccountId: z.string().nullable(),
    loginCustomerId: z.string().nullable(),
    requestedChoice: RequestedChoiceView.nullable().describe(
      'Container and Google Ads account that were asked for when it was created; `null` once they are chosen',
    ),
    publishMode: oneOf(PUBLISH_MODES).nullable().describe('Its own; `null`: that of the organization'),
    frozenUntil: Timestamp.nullable().describe('Its own freeze; `null`: that of the organization'),
    effective: z
      .object({
        publishMode: oneOf(PUBLISH_MODES),
        frozenUntil: Timestamp.nullable().describe(
          'Nothing is published before, but by a rollback; `null` or a time that is past: nothing is frozen',
        ),
      })
      .describe('What holds for it, by its own or the organization’s'),
    trackingCount: z.int(),
    deploymentWorst: oneOf(DEPLOYMENT_STATES).describe(
      'The worst state that its trackings are deployed in; UNKNOWN without trackings, or before they were looked at',
    ),
    deploymentCheckedAt: Timestamp.nullable().describe(
      'When all of its trackings were looked at last: each night, unless there are more customers than a night has room for',
    ),
    evidenceWorst: oneOf(EVIDENCE_STATES).describe(
      'The worst of what Google Ads says of its trackings; UNKNOWN without trackings, or before it was asked',
    ),
    openFindings: z
      .int()
      .describe('Open findings that want a look: hints and dismissed ones are not counted'),
    connection: Connection.nullable().describe('The Google login that serves this customer'),
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    deletedAt: Timestamp.nullable().describe('When it was deleted, until it is restored or purged'),
  })
  .meta({ id: 'Customer' })
export type CustomerView = z.infer<typeof CustomerView>

/** The customer's own columns: what an INSERT or UPDATE returns in the same statement. */
export const CUSTOMER_COLUMNS = {
  id: true,
  name: true,
  websiteUrl: true,
  status: true,
  hold: true,
  googleAccountId: true,
  googleContainerId: true,
  googleAdsAccountId: true,
  loginCustomerId: true,
  requestedChoice: true,
  publishMode: true,
  frozenUntil: true,
  trackingCount: true,
  deploymentWorst: true,
  deploymentRank: true,
  deploymentCheckedAt: true,
  evidenceWorst: true,
  evidenceRank: true,
  openFindings: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
} as const satisfies Prisma.CustomerSelect

const CONNECTION_COLUMNS = {
  googleAccountId: true,
  email: true,
  status: true,
  scopes: true,
  tokenExpiresAt: true,
} as const satisfies Prisma.GoogleConnectionSelect

const ORGANIZATION = { select: { publishMode: true, frozenUntil: true } } as const

/** What an INSERT returns, with what holds for customers that have nothing of their own. */
export const NEW_CUSTOMER_FIELDS = {
  ...CUSTOMER_COLUMNS,
  organization: ORGANIZATION,
} as const satisfies Prisma.CustomerSelect

/** With organization and connection, read by a join. */
export const CUSTOMER_FIELDS = {
  ...NEW_CUSTOMER_FIELDS,
  googleConnection: { select: CONNECTION_COLUMNS },
} as const satisfies Prisma.CustomerSelect

export type CustomerRow = Prisma.CustomerGetPayload<{ select: typeof CUSTOMER_FIELDS }>

/** A customer as the verbs return it. */
export type Customer = ReturnType<typeof customerView>

export function customerView({ googleConnection, organization, requestedChoice, ...customer }: CustomerRow) {
  return {
    ...customer,
    effective: {
      publishMode: customer.publishMode ?? organization.publishMode,
      frozenUntil: customer.frozenUntil ?? organization.frozenUntil,
    },
    requestedChoice: requestedChoiceView(requestedChoice),
    connection: googleConnection,
  }
}
