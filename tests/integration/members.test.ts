import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import { InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { MemberView } from '../../lib/members/member-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { withTenant } from '../../lib/tenant/with-tenant.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { auditActions } from '../fixtures/audit.ts'
import { newCustomer } from '../fixtures/connection.ts'
import { ownerPool } from '../fixtures/database.ts'
import { inSession } from '../fixtures/in-session.ts'
import { newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const MemberPage = Page(MemberView)

async function idOf(person: Person): Promise<string> {
  const { membership } = (await api(person).get('/v1/members/me')).as(MeView)
  return membership?.user.id ?? ''
}

async function roles(person: Person): Promise<string[]> {
  const { data } = (await api(person).get('/v1/members?order=asc')).as(MemberPage)
  return data.map(({ role }) => role)
}

const setRole = async (by: Person, whom: Person, role: string) =>
  api(by).patch(`/v1/members/${await idOf(whom)}`, { role })
const remove = async (by: Person, whom: Person) => api(by).delete(`/v1/members/${await idOf(whom)}`)

describe('the members', () => {
  it('are listed to every member, in one round trip', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    await api(member).get('/v1/members')
    const response = await api(member).get('/v1/members')
    const { data, nextCursor } = response.as(MemberPage)
    expect(data.map(({ email, role }) => [email, role])).toEqual([
      [member.email, 'MEMBER'],
      [admin.email, 'ADMIN'],
    ])
    expect([nextCursor, response.roundTrips]).toEqual([null, onTheWire(1)])
  })

  it('are listed by role, page by page, in either order', async () => {
    const { admin, join } = await newTenant()
    const [a, b] = [await join('MEMBER'), await join('MEMBER')]
    const path = '/v1/members?role=MEMBER&limit=1&order=asc'
    const first = (await api(admin).get(path)).as(MemberPage)
    const second = (await api(admin).get(`${path}&cursor=${first.nextCursor}`)).as(MemberPage)
    expect([first, second].map(({ data }) => data.map(({ email }) => email))).toEqual([[a.email], [b.email]])
    expect(second.nextCursor).toBeNull()
    const elsewhere = await api(admin).get(`/v1/members?role=ADMIN&limit=1&cursor=${first.nextCursor}`)
    expect([elsewhere.status, elsewhere.faults]).toEqual([400, ['query.cursor']])
  })

  it('of one organization are nothing to another', async () => {
    const { admin } = await newTenant()
    const stranger = (await newTenant()).admin
    const { data } = (await api(admin).get('/v1/members')).as(MemberPage)
    expect(data.map(({ email }) => email)).toEqual([admin.email])
    for (const call of [
      (id: string) => api(stranger).patch(`/v1/members/${id}`, { role: 'MEMBER' }),
      (id: string) => api(stranger).delete(`/v1/members/${id}`),
    ]) {
      const [foreign, absent] = [await call(await idOf(admin)), await call(randomUUID())]
      expect(foreign.status).toBe(404)
      expect(foreign.problem).toEqual(absent.problem)
    }
    expect(await roles(admin)).toEqual(['ADMIN'])
  })

  it.each([
    ['?role=OWNER', 'query.role'],
    ['?order=up', 'query.order'],
    ['?limit=101', 'query.limit'],
    ['?email=x', 'query.email'],
  ])('refuses the list %s', async (query, fault) => {
    const { admin } = await newTenant()
    const response = await api(admin).get(`/v1/members${query}`)
    expect([response.status, response.faults]).toEqual([400, [fault]])
  })
})

describe('a role', () => {
  it('is given by an ADMIN and holds from the next request on', async () => {
    const tenant = await newTenant()
    const { admin, join } = tenant
    const member = await join('MEMBER')
    const { id: customerId } = await newCustomer(tenant)
    expect((await api(member).delete(`/v1/customers/${customerId}`)).status).toBe(403)

    const response = await setRole(admin, member, 'ADMIN')
    expect(response.as(MemberView)).toMatchObject({ email: member.email, role: 'ADMIN' })
    expect((await api(member).delete(`/v1/customers/${customerId}`)).status).toBe(204)
    expect((await setRole(member, admin, 'MEMBER')).as(MemberView).role).toBe('MEMBER')
    expect((await api(admin).patch('/v1/organization', { name: 'Mine' })).problem).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
    const log = await owner.query(
      `select action from audit_log where organization_id = $1 and target_type = 'member' order by sequence`,
      [tenant.organizationId],
    )
    expect(log.rows.map(({ action }) => action)).toEqual([
      'member.create',
      'member.create',
      'member.update',
      'member.update',
    ])
  })

  it('given twice is the same as once', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    const first = (await setRole(admin, member, 'ADMIN')).as(MemberView)
    expect((await setRole(admin, member, 'ADMIN')).as(MemberView)).toEqual(first)
  })

  it('is not a MEMBER’s to give', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    for (const whom of [member, admin]) {
      expect((await setRole(member, whom, 'ADMIN')).problem).toMatchObject({ status: 403, code: 'forbidden' })
    }
    expect(await roles(admin)).toEqual(['ADMIN', 'MEMBER'])
  })

  it('of the last ADMIN stays', async () => {
    const { admin, join } = await newTenant()
    await join('MEMBER')
    const response = await setRole(admin, admin, 'MEMBER')
    expect(response.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(response.problem.detail).toMatch(/Make another member ADMIN first/)
    expect(await roles(admin)).toEqual(['ADMIN', 'MEMBER'])
  })

  it('cannot be written past the function that looks after the last ADMIN', async () => {
    const tenant = await newTenant()
    const write = withTenant(await inSession(tenant), {}, (db) =>
      db.user.updateMany({ data: { role: 'MEMBER' } }),
    )
    await expect(write).rejects.toThrow(/permission denied/)
  })

  it('taken away takes the invitations along that its holder has sent', async () => {
    const { admin, join } = await newTenant()
    const other = await join('ADMIN')
    const response = await api(other).post('/v1/members/invitations', {
      email: 'friend@agency.test',
      role: 'ADMIN',
    })
    expect(response.as(InvitationWithLink).status).toBe('OPEN')
    await setRole(admin, other, 'MEMBER')
    expect((await api(admin).get('/v1/members/invitations')).body).toEqual({ data: [], nextCursor: null })
  })

  it.each([
    [{}, ['body.role']],
    [{ role: 'OWNER' }, ['body.role']],
    [{ role: 'ADMIN', email: 'new@agency.test' }, ['body.email']],
  ])('refuses %j', async (body, faults) => {
    const { admin } = await newTenant()
    const response = await api(admin).patch(`/v1/members/${randomUUID()}`, body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })
})

describe('a member who is taken out', () => {
  it('is out at once, also where an instance remembers the membership', async () => {
    const tenant = await newTenant()
    const { admin, join } = tenant
    const member = await join('MEMBER')
    const { id } = await newCustomer(tenant)
    expect((await api(member).get(`/v1/customers/${id}`)).as(CustomerView).id).toBe(id)

    const response = await remove(admin, member)
    expect([response.status, response.body]).toEqual([204, undefined])
    expect((await api(member).get(`/v1/customers/${id}`)).problem).toMatchObject({
      status: 403,
      code: 'not_a_member',
    })
    expect((await api(member).get('/v1/members/me')).body).toEqual({ membership: null, nextStep: null })
    expect(await roles(admin)).toEqual(['ADMIN'])
    const { rows } = await owner.query(
      'select deleted_at is not null as deleted, tokens_valid_after is not null as out from user_account where email = $1',
      [member.email],
    )
    expect(rows).toEqual([{ deleted: true, out: true }])
    expect((await auditActions(tenant)).slice(-2)).toEqual(['member.delete', 'access.deny'])
  })

  it('may found another organization, or come back', async () => {
    const { admin, join } = await newTenant()
    const [founder, returning] = [await join('MEMBER'), await join('MEMBER')]
    await remove(admin, founder)
    await remove(admin, returning)
    expect((await api(founder).post('/v1/organization', { name: 'Own' })).status).toBe(201)
    const { link } = (await api(admin).post('/v1/members/invitations', { email: returning.email })).as(
      InvitationWithLink,
    )
    const token = new URL(link).searchParams.get('invitation')
    expect((await api(returning).post('/v1/members/invitations/accept', { token })).status).toBe(200)
    expect(await roles(returning)).toEqual(['ADMIN', 'MEMBER'])
  })

  it('leaves nobody the link of a consent: what was parked is wiped', async () => {
    const tenant = await newTenant()
    const other = await tenant.join('ADMIN')
    const { id } = await newCustomer(tenant)
    await owner.query(
      `insert into oauth_state (organization_id, user_id, customer_id, state_hash, code_verifier, expires_at, pending_grant)
       values ($1, $2, $3, $4, 'sealed', now() + interval '10 minutes', 'sealed')`,
      [tenant.organizationId, await idOf(other), id, randomUUID()],
    )
    await remove(tenant.admin, other)
    const { rows } = await owner.query(
      'select pending_grant, expires_at <= now() as over from oauth_state where organization_id = $1',
      [tenant.organizationId],
    )
    expect(rows).toEqual([{ pending_grant: null, over: true }])
  })

  it('can be oneself: a MEMBER leaves', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    expect((await remove(member, member)).status).toBe(204)
    expect((await api(member).get('/v1/members')).problem.code).toBe('not_a_member')
    expect(await roles(admin)).toEqual(['ADMIN'])
  })

  it('is never another’s choice than an ADMIN’s, whether the other is there or not', async () => {
    const { admin, join } = await newTenant()
    const [member, other] = [await join('MEMBER'), await join('MEMBER')]
    const responses = [
      await remove(member, admin),
      await remove(member, other),
      await api(member).delete(`/v1/members/${randomUUID()}`),
    ]
    for (const { problem } of responses) expect(problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await roles(admin)).toEqual(['ADMIN', 'MEMBER', 'MEMBER'])
  })

  it('is not the last ADMIN, who is told what to do', async () => {
    const { admin, join } = await newTenant()
    const member = await join('MEMBER')
    const rejected = await remove(admin, admin)
    expect(rejected.problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(rejected.problem.detail).toMatch(/Make another member ADMIN first, or delete the organization/)
    await setRole(admin, member, 'ADMIN')
    expect((await remove(admin, admin)).status).toBe(204)
    expect(await roles(member)).toEqual(['ADMIN'])
  })

  it('is not found a second time', async () => {
    const { admin, join } = await newTenant()
    const id = await idOf(await join('MEMBER'))
    expect((await api(admin).delete(`/v1/members/${id}`)).status).toBe(204)
    expect((await api(admin).delete(`/v1/members/${id}`)).status).toBe(404)
    expect((await api(admin).patch(`/v1/members/${id}`, { role: 'ADMIN' })).status).toBe(404)
  })
})

describe('ADMINs at the same moment', () => {
  const attempts = Array.from({ length: 5 }, (_, attempt) => attempt)

  it.each(attempts)('demote each other: one wins, one ADMIN is left (%i)', async () => {
    const { admin, join } = await newTenant()
    const other = await join('ADMIN')
    const [adminId, otherId] = [await idOf(admin), await idOf(other)]
    const responses = await Promise.all([
      api(admin).patch(`/v1/members/${otherId}`, { role: 'MEMBER' }),
      api(other).patch(`/v1/members/${adminId}`, { role: 'MEMBER' }),
    ])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 403])
    expect((await roles(admin)).sort()).toEqual(['ADMIN', 'MEMBER'])
  })

  it.each(attempts)('demote each other before a third: still only one wins (%i)', async () => {
    const { admin, join } = await newTenant()
    const other = await join('ADMIN')
    await join('ADMIN')
    const [adminId, otherId] = [await idOf(admin), await idOf(other)]
    const responses = await Promise.all([
      api(admin).patch(`/v1/members/${otherId}`, { role: 'MEMBER' }),
      api(other).patch(`/v1/members/${adminId}`, { role: 'MEMBER' }),
    ])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 403])
    expect((await roles(admin)).sort()).toEqual(['ADMIN', 'ADMIN', 'MEMBER'])
  })

  it.each(attempts)('all leave: one has to stay (%i)', async () => {
    const { admin, join } = await newTenant()
    const admins = [admin, await join('ADMIN'), await join('ADMIN')]
    const ids = await Promise.all(admins.map(idOf))
    const responses = await Promise.all(
      admins.map((each, index) => api(each).delete(`/v1/members/${ids[index]}`)),
    )
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 204, 409])
  })

  it('take each other out: one is left', async () => {
    const { admin, join } = await newTenant()
    const other = await join('ADMIN')
    const [adminId, otherId] = [await idOf(admin), await idOf(other)]
    const responses = await Promise.all([
      api(admin).delete(`/v1/members/${otherId}`),
      api(other).delete(`/v1/members/${adminId}`),
    ])
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 403])
  })

  it('invite and are demoted: no invitation of theirs is left open', async () => {
    const { admin, join } = await newTenant()
    const other = await join('ADMIN')
    const otherId = await idOf(other)
    await Promise.all([
      api(other).post('/v1/members/invitations', { email: 'friend@agency.test' }),
      api(admin).patch(`/v1/members/${otherId}`, { role: 'MEMBER' }),
    ])
    expect((await api(admin).get('/v1/members/invitations?status=OPEN')).body).toMatchObject({ data: [] })
  })
})
