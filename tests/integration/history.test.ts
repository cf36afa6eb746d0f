import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { purgeHistory } from '../../lib/cron/purge-history.ts'
import { HistoryEntryView } from '../../lib/customers/history-view.ts'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import { ContainerVersion } from '../../lib/google/tag-manager-schemas.ts'
import { Page } from '../../lib/paging/page.ts'
import { claimRun } from '../../lib/sync/queue/claim.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { recordSeen } from '../../lib/sync/run/record-seen.ts'
import { runSession } from '../../lib/sync/run/run-session.ts'
import type { RunState } from '../../lib/sync/run/run-state.ts'
import { takeWork } from '../../lib/sync/run/take-work.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, type Caller } from '../fixtures/api.ts'
import { newScript } from '../fixtures/api-key.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { deployed, waitingRun } from '../fixtures/deployed.ts'
import { disturb, takeUp } from '../fixtures/disturbed-sync.ts'
import { htmlTag } from '../fixtures/field-report.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { freeQuota } from '../fixtures/queue.ts'
import { type ReadyCustomer, readyCustomer, untilAtRest } from '../fixtures/ready-customer.ts'
import { newTenant } from '../fixtures/tenant.ts'
import { tenantRows } from '../fixtures/tenant-rows.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const BUY = { name: 'Buy button', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }
const History = Page(HistoryEntryView)
/** What is in the names and contents of other people's objects. */
const SECRET = 'launch-of-the-secret-product'

const byHand = ({ container }: ReadyCustomer, edit: HandEdit) =>
  sandbox().editByHand(container.publicId, edit)
const publishedByHand = ({ container }: ReadyCustomer, versionId: string) =>
  sandbox().publishVersionByHand(container.publicId, versionId)
const ownTag = (customer: ReadyCustomer) => deployed(sandbox(), customer).tags[0] ?? expect.fail('no tag')
const ownTrigger = (customer: ReadyCustomer) =>
  deployed(sandbox(), customer).triggers[0] ?? expect.fail('no trigger')

async function sync(customer: ReadyCustomer) {
  await freeQuota()
  return customer.sync()
}

async function look(customer: ReadyCustomer) {
  await freeQuota()
  return customer.verify()
}

async function edit({ tenant }: ReadyCustomer, { id }: { id: string }, change: object) {
  expect(await api(tenant.admin).patch(`/v1/trackings/${id}`, change)).toMatchObject({ status: 200 })
}

async function historyOf({ tenant, id }: ReadyCustomer, caller: Caller = tenant.admin) {
  return (await api(caller).get(`/v1/customers/${id}/history?limit=100`)).as(History).data
}

type Entry = Awaited<ReturnType<typeof historyOf>>[number]

/** An entry as people read it. */
const wordsOf = ({ summary, changes, notice }: Entry) => [
  summary,
  ...(changes ?? []).map((change) => change.summary),
  ...(notice ? [notice] : []),
]

const newest = async (customer: ReadyCustomer) => (await historyOf(customer))[0] ?? expect.fail('no history')

const STORY = [
  [
    'OneClickTag changed conversion actions in Google Ads.',
    'The conversion action of “Buy button” was added in Google Ads.',
  ],
  [
    'Version 1 was published by OneClickTag.',
    'The tag of “Buy button” was added.',
    'The trigger of “Buy button” was added.',
    'The Conversion Linker of OneClickTag was added.',
    '6 built-in variables were added.',
  ],
  [
    'Version 2 was published in Tag Manager.',
    'The tag of “Buy button” was paused in Tag Manager.',
    '1 other tag was added in Tag Manager.',
  ],
  [
    'OneClickTag changed conversion actions in Google Ads.',
    'The conversion action of “Buy button” was changed in Google Ads: currency EUR, value 12.',
  ],
  ['Version 3 was published by OneClickTag.', 'The tag of “Buy button” was changed: value 12, currency EUR.'],
  [
    'Version 2 was put back live in Tag Manager, in place of version 3.',
    'The tag of “Buy button” was changed in Tag Manager: value 12 taken out, currency EUR taken out.',
  ],
  [
    'OneClickTag changed conversion actions in Google Ads.',
    'The conversion action of “Buy button” was changed in Google Ads: currency from EUR to USD, value from 12 to 15.',
  ],
  ['Version 4 was published by OneClickTag.', 'The tag of “Buy button” was changed: value 15, currency USD.'],
]

