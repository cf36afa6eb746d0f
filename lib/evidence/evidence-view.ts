import { z } from 'zod'
import { describeEvidence } from './describe-evidence.ts'
import { Evidence } from './evidence.ts'
import { EvidenceByDestination } from './evidence-by-destination.ts'

export const EvidenceView = Evidence.omit({ state: true })
  .extend({ summary: z.string().describe('The rule that decided, with its numbers, in words') })
  .meta({ id: 'EvidenceOfTracking' })
export type EvidenceView = z.infer<typeof EvidenceView>

/** What a tracking's column `evidence` holds, as the API has it; `null` before it was judged. */
export function evidenceView(stored: unknown): EvidenceView | null {
  const { googleAds } = EvidenceByDestination.parse(stored)
  if (!googleAds) return null
  const { state: _state, ...evidence } = googleAds
  return { ...evidence, summary: describeEvidence(googleAds) }
}
