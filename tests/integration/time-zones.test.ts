import { describe, expect, it } from 'vitest'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { ActivityReport } from '../../lib/reports/activity-report-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { adminPool, ownerPool } from '../fixtures/database.ts'
import { type NewTenant, newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** A stored zone that the database does not know, as after a restore to a server with other zone files. */
async function store({ organizationId }: NewTenant, timeZone: string): Promise<void> {
  const admin = await adminPool().connect()
  try {
    await admin.query(`set session_replication_role = replica`)
    await admin.query('update organization set time_zone = $2 where id = $1', [organizationId, timeZone])
  } finally {
    await admin.query(`reset session_replication_role`)
    admin.release()
  }
}

const activity = (tenant: NewTenant, query = '') => api(tenant.admin).get(`/v1/reports/activity${query}`)

describe('a time zone', () => {
  it.each([
    ['US/Pacific-New', 'America/Los_Angeles'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
    ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Japan', 'Asia/Tokyo'],
    ['EST', 'America/Panama'],
    ['europe/berlin', 'Europe/Berlin'],
    ['GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Europe/Oslo', 'Europe/Oslo'],
    ['Europe/Amsterdam', 'Europe/Amsterdam'],
    ['Atlantic/Reykjavik', 'Atlantic/Reykjavik'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is stored as %s at sign-up and by a change, and reports use it', async (given, stored) => {
    const person = newPerson()
    const founded = await api(person).post('/v1/organization', { name: 'Agency', timeZone: given })
    expect(founded.as(OrganizationView).timeZone).toBe(stored)
    const tenant = await newTenant()
    const changed = await api(tenant.admin).patch('/v1/organization', { timeZone: given })
    expect(changed.as(OrganizationView).timeZone).toBe(stored)
    const report = await activity(tenant)
    expect(report.as(ActivityReport)).toMatchObject({ timeZone: stored, notice: null })
  })

  it.each([
    'Mars/Olympus',
    'IST',
    'Factory',
    'localtime',
    'posix/Europe/Berlin',
    'right/UTC',
    'Europe/Berlin+2',
    'UTC+3',
    'Etc/../UTC',
    'EST5EDT,M3.2.0,M11.1.0',
    '',
  ])('that the database does not know is invalid: %j', async (timeZone) => {
    const signUp = await api(newPerson()).post('/v1/organization', { name: 'Agency', timeZone })
    expect([signUp.status, signUp.faults]).toEqual([400, ['body.timeZone']])
    const { admin } = await newTenant()
    const change = await api(admin).patch('/v1/organization', { timeZone })
    expect([change.status, change.faults]).toEqual([400, ['body.timeZone']])
    expect(change.problem?.detail).toContain('Europe/Berlin')
  })

  it('that V8 knows is known to the database too', async () => {
    const { rows } = await owner.query<{ name: string; known: string | null }>(
      'select n as name, app.known_time_zone(n) as known from unnest($1::text[]) n',
      [Intl.supportedValuesOf('timeZone')],
    )
    expect(rows.filter(({ known }) => known === null)).toEqual([])
  })

  it('of a former name is the same zone as its present one, and that has no other name', async () => {
    const { rows } = await owner.query<{ old: string; name: string; known: string }>(
      `select l.old_name as old, l.name, app.known_time_zone(l.name) as known from app.time_zone_links() l`,
    )
    const canonical = (timeZone: string) =>
      new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
    // What CLDR has given up, V8 keeps as zones of their own.
    const differ = rows.filter(({ old, name }) => canonical(old) !== canonical(name)).map(({ old }) => old)
    const now = (timeZone: string) => new Date(2026, 6, 1).toLocaleString('en', { timeZone })
    expect(rows.filter(({ old, name }) => differ.includes(old) && now(old) !== now(name))).toEqual([])
    expect(rows.filter(({ name, known }) => name !== known)).toEqual([])
  })

  it('that the database has forgotten leaves reports in UTC, which say so, in one round trip', async () => {
    const tenant = await newTenant()
    await store(tenant, 'US/Gone')
    await activity(tenant)
    const report = await activity(tenant)
    expect(report.roundTrips).toEqual(onTheWire(1))
    const { timeZone, notice, days } = report.as(ActivityReport)
    expect([timeZone, days.length]).toEqual(['UTC', 30])
    expect(notice).toContain('US/Gone')
    expect((await activity(tenant, '?format=csv')).status).toBe(200)

    // Other changes are possible meanwhile, and a zone that is known ends it.
    expect((await api(tenant.admin).patch('/v1/organization', { name: 'Other' })).status).toBe(200)
    await api(tenant.admin).patch('/v1/organization', { timeZone: 'Europe/Berlin' })
    expect((await activity(tenant)).as(ActivityReport)).toMatchObject({
      timeZone: 'Europe/Berlin',
      notice: null,
    })
  })

  it('that the database knows by a former name only is used by that one', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `with l as (select * from app.time_zone_links() where name = 'Europe/Kyiv')
       select string_agg(old_name, ' ' order by old_name) as name from l`,
    )
    expect(rows).toEqual([{ name: 'europe/kiev europe/uzhgorod europe/zaporozhye' }])
  })
})