/** Ours, somebody's in Tag Manager, ours, back to theirs by hand, and ours again. */
async function story() {
  const customer = await readyCustomer(sandbox())
  const tracking = await customer.draft(BUY)
  await sync(customer)
  byHand(customer, (person) => {
    person.add('tag', htmlTag(SECRET, `<script>/* ${SECRET} */</script>`))
    person.pause(ownTag(customer))
  })
  await look(customer)
  await edit(customer, tracking, { conversion: { value: 12, currency: 'EUR' } })
  await sync(customer)
  publishedByHand(customer, '2')
  await look(customer)
  await edit(customer, tracking, { conversion: { value: 15, currency: 'USD' } })
  await freeQuota()
  await customer.syncOnLive()
  return { customer, tracking }
}

describe('the history of a customer', () => {
  it('tells of versions by OneClickTag, versions made in Tag Manager and a rollback, in JSON and CSV', async () => {
    const { customer, tracking } = await story()
    const { tenant, id } = customer
    const member = await tenant.join('MEMBER')
    const page = await api(member).get(`/v1/customers/${id}/history`)
    const entries = page.as(History).data.toReversed()
    expect(entries.map(wordsOf)).toEqual(STORY)
    const requestedBy = { kind: 'user', id: expect.any(String) }
    const [ads, theirs] = [
      { kind: 'ACTIONS_CHANGED', versionId: null },
      { origin: 'TAG_MANAGER', runId: null },
    ]
    expect(entries).toMatchObject([
      { ...ads, origin: 'OURS', requestedBy },
      { kind: 'PUBLISHED', origin: 'OURS', versionId: '1', previousVersionId: null, requestedBy },
      { kind: 'PUBLISHED', ...theirs, versionId: '2', previousVersionId: '1', requestedBy: null },
      { ...ads, origin: 'OURS', requestedBy },
      { kind: 'PUBLISHED', origin: 'OURS', versionId: '3', previousVersionId: '2', requestedBy },
      { kind: 'ROLLED_BACK', ...theirs, versionId: '2', previousVersionId: '3', requestedBy: null },
      { ...ads, origin: 'OURS', requestedBy },
      { kind: 'PUBLISHED', origin: 'OURS', versionId: '4', previousVersionId: '2', requestedBy },
    ])
    expect(entries[2]?.madeAt).toMatch(/^2025-10-09T/)
    expect(entries[4]?.changes?.[0]).toMatchObject({
      trackingId: tracking.id,
      fields: [
        { field: 'parameter:conversionValue', after: '12' },
        { field: 'parameter:currencyCode', after: 'EUR' },
      ],
    })

    await api(tenant.admin).patch('/v1/organization', { timeZone: 'Asia/Kathmandu' })
    const csv = await api(member).get(`/v1/customers/${id}/history?format=csv`)
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="history.csv"')
    const rows: Record<string, string>[] = parse(csv.text, { columns: true, bom: true })
    expect(rows.map((row) => [row['summary'], row['change']])).toEqual(
      STORY.toReversed().flatMap(([summary, ...changes]) => changes.map((change) => [summary, change])),
    )
    const seenAt = new Date(Date.parse(entries[7]?.seenAt ?? '') + 345 * 60_000)
    expect(rows[0]).toMatchObject({
      seenAt: seenAt.toISOString().slice(0, 19).replace('T', ' '),
      timeZone: 'Asia/Kathmandu',
      kind: 'PUBLISHED',
      versionId: '4',
      previousVersionId: '2',
      requestedByKind: 'user',
      runId: entries[7]?.runId,
    })
  })

  it('is the same 404 for another organization’s customer and an absent one, as JSON and as CSV', async () => {
    const [ours, theirs] = [await newTenant(), await newTenant()]
    const { id } = await newCustomer(theirs)
    const absent = id.replace(/.{4}$/, '0000')
    for (const query of ['', '?format=csv']) {
      const responses = await Promise.all(
        [id, absent].map((each) => api(ours.admin).get(`/v1/customers/${each}/history${query}`)),
      )
      expect(responses).toMatchObject([
        { status: 404, problem: { detail: 'No such customer.' } },
        { status: 404, problem: { detail: 'No such customer.' } },
      ])
    }
    expect(await api(theirs.admin).get(`/v1/customers/${id}/history`)).toMatchObject({
      status: 200,
      body: { data: [], nextCursor: null },
    })
  })

  it('names the API key that asked for a sync, nobody for the sync of an edit, and keys may read it', async () => {
    const customer = await readyCustomer(sandbox())
    const script = await newScript(customer.tenant)
    const tracking = await customer.draft(BUY)
    const started = await api(script).post(`/v1/customers/${customer.id}/sync`)
    await untilAtRest(started.as(SyncRunWithJobsView).id)
    await edit(customer, tracking, { selector: '#order' })
    await takeUp(customer, (await waitingRun(customer.id)) ?? '')
    expect(await historyOf(customer, script)).toMatchObject([
      { versionId: '2', origin: 'OURS', requestedBy: null },
      { versionId: '1', origin: 'OURS', requestedBy: { kind: 'key', id: script.keyId } },
      { kind: 'ACTIONS_CHANGED', requestedBy: { kind: 'key', id: script.keyId } },
    ])
  })

  it('names the ADMIN who published a version, and says which of ours was published in Tag Manager', async () => {
    const customer = await readyCustomer(sandbox(), { publishMode: 'MANUAL' })
    const script = await newScript(customer.tenant, 'ADMIN')
    await customer.draft(BUY)
    await sync(customer)
    const published = await api(script).post(`/v1/customers/${customer.id}/publish`, { versionId: '1' })
    await untilAtRest(published.as(SyncRunWithJobsView).id)
    await customer.draft({ name: 'Signup' })
    const { id: runId } = await sync(customer)
    publishedByHand(customer, '2')
    await look(customer)
    const entries = await historyOf(customer)
    expect(entries.filter(({ versionId }) => versionId !== null)).toMatchObject([
      {
        summary: 'Version 2, made by OneClickTag, was published in Tag Manager.',
        origin: 'TAG_MANAGER',
        runId,
        requestedBy: null,
      },
      { versionId: '1', origin: 'OURS', requestedBy: { kind: 'key', id: script.keyId } },
    ])
  })
})

