import { fillText } from '../errors/fill-text.ts'
import type { Evidence } from './evidence.ts'
import { EVIDENCE_TEXTS } from './evidence-texts.ts'

/** A verdict in words: the sentence of its rule with the days and numbers that it compared. */
export function describeEvidence({
  rule,
  since,
  lastConversionOn,
  lastReceivedOn,
  numbers,
}: Evidence): string {
  const days = Object.entries({ since, lastConversionOn, lastReceivedOn }).filter(
    ([, day]) => day !== undefined,
  )
  const rounded = Object.entries(numbers).map(([name, value]) => [name, inWords(value)] as const)
  return fillText(EVIDENCE_TEXTS[rule], Object.fromEntries([...days, ...rounded]))
}

/** To a tenth from one on, else to hundredths. */
function inWords(value: number): string {
  return String(value < 1 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10)
}
