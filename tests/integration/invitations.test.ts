import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { InvitationView, InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { MemberView } from '../../lib/members/member-view.ts'
import { Page } from '../../lib/paging/page.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { auditActions, auditLog } from '../fixtures/audit.ts'
import { ownerPool } from '../fixtures/database.ts'
import { signIn } from '../fixtures/firebase.ts'
import { type NewTenant, newPerson, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()
const InvitationPage = Page(InvitationView)
const PATH = '/v1/members/invitations'

async function invite({ admin }: NewTenant, body: object) {
  const invitation = (await api(admin).post(PATH, body)).as(InvitationWithLink)
  return { ...invitation, token: new URL(invitation.link).searchParams.get('invitation') ?? '' }
}

const accept = (person: { token: string }, token: string) => api(person).post(`${PATH}/accept`, { token })

async function open({ admin }: NewTenant) {
  return (await api(admin).get(`${PATH}?status=OPEN`)).as(InvitationPage).data
}

async function expire(id: string): Promise<void> {
  await owner.query(`update invitation set expires_at = now() - interval '1 second' where id = $1`, [id])
}

/** Signed in with another address, or another verification, but the same person to the identity provider. */
const as = ({ uid }: Person, email: string, emailVerified = true) => ({
  token: signIn({ uid, email, emailVerified }),
})

describe('an invitation', () => {
  it('is answered with its link once; only a hash of the token is kept', async () => {
    const tenant = await newTenant()
    const response = await api(tenant.admin).post(PATH, { email: ' New.Person@Agency.TEST ' })
    expect(response.status).toBe(201)
    const { link, ...invitation } = response.as(InvitationWithLink)
    expect(invitation).toMatchObject({ email: 'new.person@agency.test', role: 'MEMBER', status: 'OPEN' })
    const days = (Date.parse(invitation.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeCloseTo(7, 2)
    const token = new URL(link).searchParams.get('invitation') ?? ''
    expect(link).toBe(`https://console.test/?invitation=${token}`)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)

    const list = await api(tenant.admin).get(PATH)
    expect(list.as(InvitationPage).data).toEqual([invitation])
    const { rows } = await owner.query('select * from invitation where id = $1', [invitation.id])
    expect(rows[0].token_hash).toBe(createHash('sha256').update(token).digest('base64url'))
    for (const kept of [list.body, rows, await auditLog(tenant)]) {
      expect(JSON.stringify(kept)).not.toContain(token)
    }
    expect(JSON.stringify(await auditLog(tenant))).not.toContain(rows[0].token_hash)
  })

  it('makes whoever has its address and its token a member, with its role', async () => {
    const tenant = await newTenant()
    const person = newPerson()
    const { token, id } = await invite(tenant, { email: person.email, role: 'ADMIN' })
    const response = await accept(person, token)
    expect(response.status).toBe(200)
    const { membership } = response.as(MeView)
    expect(membership?.user).toMatchObject({ email: person.email, role: 'ADMIN' })
    expect(membership?.organization.id).toBe(tenant.organizationId)
    expect((await api(person).get('/v1/members/me')).as(MeView).membership).toEqual(membership)
    const accepted = (await api(person).get(`${PATH}?status=ACCEPTED`)).as(InvitationPage)
    expect(accepted.data).toMatchObject([{ id, status: 'ACCEPTED', acceptedAt: expect.any(String) }])
    expect(await auditActions(tenant)).toEqual(['invitation.create', 'member.create', 'invitation.update'])
    const log = await auditLog(tenant)
    expect(log.slice(-2).map(({ actor }) => actor)).toMatchObject([
      { id: membership?.user.id },
      { id: membership?.user.id },
    ])
  })

  it('is compared without regard to case', async () => {
    const person = newPerson()
    const { token } = await invite(await newTenant(), { email: person.email.toUpperCase() })
    expect((await accept(as(person, person.email.toUpperCase()), token)).status).toBe(200)
  })

  it.each([
    ['ivan-#@xn--80ak6aa92e.xn--p1ai', 'ivan-#@xn--80ak6aa92e.xn--p1ai'],
    ['ivan-#@xn--e1afmkfd.xn--p1ai', 'Ivan-#@Пример.РФ'],
    ['Ivan-#@пример.рф', 'ivan-#@xn--e1afmkfd.xn--p1ai'],
    ["o'neil-#+clients@agency.test", "O'Neil-#+Clients@Agency.test"],
    ['ju\u0308rgen-#@agency.test', 'J\u00dcRGEN-#@agency.test'],
  ])('of %s is accepted by who signs in as %s', async (invited, verified) => {
    const [person, unique] = [newPerson(), randomUUID().slice(0, 8)]
    const { token } = await invite(await newTenant(), { email: invited.replace('#', unique) })
    const response = await accept(as(person, verified.replace('#', unique)), token)
    expect(response.status).toBe(200)
  })

  it('accepted twice by the same person answers the same', async () => {
    const person = newPerson()
    const { token } = await invite(await newTenant(), { email: person.email })
    const [first, second] = await Promise.all([accept(person, token), accept(person, token)])
    expect(first.as(MeView)).toEqual(second.as(MeView))
    expect((await accept(person, token)).body).toEqual(first.body)
  })

  it('is told apart neither when it is unknown, late, revoked, replaced, used, nor for somebody else', async () => {
    const tenant = await newTenant()
    const [person, other] = [newPerson(), newPerson()]
    const late = await invite(tenant, { email: person.email })
    await expire(late.id)
    const replaced = late.token
    const revoked = await invite(tenant, { email: person.email })
    await api(tenant.admin).delete(`${PATH}/${revoked.id}`)
    const elsewhere = await invite(tenant, { email: other.email })
    const used = await invite(tenant, { email: other.email })
    await accept(other, used.token)
    const deleted = await newTenant()
    const gone = await invite(deleted, { email: person.email })
    await api(deleted.admin).delete('/v1/organization?confirmName=Agency')

    const unknown = await accept(person, 'x'.repeat(43))
    expect(unknown.problem).toMatchObject({ status: 404, code: 'not_found' })
    for (const token of [replaced, revoked.token, elsewhere.token, used.token, gone.token]) {
      expect((await accept(person, token)).problem).toEqual(unknown.problem)
    }
    await expire((await invite(tenant, { email: person.email })).id)
    expect((await api(person).get('/v1/members/me')).body).toEqual({ membership: null, nextStep: null })
  })

  it('does not help a person who was taken out to come back with the old link', async () => {
    const tenant = await newTenant()
    const person = newPerson()
    const { token } = await invite(tenant, { email: person.email })
    const { membership } = (await accept(person, token)).as(MeView)
    await api(tenant.admin).delete(`/v1/members/${membership?.user.id}`)
    expect((await accept(person, token)).status).toBe(404)
  })

  it('needs an address that is verified', async () => {
    const person = newPerson()
    const { token } = await invite(await newTenant(), { email: person.email })
    const unverified = await accept(as(person, person.email, false), token)
    expect(unverified.problem).toMatchObject({ status: 403, code: 'forbidden' })
    const withoutAddress = await accept({ token: signIn({ uid: person.uid }) }, token)
    expect(withoutAddress.problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await accept(person, token)).status).toBe(200)
  })

  it('is not for somebody who has an organization, whatever the token', async () => {
    const { admin } = await newTenant()
    const { token } = await invite(await newTenant(), { email: admin.email })
    const responses = [await accept(admin, token), await accept(admin, 'unknown')]
    for (const { problem } of responses) expect(problem).toMatchObject({ status: 409, code: 'conflict' })
    expect(responses[0]?.problem).toEqual(responses[1]?.problem)
    // The same address under another sign-in.
    expect((await accept({ token: signIn({ uid: randomUUID(), email: admin.email }) }, token)).status).toBe(
      409,
    )
  })

  it('does not reveal who belongs to an organization', async () => {
    const tenant = await newTenant()
    const member = await tenant.join('MEMBER')
    const elsewhere = (await newTenant()).admin
    await open(tenant)
    const responses = [
      await api(tenant.admin).post(PATH, { email: newPerson().email }),
      await api(tenant.admin).post(PATH, { email: elsewhere.email }),
      await api(tenant.admin).post(PATH, { email: member.email }),
    ]
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(responses.map(({ roundTrips }) => roundTrips)).toEqual([onTheWire(3), onTheWire(3), onTheWire(3)])
    const shapes = responses.map(({ body }) => Object.keys(InvitationWithLink.parse(body)).sort())
    expect(shapes[1]).toEqual(shapes[0])
    expect(shapes[2]).toEqual(shapes[0])
  })

  it('replaces the open one of the same address', async () => {
    const tenant = await newTenant()
    const person = newPerson()
    const first = await invite(tenant, { email: person.email, role: 'ADMIN' })
    const second = await invite(tenant, { email: person.email })
    expect((await open(tenant)).map(({ id }) => id)).toEqual([second.id])
    expect((await accept(person, first.token)).status).toBe(404)
    expect((await accept(person, second.token)).as(MeView).membership?.user.role).toBe('MEMBER')
  })

  it('of one address may be open in two organizations; one can be accepted', async () => {
    const [a, b] = [await newTenant(), await newTenant()]
    const person = newPerson()
    const tokens = [
      (await invite(a, { email: person.email })).token,
      (await invite(b, { email: person.email })).token,
    ]
    const responses = await Promise.all(tokens.map((token) => accept(person, token)))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is revoked or accepted, never both', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const tenant = await newTenant()
      const person = newPerson()
      const { token, id } = await invite(tenant, { email: person.email })
      const [accepted, revoked] = await Promise.all([
        accept(person, token),
        api(tenant.admin).delete(`${PATH}/${id}`),
      ])
      expect([
        [200, 404],
        [404, 204],
      ]).toContainEqual([accepted.status, revoked.status])
      const { data } = (await api(tenant.admin).get('/v1/members')).as(Page(MemberView))
      expect(data).toHaveLength(accepted.status === 200 ? 2 : 1)
    }
  })

  it('is one of a hundred at most that are open', async () => {
    const tenant = await newTenant()
    await owner.query(
      `insert into invitation (organization_id, email, role, token_hash, invited_by, expires_at)
       select u.organization_id, n || '@agency.test', 'MEMBER', u.id || '-' || n, u.id, now() + interval '1 day'
       from user_account u, generate_series(1, 99) n where u.organization_id = $1`,
      [tenant.organizationId],
    )
    // The hundredth is asked for by two at once.
    const responses = await Promise.all(
      ['a@agency.test', 'b@agency.test'].map((email) => api(tenant.admin).post(PATH, { email })),
    )
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409])
    const rejected = responses.find(({ status }) => status === 409)
    expect(rejected?.problem).toMatchObject({ code: 'limit_reached' })
    expect(rejected?.problem.detail).toMatch(/^100 invitations are open/)
    expect((await api(tenant.admin).post(PATH, { email: '1@agency.test' })).status).toBe(201)
    expect((await api(tenant.admin).post(PATH, { email: 'c@agency.test' })).status).toBe(409)
    await owner.query(
      `update invitation set expires_at = now() - interval '1 second' where organization_id = $1 and email = '2@agency.test'`,
      [tenant.organizationId],
    )
    expect((await api(tenant.admin).post(PATH, { email: 'c@agency.test' })).status).toBe(201)
  })
})

