import pg from 'pg'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { arrangeMonths } from '../../lib/cron/arrange-months.ts'
import { sqlStateOf } from '../../lib/db/sql-state.ts'
import { closeSystemPool } from '../../lib/db/system-pool.ts'
import { closeTenantConnection } from '../../lib/tenant/tenant-db.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { directUrls, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import '../fixtures/settings.ts'

const owner = ownerPool()
afterAll(() => Promise.all([closeSystemPool(), closeTenantConnection()]))

/** Long before the months that other tests need, which stay. */
const PAST = '2019-03'

async function months(from: string, through: string): Promise<string[]> {
  const { rows } = await owner.query<{ month: string }>(
    `select replace(right(c.relname, 7), '_', '-') as month
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'public.conversion_day'::regclass order by 1`,
  )
  return rows.map(({ month }) => month).filter((month) => month >= from && month <= through)
}

/** Arranges as of the first moment of a month; what is made is dropped again after the test. */
function arrange(month: string) {
  onTestFinished(async () => {
    for (const made of await months('2018', '2022')) {
      await owner.query(`drop table app.conversion_day_${made.replace('-', '_')}`)
    }
  })
  return arrangeMonths(() => new Date(`${month}-01T00:00:00Z`))
}

describe('the months of conversion days', () => {
  it('are made from four back to two ahead, once', async () => {
    await arrange(PAST)
    expect(await months('2018', '2019-12')).toEqual([
      '2018-11',
      '2018-12',
      '2019-01',
      '2019-02',
      '2019-03',
      '2019-04',
      '2019-05',
    ])
    expect(await arrange(PAST)).toEqual({ made: 0, dropped: 0 })
  })

  it('are dropped once they are over for 25 months', async () => {
    await arrange(PAST)
    const dropped = async (month: string) => {
      await arrange(month)
      return months('2018', '2019-03')
    }
    expect((await dropped('2020-12'))[0]).toBe('2018-11')
    expect((await dropped('2021-01'))[0]).toBe('2018-12')
    expect(await dropped('2021-05')).toEqual([])
  })

  it('have the policies of the table, and nobody else reaches one by its own name', async () => {
    const tenant = await fullTenant(owner)
    await fullTenant(owner)
    const [month = ''] = await months(new Date().toISOString().slice(0, 7), '9999')
    const partition = `app.conversion_day_${month.replace('-', '_')}`
    const days = await withTenant(tenant.tenant(), { readOnly: true }, (db) => db.conversionDay.count())
    expect(days).toBe(1)
    const client = new pg.Client(directUrls().app)
    await client.connect()
    onTestFinished(() => client.end())
    for (const attempt of [
      `select from ${partition}`,
      `delete from ${partition}`,
      `drop table ${partition}`,
    ]) {
      expect(await client.query(attempt).catch(sqlStateOf)).toBe('42501')
    }
    const { rows } = await owner.query(
      `select relrowsecurity and relforcerowsecurity as secured from pg_class where oid = $1::regclass`,
      [partition],
    )
    expect(rows).toEqual([{ secured: true }])
  })
})
