import type { EvidenceNumbers } from './evidence.ts'
import type { EvidenceRule } from './evidence-rule.ts'

/** The rule that decided, the first day (its number) of what it has found, and what it compared. */
export type JudgedBy = { rule: EvidenceRule; since?: number; numbers: EvidenceNumbers }