describe('what changed in a version', () => {
  it('what people do with our tag and trigger is listed field by field, and what is not ours is counted', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft({ ...BUY, urlPattern: '/shop*' })
    await sync(customer)
    const steps: [HandEdit, ...string[]][] = [
      [
        (person) => {
          person.addCondition(ownTrigger(customer), filter('contains', '{{Page URL}}', SECRET))
          person.add('trigger', { name: SECRET, type: 'domReady' })
          person.add('variable', { name: SECRET, type: 'c', parameter: [parameter('value', SECRET)] })
        },
        'The trigger of “Buy button” was changed in Tag Manager: conditions that others have added.',
        '1 other trigger was added in Tag Manager.',
        '1 other variable was added in Tag Manager.',
      ],
      [
        (person) => {
          person.except(ownTag(customer), SECRET)
          person.change('variable', SECRET, { parameter: [parameter('value', `${SECRET} 2`)] })
        },
        'The tag of “Buy button” was changed in Tag Manager: exceptions.',
        '1 other variable was changed in Tag Manager.',
      ],
      [
        (person) => {
          person.remove('tag', ownTag(customer))
          person.remove('trigger', SECRET)
        },
        'The tag of “Buy button” was removed in Tag Manager.',
        '1 other trigger was removed in Tag Manager.',
      ],
    ]
    for (const [deed, ...changes] of steps) {
      byHand(customer, deed)
      await look(customer)
      expect(wordsOf(await newest(customer)).slice(1)).toEqual(changes)
    }
    await sync(customer)
    expect(wordsOf(await newest(customer))).toEqual([
      'Version 5 was published by OneClickTag.',
      'The tag of “Buy button” was added back.',
    ])
    expect(await api(customer.tenant.admin).delete(`/v1/trackings/${tracking.id}`)).toMatchObject({
      status: 204,
    })
    await sync(customer)
    const [version, actions] = await historyOf(customer)
    expect([wordsOf(version ?? expect.fail()), wordsOf(actions ?? expect.fail())]).toEqual([
      [
        'Version 6 was published by OneClickTag.',
        'The tag of “Buy button” was removed.',
        'The trigger of “Buy button” was removed.',
        'The Conversion Linker of OneClickTag was removed.',
      ],
      [
        'OneClickTag changed conversion actions in Google Ads.',
        'The conversion action of “Buy button” was hidden in Google Ads.',
      ],
    ])
    const stored = (await tenantRows(adminPool(), customer.tenant.organizationId)).filter((row) =>
      row.includes('history_entry'),
    )
    expect(stored.join('\n')).not.toContain(SECRET)
  })

  it('a run that changed Google Ads alone is an entry of its own', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft(BUY)
    await sync(customer)
    await edit(customer, tracking, { conversion: { category: 'PURCHASE' } })
    const { id: runId, versionId } = await sync(customer)
    expect(versionId).toBeNull()
    expect(await newest(customer)).toMatchObject({
      kind: 'ACTIONS_CHANGED',
      runId,
      versionId: null,
      changes: [{ change: 'changed', object: 'conversionAction', trackingId: tracking.id }],
    })
    await sync(customer)
    expect(await newest(customer)).toMatchObject({ runId })
  })

  it('a conversion action whose response was lost is listed once', async () => {
    const customer = await readyCustomer(sandbox())
    const at = { service: 'ads', operation: 'mutate_conversion_actions' } as const
    const { run } = await disturb(sandbox(), customer, at, { loseResponse: true })
    await takeUp(customer, run.id)
    const entries = await historyOf(customer)
    expect(entries.filter(({ kind }) => kind === 'ACTIONS_CHANGED').map(wordsOf)).toEqual([
      [
        'OneClickTag changed conversion actions in Google Ads.',
        'The conversion action of “Newsletter” was added in Google Ads.',
      ],
    ])
  })

  it('the pending edit of a tracking keeps its objects ours while somebody looks', async () => {
    const customer = await readyCustomer(sandbox())
    const tracking = await customer.draft(BUY)
    await sync(customer)
    await edit(customer, tracking, { selector: '#order' })
    byHand(customer, (person) => person.pause(ownTag(customer)))
    await look(customer)
    expect(wordsOf(await newest(customer)).slice(1)).toEqual([
      'The tag of “Buy button” was changed in Tag Manager.',
    ])
  })
})

