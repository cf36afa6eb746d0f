import { FINDING_SEVERITIES } from '../model/finding-severity.ts'
import { ACTION_CHECKS } from './action-checks.ts'
import type { Found, InventoryCheck } from './inventory-check.ts'
import type { InventoryFacts } from './inventory-facts.ts'
import { LABEL_CHECKS } from './label-checks.ts'
import { LINKER_CHECKS } from './linker-checks.ts'
import { TAG_CHECKS } from './tag-checks.ts'
import { TRIGGER_CHECKS } from './trigger-checks.ts'
import { VALUE_CHECKS } from './value-checks.ts'
import { VARIABLE_CHECKS } from './variable-checks.ts'
import { VERSION_CHECKS } from './version-checks.ts'

const CHECKS = {
  ...VERSION_CHECKS,
  ...LABEL_CHECKS,
  ...ACTION_CHECKS,
  ...VALUE_CHECKS,
  ...LINKER_CHECKS,
  ...TAG_CHECKS,
  ...TRIGGER_CHECKS,
  ...VARIABLE_CHECKS,
} as const

/** What an inventory looks for, by code: another check is another row. */
export const INVENTORY_CHECKS: Readonly<Record<InventoryCode, InventoryCheck>> = CHECKS

export type InventoryCode = keyof typeof CHECKS

/** Every code of an issue that an inventory may have. */
export const INVENTORY_CODES = codesOf(CHECKS)

/** `Object.keys` of an object that has no keys but these. */
function codesOf<Code extends string>(checks: Record<Code, unknown>): readonly [Code, ...Code[]] {
  return Object.keys(checks) as unknown as readonly [Code, ...Code[]]
}

/** Something that a check has found, in words. */
export type InventoryIssue = Pick<InventoryCheck, 'severity' | 'nextStep'> &
  Pick<Found, 'objects'> & { code: InventoryCode; summary: string }

/** All that the checks find, what does not count first. */
export function runChecks(facts: InventoryFacts): InventoryIssue[] {
  const issues = INVENTORY_CODES.flatMap((code): InventoryIssue[] => {
    const { severity, summary, nextStep, find } = INVENTORY_CHECKS[code]
    return find(facts).map((found) => ({
      code,
      severity,
      summary: summary(found),
      nextStep,
      objects: found.objects,
    }))
  })
  const rank = ({ severity }: InventoryIssue) => FINDING_SEVERITIES.indexOf(severity)
  return issues.toSorted((a, b) => rank(b) - rank(a))
}
