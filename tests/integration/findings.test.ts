import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { maintainFindings } from '../../lib/cron/maintain-findings.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import type { FoundIssue } from '../../lib/findings/found-issue.ts'
import { openFinding } from '../../lib/findings/open-finding.ts'
import { type ResolvedScope, resolveFinding } from '../../lib/findings/resolve-finding.ts'
import { Page } from '../../lib/paging/page.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { TrackingView, TrackingWithFindingsView } from '../../lib/trackings/tracking-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { type NewTenant, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const FindingPage = Page(FindingView)

const paused = (trackingId: string, by = 'Ada'): FoundIssue => ({
  code: 'cannot_fire.paused',
  severity: 'error',
  trackingId,
  subject: 'tag',
  data: { by },
})
const draft: FoundIssue = {
  code: 'workspace.foreign_draft',
  severity: 'warning',
  trackingId: undefined,
  subject: 'workspace',
  data: {},
}
const leftover: FoundIssue = {
  code: 'leftover.linker',
  severity: 'hint',
  trackingId: undefined,
  subject: 'linker',
  data: { name: 'Linker' },
}

/** A customer with a tracking, and what a run would do to its findings. */
async function agency() {
  const tenant = await newTenant()
  const { id: customerId } = await newCustomer(tenant)
  const trackingId = await newTracking(tenant, customerId, 'Lead')
  const inside = await inSession(tenant)
  return {
    ...tenant,
    customerId,
    trackingId,
    open: (...found: FoundIssue[]) => withTenant(inside, {}, (db) => openFinding(db, customerId, found)),
    resolve: (scope: ResolvedScope) => withTenant(inside, {}, (db) => resolveFinding(db, customerId, scope)),
    list: async (query = '') =>
      (await api(tenant.admin).get(`/v1/findings?limit=100${query}`)).as(FindingPage).data,
    customer: async () => (await api(tenant.admin).get(`/v1/customers/${customerId}`)).as(CustomerView),
    dismiss: (id: string, body: object = { reason: 'It is meant' }) =>
      api(tenant.admin).post(`/v1/findings/${id}/dismiss`, body),
  }
}

async function newTracking({ admin }: NewTenant, customerId: string, name: string): Promise<string> {
  const input = { customerId, name, type: 'CUSTOM_EVENT', eventName: 'lead' }
  return (await api(admin).post('/v1/trackings', input)).as(TrackingView).id
}

const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code)

describe('opening findings', () => {
  it('an issue is opened once, with its texts, and counted at the customer without hints', async () => {
    const { open, list, customer, customerId, trackingId } = await agency()
    await open(paused(trackingId), draft, leftover)
    await open(paused(trackingId), draft, leftover)
    const found = await list('&order=asc')
    expect(codes(found).sort()).toEqual(['cannot_fire.paused', 'leftover.linker', 'workspace.foreign_draft'])
    expect(found.find(({ code }) => code === 'leftover.linker')).toMatchObject({
      severity: 'hint',
      customerId,
      trackingId: null,
      summary: 'The Conversion Linker “Linker” stays in the container, because other tags need it.',
      data: { name: 'Linker' },
      resolvedAt: null,
      dismissedAt: null,
    })
    expect((await customer()).openFindings).toBe(2)
  })

  it('an open one gets the data and the severity of the last look, and keeps its id and age', async () => {
    const { open, list, customer, trackingId } = await agency()
    await open(paused(trackingId))
    const [before] = await list()
    await open({ ...paused(trackingId, 'Ben'), severity: 'hint' })
    const [after] = await list()
    expect(after).toEqual({ ...before, severity: 'hint', data: { by: 'Ben' } })
    expect((await customer()).openFindings).toBe(0)
  })

  it('one that is named twice is opened once, as it was named last', async () => {
    const { open, list, trackingId } = await agency()
    await open(paused(trackingId, 'Ada'), paused(trackingId, 'Ben'))
    expect(await list()).toMatchObject([{ data: { by: 'Ben' } }])
  })

  it('two runs that find the same concurrently open it once', async () => {
    const { open, list, customer, trackingId } = await agency()
    await Promise.all(Array.from({ length: 6 }, () => open(paused(trackingId), draft)))
    expect(await list()).toHaveLength(2)
    expect((await customer()).openFindings).toBe(2)
  })

  it('nothing is opened for a deleted tracking or of an unknown code', async () => {
    const { admin, open, list, trackingId } = await agency()
    expect((await api(admin).delete(`/v1/trackings/${trackingId}`)).status).toBe(204)
    await open(paused(trackingId), draft)
    expect(codes(await list())).toEqual(['workspace.foreign_draft'])
    await expect(open({ ...draft, code: 'made.up' })).rejects.toThrow()
  })
})

