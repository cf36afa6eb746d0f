import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { connect } from '../fixtures/consent.ts'
import { NOTHING, sweepTests } from '../fixtures/sweep.ts'

const { sandbox, agency, due, many, sweep, asked, entries, onRefresh } = sweepTests()

describe('concurrent sweeps', () => {
  it('two concurrent sweeps refresh each connection once', async () => {
    const logins = await many(12)
    const [one, two] = await Promise.all([sweep(), sweep()])
    expect(one.refreshed + two.refreshed).toBe(12)
    expect(asked()).toBe(12)
    const versions = await Promise.all(logins.map(async (login) => (await login.row()).token_version))
    expect(new Set(versions)).toEqual(new Set([2]))
  })

  it('two concurrent sweeps count one failure once', async () => {
    const logins = await many(4)
    sandbox().faults.next({ service: 'oauth', operation: 'token', times: 4 }, { status: 503 })
    const [one, two] = await Promise.all([sweep(), sweep()])
    expect(one.failed + two.failed).toBe(4)
    const failures = await Promise.all(logins.map(async (login) => (await login.row()).refresh_failures))
    expect(failures).toEqual([1, 1, 1, 1])
  })

  it('a refresh whose lease ran out cannot save over the one that followed', async () => {
    const login = await due()
    const [arrived, proceed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    onRefresh(
      async () => {
        arrived.resolve()
        await proceed.promise
        return undefined
      },
      { once: true },
    )
    const slow = sweep()
    await arrived.promise
    await login.endLease()
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    const saved = await login.row()
    proceed.resolve()
    expect(await slow).toEqual({ ...NOTHING, skipped: 1 })
    expect(await login.row()).toEqual(saved)
    expect(entries('connection.refresh_superseded')).toHaveLength(1)
  })

  it('a superseded refresh that Google rejects ends nothing', async () => {
    const login = await due()
    onRefresh(
      async () => {
        await login.endLease()
        return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
      },
      { once: true },
    )
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(await login.row()).toMatchObject({ status: 'ACTIVE', error_code: null })
    expect(await login.customerStatus()).toBe('READY')
    expect(entries('connection.lost')).toEqual([])
  })

  it('a sweep killed between Google’s response and the save loses nothing: the next refreshes again', async () => {
    const login = await due()
    const before = await login.row()
    // As far as the others can see, it died: its lease runs out and it never writes.
    onRefresh(
      async () => {
        await login.endLease()
        return undefined
      },
      { once: true },
    )
    expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
    expect(asked()).toBe(1)
    expect(await login.row()).toMatchObject({
      access_token: before.access_token,
      refresh_token: before.refresh_token,
      status: 'ACTIVE',
    })
    expect(await sweep()).toEqual({ ...NOTHING, refreshed: 1 })
    expect(await login.storedRefreshToken()).toBe(login.refreshToken)
    expect(await login.customerStatus()).toBe('READY')
  })
})

it('a connection that is renewed while Google rejects its old grant keeps the new tokens', async () => {
  const login = await due()
  onRefresh(
    async () => {
      await connect(agency().admin, login.customerId, login.email)
      return HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })
    },
    { once: true },
  )
  expect(await sweep()).toEqual({ ...NOTHING, skipped: 1 })
  expect(await login.row()).toMatchObject({ status: 'ACTIVE', token_version: 2 })
  expect(await login.storedRefreshToken()).not.toBe(login.refreshToken)
  expect(entries('connection.lost')).toEqual([])
})
