import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { ADDRESS_OF_MEMBER, ALREADY_MEMBER } from '../../lib/members/member-problems.ts'
import { relinkMember } from '../../lib/ops/members/relink-member.ts'
import { onTheWire } from '../fixtures/accelerate-mode.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { directUrls, ownerPool, workerDatabase } from '../fixtures/database.ts'
import { signIn } from '../fixtures/firebase.ts'
import { type NewTenant, newPerson, newTenant, type Person } from '../fixtures/tenant.ts'

apiTests()
const owner = ownerPool()

/** The same address in a Firebase account that was made again. */
function madeAgain({ email }: Person): Person {
  const uid = `again-${randomUUID()}`
  return { uid, email, token: signIn({ uid, email }) }
}

/** The person's account with another address, in a token that was issued a number of seconds from now. */
function withAddress({ uid }: Person, email: string, { inSeconds = 30, emailVerified = true } = {}): Person {
  const iat = Math.floor(Date.now() / 1000) + inSeconds
  return { uid, email, token: signIn({ uid, email, emailVerified, claims: { iat } }) }
}

async function me(person: Person) {
  return (await api(person).get('/v1/members/me')).as(MeView)
}

async function tokenFor({ admin }: NewTenant, email: string): Promise<string> {
  const invited = await api(admin).post('/v1/members/invitations', { email })
  return new URL(invited.as(InvitationWithLink).link).searchParams.get('invitation') ?? ''
}

const accept = (person: Person, token: string) =>
  api(person).post('/v1/members/invitations/accept', { token })

async function actions({ organizationId }: NewTenant) {
  const { rows } = await owner.query<{ action: string; actor: string }>(
    `select action, actor_kind as actor from audit_log where organization_id = $1 and target_type = 'member'
     order by sequence`,
    [organizationId],
  )
  return rows.map(({ action, actor }) => `${action} by ${actor}`)
}

describe('an account that was made again with the address of a member', () => {
  it('is told by everything that would make it a member what is the matter and who can help', async () => {
    const tenant = await newTenant()
    const again = madeAgain(tenant.admin)
    expect(await me(again)).toEqual({ membership: null, nextStep: ADDRESS_OF_MEMBER.detail })
    const signUp = await api(again).post('/v1/organization', { name: 'Agency' })
    expect(signUp.problem).toMatchObject({ status: 409, detail: ADDRESS_OF_MEMBER.detail })
    const withKey = await api(again)
      .with({ 'idempotency-key': randomUUID() })
      .post('/v1/organization', { name: 'Agency' })
    expect(withKey.problem).toMatchObject({ status: 409, detail: ADDRESS_OF_MEMBER.detail })
    for (const inviting of [tenant, await newTenant()]) {
      const accepted = await accept(again, await tokenFor(inviting, again.email))
      expect(accepted.problem).toMatchObject({ status: 409, detail: ADDRESS_OF_MEMBER.detail })
    }
    expect((await me(tenant.admin)).membership?.user.email).toBe(tenant.admin.email)
  })

  it('is told so in any spelling of the address, and nothing while it is not verified', async () => {
    const { admin } = await newTenant()
    const uid = `again-${randomUUID()}`
    const loud = { uid, email: '', token: signIn({ uid, email: admin.email.toUpperCase() }) }
    expect((await me(loud)).nextStep).toBe(ADDRESS_OF_MEMBER.detail)
    const unverified = { ...loud, token: signIn({ uid, email: admin.email, emailVerified: false }) }
    expect(await me(unverified)).toEqual({ membership: null, nextStep: null })
    expect(await me(newPerson())).toEqual({ membership: null, nextStep: null })
  })

  it('is not the member, whose account goes on', async () => {
    const tenant = await newTenant()
    const again = madeAgain(tenant.admin)
    expect((await api(again).get('/v1/organization')).problem).toMatchObject({ code: 'not_a_member' })
    expect((await api(tenant.admin).get('/v1/organization')).status).toBe(200)
  })

  it('comes back where another ADMIN removes the member and invites the address', async () => {
    const tenant = await newTenant()
    const lost = await tenant.join('MEMBER')
    const again = madeAgain(lost)
    const { membership } = await me(lost)
    await api(tenant.admin).delete(`/v1/members/${membership?.user.id}`)
    expect(await me(again)).toEqual({ membership: null, nextStep: null })
    const accepted = await accept(again, await tokenFor(tenant, again.email))
    expect(accepted.as(MeView).membership?.organization.id).toBe(tenant.organizationId)
    expect((await me(lost)).membership).toBeNull()
  })

  it('of a member who has one is told that, as before', async () => {
    const { admin } = await newTenant()
    const signUp = await api(admin).post('/v1/organization', { name: 'Second' })
    expect(signUp.problem).toMatchObject({ status: 409, detail: ALREADY_MEMBER.detail })
  })
})