describe('a version that is live', () => {
  it('is listed once, also when its name is edited', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft(BUY)
    await sync(customer)
    const before = await historyOf(customer)
    const version = customer.container.versions.get('1') ?? expect.fail('no version')
    Object.assign(version, { name: `${SECRET} renamed`, fingerprint: '1799999999999' })
    await look(customer)
    await look(customer)
    expect(await historyOf(customer)).toEqual(before)
  })

  it('is listed without details where it was there before the first look, and what follows has them', async () => {
    const container = sandbox().addContainer({ publicId: 'GTM-HISTORY1' })
    sandbox().editByHand(container.publicId, (person) => void person.add('tag', htmlTag(SECRET)))
    const customer = await readyCustomer(sandbox(), { container })
    await look(customer)
    expect((await historyOf(customer)).map(wordsOf)).toEqual([
      ['Version 1 was live when the container was first looked at.', 'What was live before it is not known.'],
    ])
    byHand(customer, (person) => person.change('tag', SECRET, { notes: SECRET }))
    await look(customer)
    expect(wordsOf(await newest(customer)).slice(1)).toEqual(['1 other tag was changed in Tag Manager.'])
  })

  it('without details of the version before says so, and the next one has them again', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft(BUY)
    await sync(customer)
    const forget = () =>
      owner.query('update history_entry set snapshot = null where customer_id = $1', [customer.id])
    await forget()
    byHand(customer, (person) => person.pause(ownTag(customer)))
    await look(customer)
    expect(await newest(customer)).toMatchObject({
      versionId: '2',
      changes: null,
      notice: expect.stringContaining('is not known'),
    })
    await forget()
    await look(customer)
    byHand(customer, (person) => person.unpause(ownTag(customer)))
    await look(customer)
    expect(wordsOf(await newest(customer)).slice(1)).toEqual([
      'The tag of “Buy button” was resumed in Tag Manager.',
    ])
    expect(await historyOf(customer)).toHaveLength(4)
  })

  it('seen by two runs at once is one entry', async () => {
    const customer = await readyCustomer(sandbox())
    await owner.query(`insert into sync_run (organization_id, customer_id, kind) values ($1, $2, 'VERIFY')`, [
      customer.tenant.organizationId,
      customer.id,
    ])
    const claim = (await claimRun(await waitingRun(customer.id))) ?? expect.fail('nothing to claim')
    const session = runSession(claim)
    const states: RunState[] = await Promise.all(
      [1, 2].map(async () => ({
        ...(await session.write((db) => takeWork(db, claim))),
        interrupted: false,
      })),
    )
    const live = (id: string) =>
      ContainerVersion.parse({ path: `versions/${id}`, containerVersionId: id, fingerprint: '1760000000000' })
    for (const id of ['7', '8']) {
      await Promise.all(states.map((state) => recordSeen(session, state, live(id))))
    }
    expect((await historyOf(customer)).map(({ versionId, kind }) => [versionId, kind])).toEqual([
      ['8', 'PUBLISHED'],
      ['7', 'FIRST_SEEN'],
    ])
    const { rows } = await owner.query(
      'select publication from history_entry where customer_id = $1 and snapshot is not null',
      [customer.id],
    )
    expect(rows).toEqual([{ publication: 2 }])
  })
})

