import { z } from 'zod'
import { EvidenceView } from '../evidence/evidence-view.ts'
import { Timestamp } from '../input/timestamp.ts'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { oneOf } from '../model/one-of.ts'
import { counted } from './conversions-view.ts'

const EvidenceAccount = z
  .object({
    googleAdsAccountId: z.string(),
    timeZone: z.string().nullable().describe('In which its days are counted; null until it was first asked'),
    currency: z.string().nullable(),
    collectedFrom: z.iso.date().nullable().describe('The first day of which it has been asked'),
    collectedThrough: z.iso
      .date()
      .nullable()
      .describe('The last one; what it counted later is not known yet'),
    collectedAt: Timestamp.nullable(),
    nextCollectionAt: Timestamp,
    errorCode: z.string().nullable().describe('Why it could not be asked the last time'),
    errorMessage: z.string().nullable().describe('The same as a sentence, with what to do'),
  })
  .meta({ id: 'EvidenceAccount' })

const CountedDay = z
  .object({
    date: z.iso.date(),
    conversions: z.number().describe('To three decimals: a conversion may be credited in parts'),
    value: z.number(),
    currency: z.string(),
  })
  .meta({ id: 'CountedDay' })

const ConversionDaysOfTracking = z
  .object({
    trackingId: z.uuid(),
    name: z.string(),
    evidenceState: oneOf(EVIDENCE_STATES),
    evidence: EvidenceView.nullable().describe('How that was judged; `null`: not yet'),
    evidenceCheckedAt: Timestamp.nullable(),
    lastReceivedAt: Timestamp.nullable().describe(
      'When Google Ads received the last request, whether or not an ad is credited with it',
    ),
    days: z.array(CountedDay).describe('Days on which it counted something, oldest first'),
  })
  .meta({ id: 'ConversionDaysOfTracking' })

export const CustomerConversions = z
  .object({
    from: z.iso.date().describe('First day, in the time zone of the Ads account'),
    until: z.iso
      .date()
      .describe(
        'Last day: yesterday there, or in the organization’s time zone while that of the account is not known',
      ),
    account: EvidenceAccount.nullable().describe('null where the customer has no Google Ads account'),
    totals: z.object(counted).describe('Of all live trackings of the customer'),
    data: z.array(ConversionDaysOfTracking).describe('Oldest tracking first'),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'CustomerConversions' })
export type CustomerConversions = z.infer<typeof CustomerConversions>
