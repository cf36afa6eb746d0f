import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { Timestamp } from '../input/timestamp.ts'
import { FINDING_CODES } from '../model/finding-code.ts'
import { FINDING_SEVERITIES } from '../model/finding-severity.ts'
import { oneOf } from '../model/one-of.ts'
import { FINDING_TEXTS } from './finding-texts.ts'

const FindingCode = z.enum(FINDING_CODES)
const FindingData = z.record(z.string(), z.unknown())

export const FindingView = z
  .object({
    id: z.uuid(),
    code: oneOf(FINDING_CODES),
    severity: oneOf(FINDING_SEVERITIES),
    customerId: z.uuid(),
    trackingId: z.uuid().nullable().describe('`null` where it is about the customer or its container'),
    summary: z.string().describe('What was found, as it was when last seen'),
    nextStep: z.string(),
    data: FindingData.describe('What the summary is made of; which fields there are depends on the code'),
    openedAt: Timestamp,
    resolvedAt: Timestamp.nullable().describe('When it was found to be so no more'),
    dismissedAt: Timestamp.nullable(),
    dismissReason: z.string().nullable(),
    dismissedUntil: Timestamp.nullable(),
  })
  .meta({ id: 'Finding' })
export type FindingView = z.infer<typeof FindingView>

export const FINDING_FIELDS = {
  id: true,
  code: true,
  severity: true,
  customerId: true,
  trackingId: true,
  subject: true,
  data: true,
  openedAt: true,
  resolvedAt: true,
  dismissedAt: true,
  dismissReason: true,
  dismissedUntil: true,
} as const satisfies Prisma.FindingSelect

type FindingRow = Prisma.FindingGetPayload<{ select: typeof FINDING_FIELDS }>

/** A finding as the verbs return it. */
export type Finding = ReturnType<typeof findingView>

export function findingView({ subject, ...row }: FindingRow) {
  const { summary, nextStep } = FINDING_TEXTS[FindingCode.parse(row.code)]
  const data = FindingData.parse(row.data)
  return { ...row, data, summary: summary({ data, subject }), nextStep }
}
