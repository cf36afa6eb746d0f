import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { GOOGLE_REASONS } from '../google/google-reasons.ts'
import { Timestamp } from '../input/timestamp.ts'
import { CONNECTION_STATUSES } from '../model/connection-status.ts'
import { oneOf } from '../model/one-of.ts'
import { lossReason } from './loss-reason.ts'

/** A Google login as the agency sees it; its tokens never leave. */
export const ConnectionView = z
  .object({
    googleAccountId: z.string().describe('The stable id of the Google account'),
    email: z.string(),
    scopes: z.array(z.string()).describe('What the login has granted'),
    status: oneOf(CONNECTION_STATUSES),
    tokenExpiresAt: Timestamp.nullable().describe('Of the access token, which is renewed by itself'),
    errorCode: z.string().nullable(),
    nextStep: z.string().nullable().describe('What to do about an `ERROR`'),
    customerCount: z.int().describe('Customers that belong to this login'),
    createdAt: Timestamp,
  })
  .meta({ id: 'Connection' })

/** A confirmed consent. */
export const CompletedConnection = z
  .object({ customerId: z.uuid(), connection: ConnectionView })
  .meta({ id: 'CompletedConnection' })
export type CompletedConnection = z.input<typeof CompletedConnection>

/** A login that was disconnected, and what became of its permission at Google. */
export const DisconnectedConnection = z
  .object({
    connection: ConnectionView,
    revokedAtGoogle: z
      .boolean()
      .describe(
        '`true`: the permission is ended in the Google account too. `false`: it may still exist there, because it is ' +
          'used elsewhere, Google could not be reached, or it was disconnected before',
      ),
    nextStep: z.string().nullable().describe('How to end the permission where it may still exist'),
  })
  .meta({ id: 'DisconnectedConnection' })
export type DisconnectedConnection = z.input<typeof DisconnectedConnection>

/** What the view needs of a row. */
export const CONNECTION_COLUMNS = {
  googleAccountId: true,
  email: true,
  scopes: true,
  status: true,
  tokenExpiresAt: true,
  errorCode: true,
  createdAt: true,
  _count: { select: { customers: true } },
} as const satisfies Prisma.GoogleConnectionSelect

type ConnectionRow = Prisma.GoogleConnectionGetPayload<{ select: typeof CONNECTION_COLUMNS }>

/** A login as the verbs return it. */
export type Connection = ReturnType<typeof connectionView>

export function connectionView({ _count, ...row }: ConnectionRow) {
  return {
    ...row,
    nextStep: row.status === 'ERROR' ? GOOGLE_REASONS[lossReason(row.errorCode)].nextStep : null,
    customerCount: _count.customers,
  }
}
