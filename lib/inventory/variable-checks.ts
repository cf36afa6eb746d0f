import { BUILT_IN_NAMES } from '../deployment/built-ins.ts'
import type { InventoryCheck, InventoryObject } from './inventory-check.ts'
import { nameOf, tagObject, triggerObject } from './inventory-check.ts'
import type { InventoryFacts } from './inventory-facts.ts'
import { namesIn } from './variables-read.ts'

/** The variables that are read and that the container does not have. */
function absent({ variables, contents }: InventoryFacts): string[] {
  const own = new Set(contents.variable.map(({ name }) => name))
  const enabled = new Set(contents.builtInVariable.map(({ type }) => type))
  return [...variables].filter(
    (name) => !(name.startsWith('_') || own.has(name) || enabled.has(BUILT_IN_NAMES[name] ?? '')),
  )
}

/** What reads a variable. */
function readersOf(name: string, { tags, triggers, contents }: InventoryFacts): InventoryObject[] {
  const reads = (object: object) => namesIn(object).includes(name)
  return [
    { kind: 'variable' as const, id: name, name },
    ...tags.filter(({ tag }) => reads(tag)).map(({ tag }) => tagObject(tag)),
    ...triggers.filter(reads).map(triggerObject),
    ...contents.variable
      .filter(reads)
      .map(({ variableId, name: reader }) => ({ kind: 'variable' as const, id: variableId, name: reader })),
  ]
}

/** What tags and triggers read. */
export const VARIABLE_CHECKS = {
  'variable.missing': {
    severity: 'error',
    summary: (found) =>
      `The container has no variable ${nameOf(found, 'variable')}, which is read: a condition on it never holds, and a value from it is empty.`,
    nextStep:
      'Create the variable again in Tag Manager, or correct the name where it is read: until then no new version compiles.',
    find: (facts) =>
      absent(facts)
        .filter((name) => BUILT_IN_NAMES[name] === undefined)
        .map((name) => ({ objects: readersOf(name, facts) })),
  },
  'variable.not_enabled': {
    severity: 'error',
    summary: (found) =>
      `The built-in variable ${nameOf(found, 'variable')} is read and not enabled: a condition on it never holds.`,
    nextStep: 'Enable the variable in Tag Manager: Variables, Configure.',
    find: (facts) =>
      absent(facts)
        .filter((name) => BUILT_IN_NAMES[name] !== undefined)
        .map((name) => ({ objects: readersOf(name, facts) })),
  },
} as const satisfies Record<string, InventoryCheck>
