import { execFileSync } from 'node:child_process'
import { expect, it, vi } from 'vitest'
import { AuditEntryView } from '../../lib/audit/audit-view.ts'
import { InvitationWithLink } from '../../lib/members/invitation-view.ts'
import { MeView } from '../../lib/members/me-view.ts'
import { createOrganization } from '../../lib/ops/organizations/create-organization.ts'
import { Page } from '../../lib/paging/page.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { directUrls } from '../fixtures/database.ts'
import { signIn } from '../fixtures/firebase.ts'
import { newPerson } from '../fixtures/tenant.ts'

vi.hoisted(() => {
  process.env['SIGN_UP'] = 'invitation'
})
apiTests()
const { owner } = directUrls()

const ZONE = { name: 'Agency', timeZone: 'Europe/Berlin' }

it('nobody founds an organization by themselves, and everybody learns who does, with the account to name', async () => {
  const person = newPerson()
  const response = await api(person).post('/v1/organization', { name: 'Agency' })
  expect(response.problem).toMatchObject({ status: 403, code: 'sign_up_closed' })
  expect(response.problem.detail).toContain(`your account ${person.uid}`)
  const me = (await api(person).get('/v1/members/me')).as(MeView)
  expect(me).toEqual({ membership: null, nextStep: response.problem.detail })
})

it('an account without a verified address learns the same', async () => {
  const uid = newPerson().uid
  const me = (
    await api({ token: signIn({ uid, email: 'x@agency.test', emailVerified: false }) }).get('/v1/members/me')
  ).as(MeView)
  expect(me.nextStep).toContain(uid)
})

it('the operator founds an organization, whose ADMIN is in and invites others', async () => {
  const [admin, colleague] = [newPerson(), newPerson()]
  const { email, uid: firebaseUid } = admin
  const organizationId = await createOrganization(owner, ZONE, { email: email.toUpperCase(), firebaseUid })
  const me = (await api(admin).get('/v1/members/me')).as(MeView)
  expect(me.membership).toMatchObject({
    organization: { id: organizationId, ...ZONE },
    user: { email, role: 'ADMIN' },
  })
  const { data } = (await api(admin).get('/v1/audit-log')).as(Page(AuditEntryView))
  expect(data.at(-1)).toMatchObject({ action: 'organization.create', actor: { kind: 'database' } })

  const invited = await api(admin).post('/v1/members/invitations', { email: colleague.email })
  const token = new URL(invited.as(InvitationWithLink).link).searchParams.get('invitation')
  const joined = await api(colleague).post('/v1/members/invitations/accept', { token })
  expect(joined.as(MeView).membership?.organization.id).toBe(organizationId)
})

it('the operator founds nothing for somebody who is a member, nor in a zone that is none', async () => {
  const { email, uid: firebaseUid } = newPerson()
  await createOrganization(owner, ZONE, { email, firebaseUid })
  const again = createOrganization(owner, ZONE, { email, firebaseUid: newPerson().uid })
  await expect(again).rejects.toThrow(/^Nothing was created/)
  const other = newPerson()
  const nowhere = { name: 'Agency', timeZone: 'Mars/Olympus' }
  const founded = createOrganization(owner, nowhere, { email: other.email, firebaseUid: other.uid })
  await expect(founded).rejects.toThrow(/^timeZone: must be a time zone/)
  const nameless = createOrganization(owner, { ...ZONE, name: ' ' }, { email: 'none', firebaseUid: 'u' })
  await expect(nameless).rejects.toThrow(/name: [\s\S]*email: /)
})

it('npm run organizations:create prints the organization that it has founded', async () => {
  const { email, uid } = newPerson()
  const args = [
    'lib/ops/commands/organizations-create.ts',
    '--name',
    'Agency',
    '--email',
    email,
    '--firebase-uid',
    uid,
  ]
  const printed = execFileSync(process.execPath, args, {
    env: { ...process.env, DIRECT_DATABASE_URL: owner },
    encoding: 'utf8',
  })
  expect(printed).toMatch(/^Organization [0-9a-f-]{36} is founded/)
})