describe('resolving findings', () => {
  it('what is not found any more is resolved, within the codes and trackings that were looked at', async () => {
    const tenant = await agency()
    const { open, resolve, list, customer, customerId, trackingId } = tenant
    const other = await newTracking(tenant, customerId, 'Other')
    await open(paused(trackingId), paused(other), draft, leftover)
    await resolve({ codes: ['cannot_fire.paused'], trackingIds: [trackingId], except: [] })
    expect(await list('&status=resolved')).toMatchObject([{ trackingId, resolvedAt: expect.any(String) }])
    await resolve({ codes: ['cannot_fire.paused', 'leftover.linker'], except: [paused(other)] })
    expect(codes(await list()).sort()).toEqual(['cannot_fire.paused', 'workspace.foreign_draft'])
    expect((await customer()).openFindings).toBe(2)
  })

  it('what comes again is a new finding, beside the resolved one', async () => {
    const { open, resolve, list } = await agency()
    await open(draft)
    await resolve({ codes: [draft.code], except: [] })
    await open(draft)
    expect(await list()).toHaveLength(1)
    expect(await list('&status=resolved')).toHaveLength(1)
    expect(await list('&status=all')).toHaveLength(2)
  })

  it('a deleted tracking takes its findings along, a deleted customer all of them', async () => {
    const { admin, open, list, customer, customerId, trackingId } = await agency()
    await open(paused(trackingId), draft)
    await api(admin).delete(`/v1/trackings/${trackingId}`)
    expect(codes(await list())).toEqual(['workspace.foreign_draft'])
    expect((await customer()).openFindings).toBe(1)
    await api(admin).delete(`/v1/customers/${customerId}`)
    expect(await list()).toEqual([])
    await api(admin).post(`/v1/customers/${customerId}/restore`)
    expect((await customer()).openFindings).toBe(0)
  })
})