describe('members:relink', () => {
  const relink = (email: string, firebaseUid: string, confirm = true) =>
    relinkMember(workerDatabase().owner, { email, firebaseUid, confirm })

  it('changes nothing until it is confirmed', async () => {
    const tenant = await newTenant()
    const again = madeAgain(tenant.admin)
    expect(await relink(again.email, again.uid, false)).toMatch(/would belong.*\n.*Nothing was changed/s)
    expect((await me(again)).membership).toBeNull()
    expect((await me(tenant.admin)).membership?.user.role).toBe('ADMIN')
  })

  it('gives a sole ADMIN’s membership to the new account, on record, and ends the old one at once', async () => {
    const tenant = await newTenant()
    const again = madeAgain(tenant.admin)
    const before = (await me(tenant.admin)).membership?.user.id
    const open = await tokenFor(tenant, newPerson().email)
    expect(await relink(again.email.toUpperCase(), again.uid)).toContain(tenant.organizationId)

    const { membership } = await me(again)
    expect(membership).toMatchObject({
      user: { role: 'ADMIN', email: again.email },
      organization: { id: tenant.organizationId },
    })
    expect(membership?.user.id).not.toBe(before)
    expect((await api(again).patch('/v1/organization', { name: 'Mine again' })).status).toBe(200)
    // This instance remembers the old account's membership.
    expect((await api(tenant.admin).get('/v1/organization')).problem).toMatchObject({ code: 'not_a_member' })
    const late = {
      ...tenant.admin,
      token: signIn({ ...tenant.admin, authenticatedAt: new Date(Date.now() + 30_000) }),
    }
    expect((await api(late).get('/v1/organization')).problem).toMatchObject({ code: 'not_a_member' })
    expect(await actions(tenant)).toEqual([
      'member.create by user',
      'member.delete by database',
      'member.create by database',
    ])
    expect((await accept(newPerson(), open)).status).toBe(404)
  })

  it('stops where nobody is meant, the account is a member, or has the membership already', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    await expect(relink(newPerson().email, 'uid')).rejects.toThrow('No member')
    await expect(relink(tenant.admin.email, other.admin.uid)).rejects.toThrow('belongs to another member')
    await expect(relink(tenant.admin.email, tenant.admin.uid)).rejects.toThrow('has this account already')
    await owner.query('update organization set deleted_at = now() where id = $1', [other.organizationId])
    await expect(relink(other.admin.email, 'uid')).rejects.toThrow('No member')
    expect(await actions(tenant)).toEqual(['member.create by user'])
  })

  it('is nothing that the app’s login may do', async () => {
    await expect(
      relinkMember(directUrls().app, { email: 'x@agency.test', firebaseUid: 'uid', confirm: true }),
    ).rejects.toThrow('permission denied')
  })
})

describe('an address that a member changes', () => {
  it('is stored with one write, on record, and costs nothing more afterwards', async () => {
    const tenant = await newTenant()
    await me(tenant.admin)
    const moved = withAddress(tenant.admin, `New-${randomUUID()}@agency.test`)
    expect((await me(moved)).membership?.user.email).toBe(moved.email.toLowerCase())
    const again = await api(moved).get('/v1/members/me')
    expect([again.status, again.roundTrips]).toEqual([200, onTheWire(1)])
    expect(await actions(tenant)).toEqual(['member.create by user', 'member.update by user'])
    // The old address is free for others.
    expect(await me(madeAgain(tenant.admin))).toEqual({ membership: null, nextStep: null })
  })

  it('is not set back by a token from before', async () => {
    const tenant = await newTenant()
    const moved = withAddress(tenant.admin, `new-${randomUUID()}@agency.test`)
    await me(moved)
    expect((await me(tenant.admin)).membership?.user.email).toBe(moved.email)
    expect(await actions(tenant)).toHaveLength(2)
  })

  it('is not stored while it is not verified, or another member has it', async () => {
    const [tenant, other] = [await newTenant(), await newTenant()]
    const unverified = withAddress(tenant.admin, `new-${randomUUID()}@agency.test`, { emailVerified: false })
    expect((await me(unverified)).membership?.user.email).toBe(tenant.admin.email)
    const taken = withAddress(tenant.admin, other.admin.email)
    expect((await me(taken)).membership?.user.email).toBe(tenant.admin.email)
    expect((await me(other.admin)).membership?.user.email).toBe(other.admin.email)
    expect(await actions(tenant)).toHaveLength(1)
  })

  it('differing in case only is the same', async () => {
    const tenant = await newTenant()
    const loud = withAddress(tenant.admin, tenant.admin.email.toUpperCase())
    await me(loud)
    const response = await api(loud).get('/v1/members/me')
    expect(response.roundTrips).toEqual(onTheWire(1))
    expect(await actions(tenant)).toHaveLength(1)
  })
})
