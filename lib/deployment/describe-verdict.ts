import type { Verdict } from './verdict.ts'

/** A verdict in words, for a tracking whose sync it ends. */
export function describeVerdict({ state, reasons }: Verdict): string {
  return `${state}: ${reasons.map(({ code }) => code).join(', ')}`
}
