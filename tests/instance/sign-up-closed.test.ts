import { expect, it, vi } from 'vitest'
import { MeView } from '../../lib/members/me-view.ts'
import { createOrganization } from '../../lib/ops/organizations/create-organization.ts'
import { api, apiTests } from '../fixtures/api.ts'
import { directUrls } from '../fixtures/database.ts'
import { newPerson } from '../fixtures/tenant.ts'

vi.hoisted(() => {
  process.env['SIGN_UP'] = 'closed'
})
apiTests()

it('nobody founds an organization, invites or accepts an invitation, and members/me says so', async () => {
  const [admin, person] = [newPerson(), newPerson()]
  const organization = { name: 'Agency', timeZone: 'UTC' }
  await createOrganization(directUrls().owner, organization, { email: admin.email, firebaseUid: admin.uid })
  const denied = [
    await api(person).post('/v1/organization', { name: 'Agency' }),
    await api(person).post('/v1/members/invitations/accept', { token: 'a-link-of-earlier' }),
    await api(admin).post('/v1/members/invitations', { email: person.email }),
  ]
  expect(denied.map(({ problem: { status, code } }) => [status, code])).toEqual(
    denied.map(() => [403, 'sign_up_closed']),
  )
  const me = (await api(person).get('/v1/members/me')).as(MeView)
  expect(me).toEqual({ membership: null, nextStep: denied[0]?.problem.detail })
})

it('members go on as before', async () => {
  const { email, uid: firebaseUid, token } = newPerson()
  await createOrganization(directUrls().owner, { name: 'Agency', timeZone: 'UTC' }, { email, firebaseUid })
  expect((await api({ token }).get('/v1/customers')).status).toBe(200)
})
