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
  const all = Object.entries({ since, lastConversionOn, lastReceivedOn, ...numbers })
  const values = all.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, inWords(value)] as const],
  )
  return fillText(EVIDENCE_TEXTS[rule], Object.fromEntries(values))
}

/** A day as it is; a number to a tenth from one on, else to hundredths. */
function inWords(value: string | number): string {
  if (typeof value === 'string') return value
  return String(value < 1 ? value : Math.round(value * 10) / 10)
}
