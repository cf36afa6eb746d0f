import { z } from 'zod'
import { EVIDENCE_STATES } from '../model/evidence-state.ts'
import { EVIDENCE_RULES } from './evidence-rule.ts'

/** What a rule has compared. */
const EvidenceNumbers = z.object({
  days: z
    .number()
    .optional()
    .describe('Days that the rule looked at: of the silence, of the wait, of the window'),
  observed: z.number().optional().describe('Conversions in these days'),
  expected: z.number().optional().describe('Conversions in as many days by the history before them'),
  perWeek: z.number().optional().describe('Conversions a week in the up to eight weeks before'),
  silencesPerYear: z.number().optional().describe('How often a year chance alone would bring such a silence'),
  ratio: z.number().optional().describe('Observed by expected'),
  tags: z.number().optional().describe('Live tags on the label, at least'),
  threshold: z.number().optional().describe('What the deciding number was compared with'),
})
export type EvidenceNumbers = z.infer<typeof EvidenceNumbers>

/** The verdict on what Google Ads has received of a tracking, with the rule that decided and its numbers. */
export const Evidence = z
  .object({
    state: z.enum(EVIDENCE_STATES),
    rule: z.enum(EVIDENCE_RULES),
    since: z.iso
      .date()
      .optional()
      .describe('The first day of what the rule has found: of the silence, of the doubling'),
    lastConversionOn: z.iso.date().optional(),
    lastReceivedOn: z.iso
      .date()
      .optional()
      .describe('The day of the last request, attributed to an ad or not'),
    numbers: EvidenceNumbers.describe('What the rule compared'),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>