describe('a long history', () => {
  it('is read page by page, newest first, one round trip each, and as CSV in one', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft(BUY)
    await sync(customer)
    await insertPublications(customer, 2, 1_200)
    const { tenant, id } = customer
    const versions: (string | null)[] = []
    for (let cursor = ''; ; ) {
      const response = await api(tenant.admin).get(`/v1/customers/${id}/history?limit=100${cursor}`)
      expect(response.roundTrips).toEqual(onTheWire(1))
      const { data, nextCursor } = response.as(History)
      versions.push(...data.map(({ versionId }) => versionId))
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    const all = Array.from({ length: 1_200 }, (_, index) => String(1_200 - index))
    expect(versions.filter((each) => each !== null)).toEqual(all)
    const csv = await api(tenant.admin).get(`/v1/customers/${id}/history?format=csv`)
    const rows: Record<string, string>[] = parse(csv.text, { columns: true, bom: true })
    expect([...new Set(rows.flatMap((row) => row['versionId'] || []))]).toEqual(all)
  })

  it('forty versions in a row are forty entries, and one snapshot is kept', async () => {
    const customer = await readyCustomer(sandbox())
    for (let made = 0; made < 40; made++) {
      byHand(customer, (person) => void person.add('tag', htmlTag(`${SECRET} ${made}`)))
      await look(customer)
    }
    const entries = await historyOf(customer)
    expect(entries.map(({ versionId }) => Number(versionId))).toEqual(
      Array.from({ length: 40 }, (_, index) => 40 - index),
    )
    expect(new Set(entries.slice(0, 39).map((entry) => wordsOf(entry)[1]))).toEqual(
      new Set(['1 other tag was added in Tag Manager.']),
    )
    const { rows } = await owner.query(
      'select count(*)::int as n from history_entry where customer_id = $1 and snapshot is not null',
      [customer.id],
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  it('keeps the newest 5,000 publications of a container', async () => {
    const customer = await readyCustomer(sandbox())
    await insertPublications(customer, 1, 5_003)
    const { rows } = await owner.query(
      'select count(*)::int as n, min(publication) as first from history_entry where customer_id = $1',
      [customer.id],
    )
    expect(rows).toEqual([{ n: 5_000, first: 4 }])
  })

  it('ends after 400 days, but for what the next version is compared with', async () => {
    const customer = await readyCustomer(sandbox())
    await customer.draft(BUY)
    await sync(customer)
    await insertPublications(customer, 2, 3)
    await owner.query(
      `update history_entry set created_at = now() - make_interval(days => case version_id when '2' then 399 else 401 end)
       where customer_id = $1`,
      [customer.id],
    )
    await purgeHistory()
    const { rows } = await owner.query(
      'select version_id from history_entry where customer_id = $1 order by publication',
      [customer.id],
    )
    expect(rows).toEqual([{ version_id: '1' }, { version_id: '2' }])
  })
})

// Last, because it takes the log, by which the tests above count round trips.
describe('names and contents of other people', () => {
  it('are nowhere in the database, in a response or in the log', async () => {
    const lines: LogEntry[] = []
    setLogSink((entry) => lines.push(entry))
    const { customer } = await story()
    byHand(customer, (person) => person.rename('tag', SECRET, `${SECRET} 2`))
    await look(customer)
    const { tenant, id } = customer
    const [page, csv] = await Promise.all(
      ['', '?format=csv'].map((query) => api(tenant.admin).get(`/v1/customers/${id}/history${query}`)),
    )
    const stored = (await tenantRows(adminPool(), tenant.organizationId)).join('\n')
    expect(stored).toContain('Buy button')
    for (const text of [stored, page?.text, csv?.text, JSON.stringify(lines)]) {
      expect(text).not.toContain(SECRET)
    }
  })
})

/** Publications in Tag Manager as they would have been seen, one a minute. */
async function insertPublications(
  { tenant, id, container }: ReadyCustomer,
  from: number,
  until: number,
): Promise<void> {
  await owner.query(
    `insert into history_entry (organization_id, customer_id, kind, origin, container_path, publication, version_id,
       changes, created_at)
     select $1, $2, 'PUBLISHED', 'TAG_MANAGER', $3, n, n::text, '[]', now() + make_interval(mins => n)
     from generate_series($4::int, $5::int) n`,
    [
      tenant.organizationId,
      id,
      `accounts/${container.accountId}/containers/${container.containerId}`,
      from,
      until,
    ],
  )
}
