import { z } from 'zod'
import { Timestamp } from '../input/timestamp.ts'
import { EVIDENCE_STATES, type EvidenceState } from '../model/evidence-state.ts'
import { oneOf } from '../model/one-of.ts'

const conversions = z.number().describe('Of all currencies, to three decimals')

/** Values of different currencies are never added up. */
const ConversionAmount = z
  .object({
    currency: z.string().describe('Of the Ads account when it counted'),
    conversions: z.number().describe('To three decimals: one may be credited in parts'),
    value: z.number().describe('In the currency, to two decimals'),
  })
  .meta({ id: 'ConversionAmount' })
export type ConversionAmount = z.infer<typeof ConversionAmount>

export const counted = {
  conversions,
  amounts: z.array(ConversionAmount).describe('By currency; none where nothing was counted'),
}
export type Counted = { conversions: number; amounts: ConversionAmount[] }

/** Days of a window that is shown as a sparkline, at most. */
export const SPARKLINE_DAYS = 31

const last = {
  sparkline: z
    .array(z.number())
    .nullable()
    .describe(`Conversions of each day of the window; null where it has more than ${SPARKLINE_DAYS} days`),
  lastReceivedAt: Timestamp.nullable().describe(
    'When Google Ads received the last request, whether or not an ad is credited with it',
  ),
  collectedThrough: z.iso.date().nullable().describe('The last day of which Google Ads has been asked'),
}

const ConversionsOfCustomer = z
  .object({
    customerId: z.uuid(),
    name: z.string(),
    evidenceWorst: oneOf(EVIDENCE_STATES),
    trackings: z.int(),
    counting: z.int().describe('Trackings that are COUNTING'),
    ...counted,
    ...last,
  })
  .meta({ id: 'ConversionsOfCustomer' })

const ConversionsOfTracking = z
  .object({
    trackingId: z.uuid(),
    name: z.string(),
    customerId: z.uuid(),
    customerName: z.string(),
    evidenceState: oneOf(EVIDENCE_STATES),
    ...counted,
    ...last,
  })
  .meta({ id: 'ConversionsOfTracking' })

const ConversionsOfDay = z.object({ date: z.iso.date(), ...counted }).meta({ id: 'ConversionsOfDay' })

const ConversionTotals = z
  .object({
    ...counted,
    trackings: z
      .object({
        total: z.int(),
        counting: z.int(),
        byState: z.record(z.enum(EVIDENCE_STATES), z.int()),
      })
      .describe('Live trackings, as last judged'),
  })
  .meta({ id: 'ConversionTotals' })

const about = {
  from: z.iso
    .date()
    .describe('First day. Each day is one of the time zone of the Ads account that counted it'),
  until: z.iso.date().describe('Last day'),
  collectedThrough: z.iso
    .date()
    .nullable()
    .describe('Up to this day, sums are of all accounts that were ever asked; null where none was'),
  accountsNeverCollected: z.int().describe('Ads accounts in use of which nothing is known yet'),
  totals: ConversionTotals.nullable().describe('Over all pages; null after the first'),
}
const nextCursor = z.string().nullable()

/** Live customers and trackings only: what a deleted tracking has counted is in no sum, until it is restored. */
export const ConversionsReport = z
  .discriminatedUnion('groupBy', [
    z.object({ groupBy: z.literal('customer'), ...about, data: z.array(ConversionsOfCustomer), nextCursor }),
    z.object({ groupBy: z.literal('tracking'), ...about, data: z.array(ConversionsOfTracking), nextCursor }),
    z.object({ groupBy: z.literal('day'), ...about, data: z.array(ConversionsOfDay), nextCursor }),
  ])
  .meta({ id: 'ConversionsReport' })
export type ConversionsReport = z.input<typeof ConversionsReport>

export type ConversionsOfCustomer = z.input<typeof ConversionsOfCustomer> & { lastReceivedAt: Date | null }
export type ConversionsOfTracking = z.input<typeof ConversionsOfTracking> & { lastReceivedAt: Date | null }
export type ConversionsOfDay = z.input<typeof ConversionsOfDay>
export type ConversionsAbout = Pick<ConversionsReport, keyof typeof about>
export type CountedStates = Partial<Record<EvidenceState, number>>
