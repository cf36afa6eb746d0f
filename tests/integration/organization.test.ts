import { describe, expect, it } from 'vitest'
import { MeView } from '../../lib/members/me-view.ts'
import { OrganizationView } from '../../lib/organizations/organization-view.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { signIn } from '../fixtures/firebase.ts'
import { newPerson, newTenant } from '../fixtures/tenant.ts'

apiTests()

describe('signing up', () => {
  it('founds an organization with the caller as its ADMIN', async () => {
    const person = newPerson()
    const response = await api(person).post('/v1/organization', {
      name: '  Agency ',
      timeZone: 'Europe/Berlin',
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe('/api/v1/organization')
    const organization = response.as(OrganizationView)
    expect(organization).toMatchObject({ name: 'Agency', timeZone: 'Europe/Berlin', publishMode: 'MANUAL' })

    const me = (await api(person).get('/v1/members/me')).as(MeView)
    expect(me.membership?.user).toMatchObject({ email: person.email, role: 'ADMIN' })
    expect(me.membership?.organization).toEqual(organization)
  })

  it('uses UTC when no time zone is given', async () => {
    const response = await api(newPerson()).post('/v1/organization', { name: 'Agency' })
    expect(response.as(OrganizationView).timeZone).toBe('UTC')
  })

  it('is refused to somebody who has an organization', async () => {
    const { admin } = await newTenant()
    const response = await api(admin).post('/v1/organization', { name: 'Second' })
    expect(response.problem).toMatchObject({ status: 409, code: 'conflict' })
  })

  it('is refused without a verified e-mail address', async () => {
    const unverified = { token: signIn({ uid: 'unverified', email: 'x@agency.test', emailVerified: false }) }
    const withoutAddress = { token: signIn({ uid: 'without-address' }) }
    for (const person of [unverified, withoutAddress]) {
      const response = await api(person).post('/v1/organization', { name: 'Agency' })
      expect(response.problem).toMatchObject({ status: 403, code: 'forbidden' })
      expect((await api(person).get('/v1/members/me')).body).toEqual({ membership: null, nextStep: null })
    }
  })

  it.each([
    [{}, ['body.name']],
    [{ name: ' ' }, ['body.name']],
    [{ name: 'x'.repeat(121) }, ['body.name']],
    [{ name: 'two\nlines' }, ['body.name']],
    [{ name: 'Agency', timeZone: 'Mars/Olympus' }, ['body.timeZone']],
    [{ name: 'Agency', timeZone: '+01:00' }, ['body.timeZone']],
    // India to the one, Israel to the other; and what only one of them knows.
    [{ name: 'Agency', timeZone: 'IST' }, ['body.timeZone']],
    [{ name: 'Agency', timeZone: 'VST' }, ['body.timeZone']],
    [{ name: 'Agency', timeZone: 'SystemV/PST8' }, ['body.timeZone']],
    [{ name: 'Agency', role: 'ADMIN' }, ['body.role']],
  ])('refuses %j', async (body, faults) => {
    const response = await api(newPerson()).post('/v1/organization', body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })
})

describe('members/me', () => {
  it('tells somebody without an organization so', async () => {
    const response = await api(newPerson()).get('/v1/members/me')
    expect([response.status, response.body]).toEqual([200, { membership: null, nextStep: null }])
  })

  it('costs one round trip once the membership is known', async () => {
    const { admin } = await newTenant()
    await api(admin).get('/v1/members/me')
    expect((await api(admin).get('/v1/members/me')).roundTrips).toEqual(onTheWire(1))
  })

  it('asks who is calling', async () => {
    expect((await api().get('/v1/members/me')).status).toBe(401)
  })
})

describe('the organization', () => {
  it('is read by its members, in one round trip', async () => {
    const { organizationId, join } = await newTenant()
    const member = await join('MEMBER')
    await api(member).get('/v1/organization')
    const response = await api(member).get('/v1/organization')
    expect(response.as(OrganizationView).id).toBe(organizationId)
    expect(response.roundTrips).toEqual(onTheWire(1))
  })

  it('is changed by an ADMIN', async () => {
    const { admin } = await newTenant()
    const changes = { name: 'Renamed', timeZone: 'America/New_York', publishMode: 'AUTO' }
    expect((await api(admin).patch('/v1/organization', changes)).as(OrganizationView)).toMatchObject(changes)
    expect((await api(admin).get('/v1/organization')).as(OrganizationView)).toMatchObject(changes)
  })

  it('is not changed by a MEMBER', async () => {
    const { admin, join } = await newTenant()
    const response = await api(await join('MEMBER')).patch('/v1/organization', { publishMode: 'AUTO' })
    expect(response.problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await api(admin).get('/v1/organization')).as(OrganizationView).publishMode).toBe('MANUAL')
  })

  it.each([
    [{}, ['body']],
    [{ publishMode: 'SOMETIMES' }, ['body.publishMode']],
    [{ timeZone: 'Nowhere' }, ['body.timeZone']],
    [{ deletedAt: null }, ['body.deletedAt', 'body']],
  ])('refuses the change %j', async (body, faults) => {
    const { admin } = await newTenant()
    const response = await api(admin).patch('/v1/organization', body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })

  it('is nobody’s who has none', async () => {
    expect((await api(newPerson()).get('/v1/organization')).problem).toMatchObject({
      status: 403,
      code: 'not_a_member',
    })
  })
})
