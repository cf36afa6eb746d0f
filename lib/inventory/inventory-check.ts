import type { ListedConversionAction } from '../google/google-ads.ts'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import type { FindingSeverity } from '../model/finding-severity.ts'
import type { InventoryFacts } from './inventory-facts.ts'

/** An object at Google that proves an issue. */
export type InventoryObject = {
  kind: 'tag' | 'trigger' | 'variable' | 'conversionAction'
  id: string
  name: string
}

/** One place where a check has found something. */
export type Found = {
  objects: readonly InventoryObject[]
  /** What its text says besides. */
  data?: Readonly<Record<string, string | number | readonly string[]>>
}

/** One thing that is looked for in a container and its Google Ads accounts. */
export type InventoryCheck = {
  severity: FindingSeverity
  summary: (found: Found) => string
  nextStep: string
  /** Only what ids, labels and settings prove. */
  find: (facts: InventoryFacts) => readonly Found[]
}

export function tagObject({ tagId, name }: Tag): InventoryObject {
  return { kind: 'tag', id: tagId, name }
}

export function triggerObject({ triggerId, name }: Trigger): InventoryObject {
  return { kind: 'trigger', id: triggerId, name }
}

export function actionObject({ id, name }: ListedConversionAction): InventoryObject {
  return { kind: 'conversionAction', id, name }
}

/** The name of the object of a kind that an issue names first, in quotes. */
export function nameOf({ objects }: Found, kind: InventoryObject['kind']): string {
  return `“${objects.find((object) => object.kind === kind)?.name ?? ''}”`
}

/** The names of all objects of a kind that an issue names. */
export function namesOf({ objects }: Found, kind: InventoryObject['kind']): string {
  return objects.flatMap((object) => (object.kind === kind ? [`“${object.name}”`] : [])).join(', ')
}
