import { describe, expect, it } from 'vitest'
import { violatedConstraint } from '../../lib/db/constraint-violation.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../../lib/model/tracking-type.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { openApiDocument } from '../../lib/ops/openapi/openapi-document.ts'
import type { TargetField } from '../../lib/tracking-types/tracking-type.ts'
import { declarationOf } from '../../lib/tracking-types/tracking-types.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

const VALUES: Readonly<Record<TargetField, unknown>> = {
  selector: '#buy',
  urlPattern: '/thanks',
  urlRegex: '/thanks$',
  ignoreCase: true,
  historyChanges: false,
  eventName: 'lead',
}
const COLUMNS: Readonly<Partial<Record<string, string>>> = {
  selector: 'selector',
  urlPattern: 'url_pattern',
  urlRegex: 'url_regex',
  eventName: 'event_name',
}

const isField = (name: string): name is TargetField => name in VALUES
const FIELDS = Object.keys(VALUES).filter(isField)

/** The fields that a tracking of the type cannot do without. */
function neededBy(type: TrackingType): TargetField[] {
  const { fields, needsOneOf = [] } = declarationOf(type)
  return [...FIELDS.filter((field) => fields[field] === 'required'), ...needsOneOf.slice(0, 1)]
}

const valuesOf = (fields: readonly TargetField[]) =>
  Object.fromEntries(fields.map((field) => [field, VALUES[field]]))

describe.each(TRACKING_TYPE_NAMES)('a %s', (type) => {
  it('takes from callers what it is declared to take, and nothing else', async () => {
    const tenant = await newTenant()
    const { id: customerId } = await newCustomer(tenant)
    const create = (name: string, fields: object) =>
      api(tenant.admin).post('/v1/trackings', { customerId, name, type, ...fields })
    const needed = valuesOf(neededBy(type))
    const created = await create('Needed', needed)
    expect(created.status).toBe(201)
    expect(created.as(TrackingView).conversion.category).toBe(declarationOf(type).category)
    for (const field of FIELDS) {
      const response = await create(`With ${field}`, { ...needed, [field]: VALUES[field] })
      const isUnused = declarationOf(type).fields[field] === 'unused'
      expect([field, response.status, response.status === 400 ? response.faults : []]).toEqual(
        isUnused ? [field, 400, [`body.${field}`]] : [field, 201, []],
      )
    }
    for (const field of neededBy(type)) {
      const response = await create('Without', { ...needed, [field]: undefined })
      expect([response.status, response.faults]).toEqual([400, [`body.${field}`]])
    }
  })

  it('cannot be stored without what it is declared to need', async () => {
    const { organizationId } = await newTenant()
    const { rows } = await owner.query<{ id: string }>(
      `insert into customer (organization_id, name, website_url) values ($1, 'Shop', 'https://shop.example') returning id`,
      [organizationId],
    )
    const store = async (fields: readonly TargetField[]) => {
      const columns = fields.map((field) => COLUMNS[field])
      await owner.query(
        `insert into tracking (organization_id, customer_id, name, type, conversion_category, conversion_counting, ${columns})
         values ($1, $2, $3, $4, 'DEFAULT', 'ONE_PER_CLICK', ${columns.map((_, index) => `$${index + 5}`)})`,
        [organizationId, rows[0]?.id, columns.join(), type, ...fields.map((field) => VALUES[field])],
      )
    }
    const needed = neededBy(type)
    await store(needed)
    for (const alternative of declarationOf(type).needsOneOf ?? []) await store([alternative, 'selector'])
    const others = FIELDS.filter((field) => COLUMNS[field])
    for (const field of needed) {
      const lacks = new Set([field, ...(declarationOf(type).needsOneOf ?? [])])
      const error = await store(others.filter((each) => !lacks.has(each))).catch((reason: unknown) => reason)
      expect(violatedConstraint(error) ?? Reflect.get(Object(error), 'constraint'), field).toMatch(
        /^tracking_\w+_check$/,
      )
    }
  })

  it('is described in the reference with what it cannot see', async () => {
    const schemas = JSON.stringify(openApiDocument(await allRoutes(), '1').components?.schemas)
    const { summary, cannotSee } = declarationOf(type)
    for (const text of [summary, ...cannotSee.map((each) => each.summary)]) expect(schemas).toContain(text)
  })
})
