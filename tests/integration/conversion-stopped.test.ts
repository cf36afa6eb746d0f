import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { collectEvidence } from '../../lib/cron/collect-evidence.ts'
import { CustomerView } from '../../lib/customers/customer-view.ts'
import type { Sandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import type { Visit } from '../../lib/dev/google-sandbox/visitors/fire-tags.ts'
import { FindingView } from '../../lib/findings/finding-view.ts'
import type { DeploymentState } from '../../lib/model/deployment-state.ts'
import type { EvidenceState } from '../../lib/model/evidence-state.ts'
import type { FindingCode } from '../../lib/model/finding-code.ts'
import { Page } from '../../lib/paging/page.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { ownerPool } from '../fixtures/database.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { parameter } from '../fixtures/published-tag.ts'
import { quietQueue } from '../fixtures/queue.ts'
import { watchNight } from '../fixtures/watch.ts'

const { sandbox } = googleTests({ quota: { perWindow: 1e6, perDay: 1e6 } })
const owner = ownerPool()

const DAY_MS = 86_400_000
const noon = (daysAgo: number) =>
  new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2 - daysAgo * DAY_MS)
const day = (daysAgo: number) => noon(daysAgo).toISOString().slice(0, 10)

type Scene = { customer: CustomerInTheField; tracking: TrackingView; name: string }

type Cause = {
  /** What happens at Google. */
  does?: (scene: Scene, google: Sandbox) => unknown
  /** What visitors are like from then on; `null`: none come. */
  visitor?: (Partial<Visit> & { eventName?: string }) | null
  evidence: EvidenceState
  rule: string
  deployment: DeploymentState
  codes: FindingCode[]
  /** The watch has nothing that it could look at. */
  isUnwatched?: true
}

const silent = { evidence: 'STOPPED', rule: 'silent_longer_than_expected' } as const
const unseen = { evidence: 'UNKNOWN', rule: 'account_unreachable' } as const
const fires = { evidence: 'QUIET', rule: 'silent_while_requests_arrive' } as const

const login = (google: Sandbox) => [...google.state.people.values()].at(-1) ?? expect.fail('no login')

async function pauseByUs({ customer, tracking }: Scene, paused: boolean): Promise<void> {
  await customer.edit(tracking.id, { paused })
  await customer.sync()
}

/** Why a conversion stops, and what is said of it after twelve days, from the API alone. */
const CAUSES: Record<string, Cause> = {
  paused: {
    does: ({ customer, name }) => customer.byHand((person) => person.pause(name)),
    ...silent,
    deployment: 'CANNOT_FIRE',
    codes: ['cannot_fire.paused', 'evidence.stopped'],
  },
  'paused by us': {
    does: (scene) => pauseByUs(scene, true),
    evidence: 'UNKNOWN',
    rule: 'paused',
    deployment: 'PAUSED',
    codes: [],
  },
  exception: {
    does: ({ customer, name }) => customer.byHand((person) => person.except(name, name)),
    ...silent,
    deployment: 'CANNOT_FIRE',
    codes: ['cannot_fire.blocked', 'evidence.stopped'],
  },
  'label changed': {
    does: ({ customer, name }) =>
      customer.byHand((person) => {
        const others = (customer.live('tag', name).parameter ?? []).filter(
          ({ key }) => key !== 'conversionLabel',
        )
        person.change('tag', name, { parameter: [...others, parameter('conversionLabel', 'AnotherLabel')] })
      }),
    ...silent,
    deployment: 'NOT_LIVE',
    codes: ['drift.missing', 'evidence.stopped'],
  },
  'action hidden': {
    does: ({ customer, tracking }, google) =>
      void google.editActionByHand(customer.adsAccountId, customer.action(tracking).name, {
        status: 'HIDDEN',
      }),
    ...fires,
    deployment: 'CANNOT_FIRE',
    codes: ['cannot_fire.action_hidden'],
  },
  'action removed': {
    does: ({ customer, tracking }, google) =>
      void google.editActionByHand(customer.adsAccountId, customer.action(tracking).name, {
        status: 'REMOVED',
      }),
    evidence: 'UNKNOWN',
    rule: 'action_missing',
    deployment: 'CANNOT_FIRE',
    codes: ['cannot_fire.action_missing'],
  },
  'rights lost': {
    does: ({ customer }, google) => google.changeAdsAccess(customer.adsAccountId, login(google).email, false),
    ...unseen,
    deployment: 'LIVE',
    codes: ['rights.ads_lost'],
  },
  'container rolled back': {
    does: ({ customer }, google) => google.publishVersionByHand(customer.container.publicId, '1'),
    ...silent,
    deployment: 'NOT_LIVE',
    codes: ['drift.missing', 'evidence.stopped', 'version.ours_rolled_back'],
  },
  'grant revoked': {
    does: (_, google) => google.revokeGrant(login(google).sub),
    ...unseen,
    deployment: 'LIVE',
    codes: [],
    isUnwatched: true,
  },
  'site without snippet': {
    does: ({ customer }, google) => google.setSnippet(customer.container.publicId, false),
    ...silent,
    deployment: 'LIVE',
    codes: ['evidence.stopped'],
  },
  'event renamed': {
    visitor: { eventName: 'sign_up' },
    ...silent,
    deployment: 'LIVE',
    codes: ['evidence.stopped'],
  },
  'consent denied': {
    visitor: { consent: { ad_storage: 'denied', ad_user_data: 'denied' } },
    ...fires,
    deployment: 'LIVE',
    codes: [],
  },
  'traffic gone': { visitor: null, ...silent, deployment: 'LIVE', codes: ['evidence.stopped'] },
}