describe('invitations', () => {
  it('are listed by status, page by page', async () => {
    const tenant = await newTenant()
    const person = newPerson()
    const used = await invite(tenant, { email: person.email })
    await accept(person, used.token)
    const late = await invite(tenant, { email: 'late@agency.test' })
    await expire(late.id)
    const fresh = await invite(tenant, { email: 'fresh@agency.test' })
    const pages = []
    let cursor = ''
    do {
      const page = (await api(tenant.admin).get(`${PATH}?order=asc&limit=1${cursor}`)).as(InvitationPage)
      pages.push(...page.data.map(({ id, status }) => [id, status]))
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor !== '')
    expect(pages).toEqual([
      [used.id, 'ACCEPTED'],
      [late.id, 'EXPIRED'],
      [fresh.id, 'OPEN'],
    ])
    for (const [id, status] of pages) {
      const { data } = (await api(tenant.admin).get(`${PATH}?status=${status}`)).as(InvitationPage)
      expect(data.map((each) => each.id)).toEqual([id])
    }
  })

  it('are an ADMIN’s', async () => {
    const tenant = await newTenant()
    const { id } = await invite(tenant, { email: 'new@agency.test' })
    const member = await tenant.join('MEMBER')
    const responses = [
      await api(member).get(PATH),
      await api(member).post(PATH, { email: 'x@agency.test' }),
      await api(member).delete(`${PATH}/${id}`),
    ]
    for (const { problem } of responses) expect(problem).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await open(tenant)).toHaveLength(1)
  })

  it('are their organization’s alone', async () => {
    const tenant = await newTenant()
    const { id } = await invite(tenant, { email: 'new@agency.test' })
    const stranger = (await newTenant()).admin
    const [foreign, absent] = [
      await api(stranger).delete(`${PATH}/${id}`),
      await api(stranger).delete(`${PATH}/${randomUUID()}`),
    ]
    expect(foreign.status).toBe(404)
    expect(foreign.problem).toEqual(absent.problem)
    expect((await api(stranger).get(PATH)).as(InvitationPage).data).toEqual([])
    expect(await open(tenant)).toHaveLength(1)
  })

  it('are revoked once', async () => {
    const tenant = await newTenant()
    const { id } = await invite(tenant, { email: 'new@agency.test' })
    const response = await api(tenant.admin).delete(`${PATH}/${id}`)
    expect([response.status, response.body]).toEqual([204, undefined])
    expect((await api(tenant.admin).delete(`${PATH}/${id}`)).status).toBe(404)
    expect((await auditActions(tenant)).slice(-1)).toEqual(['invitation.delete'])
  })

  it('go with the ADMIN who sent them', async () => {
    const tenant = await newTenant()
    const other = await tenant.join('ADMIN')
    const { token } = await invite({ ...tenant, admin: other }, { email: 'friend@agency.test' })
    const { membership } = (await api(other).get('/v1/members/me')).as(MeView)
    await api(tenant.admin).delete(`/v1/members/${membership?.user.id}`)
    expect(await open(tenant)).toEqual([])
    const friend = { token: signIn({ uid: randomUUID(), email: 'friend@agency.test' }) }
    expect((await accept(friend, token)).status).toBe(404)
  })

  it.each([
    [{}, ['body.email']],
    [{ email: 'nobody' }, ['body.email']],
    [{ email: `${'x'.repeat(320)}@agency.test` }, ['body.email']],
    [{ email: 'a@agency.test', role: 'OWNER' }, ['body.role']],
    [{ email: 'a@agency.test', token: 'mine' }, ['body.token']],
  ])('refuse %j', async (body, faults) => {
    const { admin } = await newTenant()
    const response = await api(admin).post(PATH, body)
    expect([response.status, response.faults]).toEqual([400, faults])
  })

  it.each([
    [{}, ['body.token']],
    [{ token: '' }, ['body.token']],
    [{ token: 'x'.repeat(201) }, ['body.token']],
  ])('are not accepted by %j', async (body, faults) => {
    const response = await api(newPerson()).post(`${PATH}/accept`, body)
    expect([response.status, response.faults]).toEqual([400, faults])
    expect((await api().post(`${PATH}/accept`, { token: 'x' })).status).toBe(401)
  })
})
