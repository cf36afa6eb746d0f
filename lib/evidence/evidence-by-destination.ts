import { z } from 'zod'
import { Evidence } from './evidence.ts'

/** What counts of a tracking, by destination, as its column `evidence` holds it. */
export const EvidenceByDestination = z.object({ googleAds: Evidence.optional() })
export type EvidenceByDestination = z.infer<typeof EvidenceByDestination>