/** A live tracking that has counted five conversions a day for eleven weeks. */
async function countingScene(): Promise<Scene> {
  await quietQueue()
  const customer = await customerInTheField(sandbox())
  // A version before ours, to which people can go back.
  customer.byHand((person) => void person.add('trigger', { name: 'Sale', type: 'pageview' }))
  const { id } = await customer.draft()
  await customer.sync()
  const tracking = await customer.tracking(id)
  const days = Object.fromEntries(Array.from({ length: 77 }, (_, index) => [day(90 - index), 5]))
  sandbox().recordConversions(customer.adsAccountId, tracking.conversionLabel ?? '', days)
  // As if the action were as old as what it has counted.
  await owner.query('update tracking set evidence_since = null where id = $1', [id])
  return { customer, tracking, name: objectName(tracking) }
}

/** Twelve days with a visitor each. */
function letVisitorsCome({ customer }: Scene, visitor: Cause['visitor']): void {
  for (let daysAgo = 12; daysAgo > 0 && visitor !== null; daysAgo -= 1) {
    const { eventName = 'signup', ...options } = visitor ?? {}
    sandbox().setAdsNow(noon(daysAgo))
    const url = 'https://shop.example/'
    sandbox().simulate(
      customer.container.publicId,
      [
        { type: 'pageview', url },
        { type: 'custom', url, eventName },
      ],
      options,
    )
  }
  sandbox().setAdsNow(undefined)
}

/** What a caller of the API sees. */
async function seen({ customer, tracking }: Scene) {
  const admin = api(customer.tenant.admin)
  const { evidenceState, evidence, deploymentState } = await customer.tracking(tracking.id)
  const { data } = (await admin.get(`/v1/findings?customerId=${customer.id}`)).as(Page(FindingView))
  const { status, evidenceWorst } = (await admin.get(`/v1/customers/${customer.id}`)).as(CustomerView)
  const codes = data.filter(({ severity }) => severity !== 'hint').map(({ code }) => code)
  return { evidenceState, evidence, deploymentState, codes: codes.toSorted(), status, evidenceWorst }
}

describe('my conversion has stopped', () => {
  it.each(Object.entries(CAUSES))('%s: the API says what is known of it', async (_, cause) => {
    const scene = await countingScene()
    await cause.does?.(scene, sandbox())
    letVisitorsCome(scene, cause.visitor)
    if (!cause.isUnwatched) await watchNight(scene.customer)
    await owner.query(
      `update evidence_account set due_at = now() - interval '1 second' where organization_id = $1`,
      [scene.customer.tenant.organizationId],
    )
    await collectEvidence()
    const said = await seen(scene)
    expect(said).toMatchObject({
      evidenceState: cause.evidence,
      evidence: { rule: cause.rule, summary: expect.stringMatching(/^[A-Z].*\.$/) },
      deploymentState: cause.deployment,
      codes: cause.codes,
      evidenceWorst: cause.evidence,
      status: cause.isUnwatched ? 'ERROR' : 'READY',
    })
  })

  it('is not said of a tracking that goes on after a pause', async () => {
    const scene = await countingScene()
    await pauseByUs(scene, true)
    letVisitorsCome(scene, null)
    await pauseByUs(scene, false)
    await watchNight(scene.customer)
    await owner.query(`update evidence_account set due_at = now() - interval '1 second'`)
    await collectEvidence()
    expect(await seen(scene)).toMatchObject({
      evidenceState: 'AWAITING_FIRST',
      deploymentState: 'LIVE',
      codes: [],
    })
  })

  it('counts on where nothing has happened', async () => {
    const scene = await countingScene()
    letVisitorsCome(scene, {})
    await watchNight(scene.customer)
    await owner.query(`update evidence_account set due_at = now() - interval '1 second'`)
    await collectEvidence()
    expect(await seen(scene)).toMatchObject({ deploymentState: 'LIVE', codes: [] })
    expect(['COUNTING', 'QUIET']).toContain((await seen(scene)).evidenceState)
  })

  it('is a page of the documentation with a row for each cause', async () => {
    const page = await readFile(new URL('../../lib/evidence/conversion-stopped.md', import.meta.url), 'utf8')
    const rows = page.split('\n').filter((line) => line.startsWith('| '))
    for (const [name, { evidence, rule, deployment, codes }] of Object.entries(CAUSES)) {
      const row = rows.find((line) => line.startsWith(`| ${name} |`)) ?? expect.fail(`no row for ${name}`)
      for (const word of [evidence, rule, deployment, ...codes]) expect(row).toContain(`\`${word}\``)
    }
  })
})
