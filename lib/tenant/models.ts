import { Prisma } from '../db/generated/client.ts'

type Models = Prisma.TypeMap['model']
type Tenants = {
  [Model in keyof Models]: Models[Model]['payload']['scalars'] extends { organizationId: string }
    ? Model
    : never
}[keyof Models]

/** The models that belong to no organization; tenant code never touches them. */
export type NonTenantModel = Exclude<keyof Models, Tenants | 'Organization'>

/** The type requires every one of them. */
const NON_TENANT_MODELS: Readonly<Record<NonTenantModel, true>> = { QuotaSlot: true, QuotaDay: true }

export const nonTenantModels: readonly string[] = Object.keys(NON_TENANT_MODELS)

/** Ledgers and one-way tickets are never soft-deleted: their models have no `deletedAt`. */
export function isSoftDeleted(model: string): boolean {
  return isModel(model) && 'deletedAt' in Prisma[`${model}ScalarFieldEnum`]
}

function isModel(name: string): name is Prisma.ModelName {
  return name in Prisma.ModelName
}
