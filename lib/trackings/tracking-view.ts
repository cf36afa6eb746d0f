import { z } from 'zod'
import type { Prisma } from '../db/generated/client.ts'
import { EvidenceView, evidenceView } from '../evidence/evidence-view.ts'
import { FINDING_FIELDS, FindingView, findingView } from '../findings/finding-view.ts'
import { Timestamp } from '../input/timestamp.ts'
import { DEPLOYMENT_STATES } from '../model/deployment-state.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { oneOf } from '../model/one-of.ts'
import { SYNC_STATUSES } from '../model/sync-status.ts'
import { TrackingFields } from '../model/tracking-fields.ts'
import { TRACKING_WARNINGS } from '../model/tracking-warning.ts'
import { usesField, withDefaults } from '../tracking-types/tracking-types.ts'
import { ConversionView } from './conversion-view.ts'
import { nestedConversion } from './nested-conversion.ts'
import { trackingWarnings } from './tracking-warnings.ts'

const { conversion: _columns, ...decided } = nestedConversion(TrackingFields.shape)

export const TrackingView = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    ...decided,
    historyChanges: z.boolean().nullable().describe('null where the type of tracking has no use for it'),
    fileExtensions: z.array(z.string()).nullable(),
    conversion: ConversionView,
    warnings: z
      .array(
        z.object({ code: oneOf(TRACKING_WARNINGS), summary: z.string() }).meta({ id: 'TrackingWarning' }),
      )
      .describe('What is probably a mistake, by what it asks for; nothing of it keeps it from being synced'),
    gtmTriggerId: z.string().nullable(),
    gtmTagId: z.string().nullable(),
    googleAdsConversionId: z.string().nullable().describe('The number after AW-'),
    conversionLabel: z.string().nullable(),
    version: z.int().describe('Grows with every edit'),
    syncedVersion: z.int().describe('The version that is deployed; 0 before the first sync'),
    syncStatus: oneOf(SYNC_STATUSES),
    syncErrorCode: z.string().nullable(),
    syncErrorMessage: z.string().nullable(),
    lastSyncedAt: Timestamp.nullable(),
    deploymentState: oneOf(DEPLOYMENT_STATES).describe(
      'Whether it counts as container and Google Ads account were when last looked at; UNKNOWN before',
    ),
    deploymentCheckedAt: Timestamp.nullable(),
    evidenceState: oneOf(EVIDENCE_STATES).describe(
      'Whether it counts, by what Google Ads has received; UNKNOWN before it was asked',
    ),
    evidence: EvidenceView.nullable().describe('How that was judged; `null`: not yet'),
    evidenceCheckedAt: Timestamp.nullable(),
    lastReceivedAt: Timestamp.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    deletedAt: Timestamp.nullable().describe('When it was deleted, until it is restored or purged'),
  })
  .meta({ id: 'Tracking' })
export type TrackingView = z.infer<typeof TrackingView>

/** What is read for a view: its own fields, with the conversion by column. */
export const TRACKING_FIELDS = selectOf({
  ...TrackingView.omit({ conversion: true, warnings: true }).shape,
  ...TrackingFields.shape,
}) satisfies Prisma.TrackingSelect

function selectOf<Shape extends object>(shape: Shape): { [Column in keyof Shape]: true } {
  return Object.fromEntries(Object.keys(shape).map((column) => [column, true])) as {
    [Column in keyof Shape]: true
  }
}

type TrackingRow = Prisma.TrackingGetPayload<{ select: typeof TRACKING_FIELDS }>

/** A tracking as the verbs return it. */
export type Tracking = ReturnType<typeof trackingView>

/** The label is Google's and no setting of the conversion: it stays where it is. */
export function trackingView(tracking: TrackingRow) {
  const { conversionLabel, evidence, ...row } = tracking
  const conversionValue = row.conversionValue?.toNumber() ?? null
  const lists = parsed(tracking)
  const targets = { ...withDefaults(row.type, row), ...withoutUnused(tracking), ...lists }
  return {
    ...nestedConversion({ ...targets, conversionValue }),
    conversionLabel,
    evidence: evidenceView(evidence),
    warnings: trackingWarnings({ ...row, ...lists, conversionValue }),
  }
}

const Json = TrackingFields.pick({ conditions: true, exceptions: true, conversionEnhanced: true })

/** JSON of the database, as what it is. */
function parsed({ conditions, exceptions, conversionEnhanced }: TrackingRow) {
  return Json.parse({ conditions, exceptions, conversionEnhanced })
}

/** Columns that are never null, where the type of tracking has no use for them. */
function withoutUnused({ type, historyChanges, fileExtensions }: TrackingRow) {
  return {
    historyChanges: usesField(type, 'historyChanges') ? historyChanges : null,
    fileExtensions: usesField(type, 'fileExtensions') ? fileExtensions : null,
  }
}

/** As many findings a tracking shows; `GET /api/v1/findings` has all. */
const FINDINGS_SHOWN = 20

export const TrackingWithFindingsView = TrackingView.extend({
  findings: z.array(FindingView).describe(`Its open findings, the latest ${FINDINGS_SHOWN}`),
}).meta({ id: 'TrackingWithFindings' })
export type TrackingWithFindingsView = z.infer<typeof TrackingWithFindingsView>

/** With its open findings, read by a join. */
export const TRACKING_WITH_FINDINGS = {
  ...TRACKING_FIELDS,
  findings: {
    where: { status: 'open' },
    orderBy: [{ openedAt: 'desc' }, { id: 'desc' }],
    take: FINDINGS_SHOWN,
    select: FINDING_FIELDS,
  },
} as const satisfies Prisma.TrackingSelect

type TrackingWithFindingsRow = Prisma.TrackingGetPayload<{ select: typeof TRACKING_WITH_FINDINGS }>

/** A single tracking as the verbs return it. */
export type TrackingWithFindings = ReturnType<typeof trackingWithFindingsView>

export function trackingWithFindingsView({ findings, ...row }: TrackingWithFindingsRow) {
  return { ...trackingView(row), findings: findings.map(findingView) }
}
