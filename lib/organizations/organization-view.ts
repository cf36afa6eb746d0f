import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { oneOf } from '../model/one-of.ts'
import { PUBLISH_MODES } from '../model/publish-mode.ts'

export const WRITES_PAUSED =
  '`true` stops what is written at Google for the organization: syncs and publishing wait, and what only looks goes on'

export const AUTO_ROLLBACK =
  '`true`: a version of ours that keeps a tracking from counting which counted before is taken back by itself, if two looks in a row find it so'

export const NAME_PATTERN =
  'How new tags and triggers are named, with `{name}` or `{id}` in it, and `{type}` or `{customer}` if you like. What is there keeps its name'

export const FOLDER =
  'The folder of the container that new tags, triggers and variables are put into; it is created where there is none of that name. `null`: into none. What is there stays where it is'

export const OrganizationView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    timeZone: z.string(),
    publishMode: oneOf(PUBLISH_MODES),
    writesPaused: z.boolean().describe(WRITES_PAUSED),
    autoRollback: z.boolean().describe(AUTO_ROLLBACK),
    namePattern: z.string().describe(NAME_PATTERN),
    folder: z.string().nullable().describe(FOLDER),
    frozenUntil: Timestamp.nullable().describe(
      'Until when nothing is published for customers without a freeze of their own; `null`: there is none. One that is past freezes nothing',
    ),
    version: z.int().describe('Grows with every change; also the ETag'),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Organization' })
export type OrganizationView = z.infer<typeof OrganizationView>

/** What is left at Google of a deleted organization. */
export const DeletedOrganization = z
  .object({
    liveTrackings: z.int().describe('Trackings whose tags stay in the containers of the clients'),
    connections: z.array(
      z.object({
        googleAccountId: z.string(),
        email: z.string(),
        revokedAtGoogle: z.boolean().describe('Whether the permission is ended in the Google account too'),
      }),
    ),
    nextStep: z.string().nullable().describe('How to end the permission where it may still exist'),
  })
  .meta({ id: 'DeletedOrganization' })
export type DeletedOrganization = z.infer<typeof DeletedOrganization>

export const ORGANIZATION_FIELDS = {
  id: true,
  name: true,
  timeZone: true,
  publishMode: true,
  writesPaused: true,
  autoRollback: true,
  namePattern: true,
  folder: true,
  frozenUntil: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.OrganizationSelect

/** An organization as the verbs return it. */
export type Organization = Prisma.OrganizationGetPayload<{ select: typeof ORGANIZATION_FIELDS }>
