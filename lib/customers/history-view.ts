import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { ChangedField, HistoryChange } from '../deployment/history-change.ts'
import { Timestamp } from '../input/timestamp.ts'
import { HISTORY_CHANGES, HISTORY_OBJECTS } from '../model/history-change.ts'
import { HISTORY_KINDS } from '../model/history-kind.ts'
import { HISTORY_ORIGINS } from '../model/history-origin.ts'
import { oneOf } from '../model/one-of.ts'
import { changeSummary, historyNotice, historySummary } from './history-texts.ts'

const HistoryChangeView = z
  .object({
    summary: z.string().describe('The change as a sentence'),
    change: oneOf(HISTORY_CHANGES),
    object: oneOf(HISTORY_OBJECTS),
    trackingId: z
      .uuid()
      .nullable()
      .describe('Whose object it is; `null` of what serves several trackings, and of other people’s'),
    count: z.int().describe('How many objects; of other people’s nothing else is kept'),
    fields: z
      .array(ChangedField)
      .describe('What was changed of an object of a tracking, as far as it is known'),
  })
  .meta({ id: 'HistoryChange' })

export const HistoryEntryView = z
  .object({
    id: z.uuid(),
    kind: oneOf(HISTORY_KINDS),
    origin: oneOf(HISTORY_ORIGINS),
    summary: z.string().describe('What happened, as a sentence'),
    seenAt: Timestamp.describe('When it was first seen live, or done in Google Ads'),
    versionId: z
      .string()
      .nullable()
      .describe('The version in Tag Manager; `null` of what was done in Google Ads'),
    previousVersionId: z.string().nullable().describe('The version that was seen live before, where one was'),
    madeAt: Timestamp.nullable().describe(
      'When the version was made, or its name edited, by its fingerprint; Google returns no more about it',
    ),
    runId: z.uuid().nullable().describe('The run that made the version, or put it live'),
    requestedBy: z
      .object({ kind: z.enum(['user', 'key']), id: z.uuid() })
      .nullable()
      .describe(
        'Who asked for what that run did; `null` where an edit or the schedule did, or Tag Manager was used',
      ),
    changes: z.array(HistoryChangeView).nullable().describe('`null` where it is not known what was changed'),
    notice: z.string().nullable().describe('Why there are no changes; `null` where there are'),
  })
  .meta({ id: 'HistoryEntry' })

export const HISTORY_FIELDS = {
  id: true,
  kind: true,
  origin: true,
  runId: true,
  versionId: true,
  previousVersionId: true,
  madeAt: true,
  changes: true,
  createdAt: true,
  run: { select: { requesterKind: true, requesterId: true } },
} as const satisfies Prisma.HistoryEntrySelect

/** An entry as it is read. */
export type HistoryRow = Prisma.HistoryEntryGetPayload<{ select: typeof HISTORY_FIELDS }>

const Changes = z.array(HistoryChange).nullable()
const Kind = z.enum(HISTORY_KINDS)
const Origin = z.enum(HISTORY_ORIGINS)

/** An entry as the verbs return it. */
export type HistoryEntry = ReturnType<typeof historyEntryView>

export function historyEntryView({ run, changes: stored, ...row }: HistoryRow) {
  const changes = Changes.parse(stored)
  const [kind, origin] = [Kind.parse(row.kind), Origin.parse(row.origin)]
  const { versionId, previousVersionId } = row
  return {
    ...row,
    kind,
    origin,
    summary: historySummary({ kind, origin, isOurs: row.runId !== null, versionId, previousVersionId }),
    seenAt: row.createdAt,
    requestedBy: origin === 'OURS' ? requesterOf(run) : null,
    changes:
      changes?.map((each) => ({
        summary: changeSummary(each, origin),
        change: each.change,
        object: each.object,
        trackingId: each.trackingId ?? null,
        count: each.count ?? 1,
        fields: each.fields ?? [],
      })) ?? null,
    notice: historyNotice(changes, kind),
  }
}

function requesterOf(run: HistoryRow['run']): { kind: 'user' | 'key'; id: string } | null {
  if (!run?.requesterId) return null
  return { kind: run.requesterKind === 'key' ? 'key' : 'user', id: run.requesterId }
}
