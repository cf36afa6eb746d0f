import { describe, expect, it } from 'vitest'
import { violatedConstraint } from '../../lib/db/constraint-violation.ts'
import { TRACKING_TYPE_NAMES, type TrackingType } from '../../lib/model/tracking-type.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { openApiDocument } from '../../lib/ops/openapi/openapi-document.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import type { TargetField } from '../../lib/tracking-types/tracking-type.ts'
import { declarationOf } from '../../lib/tracking-types/tracking-types.ts'
import { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { newTenant } from '../fixtures/tenant.ts'
import { TYPE_VISITS } from '../fixtures/type-visits.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const VALUES: Readonly<Record<TargetField, unknown>> = {
  selector: '#buy',
  urlPattern: '/thanks',
  urlRegex: '/thanks$',
  ignoreCase: true,
  historyChanges: false,
  eventName: 'lead',
  eventRegex: '^lead',
  linkHost: 'other',
  fileExtensions: ['pdf'],
  percent: 40,
  seconds: 10,
  videoUrl: 'https://youtu.be/gvHcXIF0rTU',
  waitForTags: true,
  waitForTagsTimeout: 500,
  checkValidation: true,
  conditions: [{ variable: 'path', operator: 'contains', value: '/shop' }],
  exceptions: [{ variable: { dataLayer: 'user.internal' }, operator: 'equals', value: 'true' }],
}
const COLUMNS: Readonly<Partial<Record<string, string>>> = {
  selector: 'selector',
  urlPattern: 'url_pattern',
  urlRegex: 'url_regex',
  eventName: 'event_name',
  eventRegex: 'event_regex',
}

const isField = (name: string): name is TargetField => name in VALUES
const FIELDS = Object.keys(VALUES).filter(isField)

/** The fields that a tracking of the type cannot do without. */
function neededBy(type: TrackingType): TargetField[] {
  const { fields, needsOneOf = [] } = declarationOf(type)
  return [...FIELDS.filter((field) => fields[field] === 'required'), ...needsOneOf.slice(0, 1)]
}

const without = (fields: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

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
    const { onlyOneOf = [] } = declarationOf(type)
    for (const field of FIELDS) {
      const alone = onlyOneOf.includes(field) ? without(needed, onlyOneOf) : needed
      const response = await create(`With ${field}`, { ...alone, [field]: VALUES[field] })
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
      const columns = ['name', ...fields.map((field) => COLUMNS[field])]
      const values = [columns.join(), ...fields.map((field) => VALUES[field])]
      await owner.query(
        `insert into tracking (organization_id, customer_id, type, conversion_category, conversion_counting, ${columns})
         values ($1, $2, $3, 'DEFAULT', 'ONE_PER_CLICK', ${columns.map((_, index) => `$${index + 4}`)})`,
        [organizationId, rows[0]?.id, type, ...values],
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

  it('is planned, synced, verified, fires for its visitors alone, is changed and removed without a trace', async () => {
    const { input, counted, uncounted, change, countedAfter, countedBefore } = TYPE_VISITS[type]
    expect([counted.length, uncounted.length].every((count) => count >= 6)).toBe(true)
    const customer = await customerInTheField(sandbox())
    const { tenant, id } = customer
    const fires = (visits: typeof counted) => visits.map((visit) => customer.counted(visit))
    const { id: trackingId } = await customer.draft({ name: 'T', type, eventName: undefined, ...input })
    const plan = (await api(tenant.admin).post(`/v1/customers/${id}/plan`)).as(SyncRunWithJobsView).plan
    const name = objectName({ name: 'T' })
    expect(plan?.changes.map(({ kind, action, name }) => `${action} ${kind} ${name}`)).toEqual(
      expect.arrayContaining([`create trigger ${name}`, `create tag ${name}`]),
    )
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(await customer.tracking(trackingId)).toMatchObject({
      syncStatus: 'SUCCESS',
      deploymentState: 'LIVE',
    })
    expect(fires(counted), 'counted').toEqual(counted.map(() => 1))
    expect(fires(uncounted), 'uncounted').toEqual(uncounted.map(() => 0))
    await customer.verify()
    expect(await customer.deployment(trackingId)).toMatchObject({ state: 'LIVE', reasons: [] })
    expect(await customer.codes()).toEqual([])

    await customer.edit(trackingId, change)
    await customer.sync()
    expect((await customer.tracking(trackingId)).deploymentState).toBe('LIVE')
    expect(fires([countedAfter, countedBefore]), 'after the edit').toEqual([1, 0])
    const unchanged = await customer.sync()
    expect(unchanged.versionId).toBeNull()

    await customer.remove(trackingId)
    await customer.sync()
    expect(['tag', 'trigger', 'variable'].flatMap((kind) => customer.names(kind as 'tag'))).toEqual([])
    expect(sandbox().warnings).toEqual([])
  })

  it('is described in the reference with what it cannot see', async () => {
    const schemas = JSON.stringify(openApiDocument(await allRoutes(), '1').components?.schemas)
    const { summary, defaults = {}, cannotSee } = declarationOf(type)
    for (const field of Object.keys(defaults)) expect(schemas).toContain(`\`${field}\``)
    for (const text of [summary, ...cannotSee.map((each) => each.summary)]) expect(schemas).toContain(text)
  })
})
