import type { DoctorLine } from './doctor-check.ts'

/** `fail  settings  CLAIM_KEYS: missing  → …`: one line, of which the first column is to be searched for. */
export function formatLine({ status, check, what, fix }: DoctorLine): string {
  return `${status.padEnd(7)}  ${check.padEnd(23)}  ${what}${fix === null ? '' : `  → ${fix}`}`
}