describe('dismissing a finding', () => {
  it('silences it, is on record, and a repeated look leaves it silent', async () => {
    const { admin, open, list, customer, dismiss, trackingId } = await agency()
    await open(paused(trackingId))
    const [{ id = '' } = {}] = await list()
    const response = await dismiss(id)
    expect([response.status, response.roundTrips]).toEqual([200, onTheWire(3)])
    expect(response.as(FindingView)).toMatchObject({ dismissReason: 'It is meant', dismissedUntil: null })
    await open(paused(trackingId))
    expect([await list(), (await customer()).openFindings]).toEqual([[], 0])
    expect(await list('&status=dismissed')).toMatchObject([{ id }])
    const log = await api(admin).get(`/v1/audit-log?targetId=${id}`)
    expect(log.body).toMatchObject({
      data: [
        {
          action: 'finding.dismiss',
          actor: { kind: 'user' },
          target: { type: 'finding', id },
          after: { dismissReason: 'It is meant' },
        },
      ],
    })
  })

  it('ends when its data change, which is on record', async () => {
    const { admin, open, list, customer, dismiss, trackingId } = await agency()
    await open(paused(trackingId))
    const [{ id = '' } = {}] = await list()
    await dismiss(id, { reason: 'Later', until: '2099-01-01T00:00:00Z' })
    await open(paused(trackingId, 'Ben'))
    expect(await list()).toMatchObject([{ id, dismissedAt: null, dismissReason: null, dismissedUntil: null }])
    expect((await customer()).openFindings).toBe(1)
    const log = await api(admin).get(`/v1/audit-log?targetId=${id}`)
    expect(log.body).toMatchObject({ data: [{ action: 'finding.reopen' }, { action: 'finding.dismiss' }] })
  })

  it('ends by the schedule when its time is over, and not before', async () => {
    const { open, list, customer, dismiss, trackingId } = await agency()
    await open(paused(trackingId))
    const [{ id = '' } = {}] = await list()
    await dismiss(id, { reason: 'On holiday', until: '2099-01-01T00:00:00Z' })
    expect((await maintainFindings()).reopened).toBe(0)
    await owner.query(`update finding set dismissed_until = now() - interval '1 minute' where id = $1`, [id])
    expect((await maintainFindings()).reopened).toBe(1)
    expect(await list()).toMatchObject([{ id }])
    expect((await customer()).openFindings).toBe(1)
  })

  it('is rejected once it is resolved, for a time that is over, and without a reason', async () => {
    const { open, resolve, list, dismiss } = await agency()
    await open(draft)
    const [{ id = '' } = {}] = await list()
    expect((await dismiss(id, { reason: 'x', until: '2020-01-01T00:00:00Z' })).faults).toEqual(['body.until'])
    expect((await dismiss(id, {})).faults).toEqual(['body.reason'])
    await resolve({ codes: [draft.code], except: [] })
    expect((await dismiss(id)).problem).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('of another organization is not found, as one that does not exist, and nothing changes', async () => {
    const theirs = await agency()
    const ours = await agency()
    await theirs.open(draft)
    const [{ id = '' } = {}] = await theirs.list()
    for (const foreign of [id, randomUUID()]) {
      expect((await ours.dismiss(foreign)).problem).toMatchObject({ status: 404, detail: 'No such finding.' })
    }
    expect(await theirs.list()).toMatchObject([{ id, dismissedAt: null }])
    expect(await ours.list()).toEqual([])
  })
})

describe('the list of findings', () => {
  it('is paged by age, in both orders, and filtered', async () => {
    const { admin, open, list, customerId, trackingId } = await agency()
    await open(paused(trackingId))
    await open(draft)
    await open(leftover)
    for (const order of ['asc', 'desc']) {
      const seen: string[] = []
      let cursor = ''
      do {
        const page = await api(admin).get(
          `/v1/findings?limit=1&order=${order}${cursor && `&cursor=${cursor}`}`,
        )
        const { data, nextCursor } = page.as(FindingPage)
        seen.push(...codes(data))
        cursor = nextCursor ?? ''
      } while (cursor)
      const expected = ['cannot_fire.paused', 'workspace.foreign_draft', 'leftover.linker']
      expect(seen).toEqual(order === 'asc' ? expected : expected.toReversed())
    }
    expect(codes(await list(`&trackingId=${trackingId}`))).toEqual(['cannot_fire.paused'])
    expect(codes(await list('&severity=hint'))).toEqual(['leftover.linker'])
    expect(codes(await list('&code=workspace.foreign_draft'))).toEqual(['workspace.foreign_draft'])
    expect(await list(`&customerId=${customerId}`)).toHaveLength(3)
    expect(await list(`&customerId=${randomUUID()}`)).toEqual([])
    expect((await api(admin).get('/v1/findings?code=made.up')).faults).toEqual(['query.code'])
  })

  it('costs one round trip, as does a tracking with its open findings', async () => {
    const { admin, open, dismiss, list, trackingId } = await agency()
    await open(paused(trackingId), { ...paused(trackingId), subject: 'other' }, draft)
    const [{ id = '' } = {}] = await list('&code=cannot_fire.paused')
    await dismiss(id)
    expect((await api(admin).get('/v1/findings')).roundTrips).toEqual(onTheWire(1))
    const response = await api(admin).get(`/v1/trackings/${trackingId}`)
    expect(response.roundTrips).toEqual(onTheWire(1))
    expect(response.as(TrackingWithFindingsView).findings).toMatchObject([
      { code: 'cannot_fire.paused', trackingId },
    ])
  })
})

describe('retention', () => {
  it('removes findings resolved, and versions seen, more than 400 days ago', async () => {
    const { organizationId, customerId, open, resolve, list } = await agency()
    await open(draft, leftover)
    await resolve({ codes: [draft.code, leftover.code], except: [] })
    await owner.query(
      `update finding set resolved_at = now() - make_interval(days => case code when 'leftover.linker' then 401 else 399 end)
       where customer_id = $1`,
      [customerId],
    )
    await owner.query(
      `insert into container_version (organization_id, customer_id, container_path, version_id, digest, seen_at)
       select $1, $2, 'accounts/1/containers/1', days::text, '', now() - make_interval(days => days)
       from unnest('{399,401}'::int[]) days`,
      [organizationId, customerId],
    )
    await maintainFindings()
    expect(codes(await list('&status=all'))).toEqual(['workspace.foreign_draft'])
    const { rows } = await owner.query('select version_id from container_version where customer_id = $1', [
      customerId,
    ])
    expect(rows).toEqual([{ version_id: '399' }])
  })
})

// Last, because it takes the log, by which the tests above count round trips.
describe('beyond the cap of open findings', () => {
  it('nothing new is opened, errors come first, what is open is kept up to date, and it is logged', async () => {
    const { organizationId, open, list, customerId, trackingId } = await agency()
    await open(draft)
    await owner.query(
      `insert into finding (organization_id, customer_id, code, severity, subject)
       select $1, $2, 'exception', 'hint', n::text from generate_series(1, 9998) n`,
      [organizationId, customerId],
    )
    const logged: LogEntry[] = []
    setLogSink((entry) => logged.push(entry))
    await open(leftover, { ...draft, data: { now: true } }, paused(trackingId))
    expect(codes(await list('&severity=error'))).toEqual(['cannot_fire.paused'])
    expect(await list('&code=leftover.linker')).toEqual([])
    expect(await list('&severity=warning')).toMatchObject([{ data: { now: true } }])
    expect(logged.filter(({ event }) => event !== 'request')).toMatchObject([
      { level: 'warn', event: 'finding.limit_reached', customerId, skipped: 1 },
    ])
  })
})
