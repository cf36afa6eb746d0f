import { Prisma } from '../db/generated/client.ts'

type Models = Prisma.TypeMap['model']
type Tenants = {
  [Model in keyof Models]: Models[Model]['payload']['scalars'] extends { organizationId: string }
    ? Model
    : never
}[keyof Models]

/** The models that belong to no organization; tenant code never touches them. */
export type Machinery = Exclude<keyof Models, Tenants | 'Organization'>

/** The type names every one that has to stand here. */
const MACHINERY: Readonly<Record<Machinery, true>> = { QuotaSlot: true, QuotaDay: true }

export const machinery: readonly string[] = Object.keys(MACHINERY)

/** Ledgers and one-way tickets are never soft-deleted: their models have no `deletedAt`. */
export function isSoftDeleted(model: string): boolean {
  return isModel(model) && 'deletedAt' in Prisma[`${model}ScalarFieldEnum`]
}

function isModel(name: string): name is Prisma.ModelName {
  return name in Prisma.ModelName
}
