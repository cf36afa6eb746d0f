import { isDeepStrictEqual } from 'node:util'
import type { ApiClient, Schemas } from '../api-client/api-client.ts'
import { withClient } from '../ops/database/with-client.ts'
import { CONTAINER } from './demo-checks.ts'
import { check, dataOf, heading, step } from './demo-output.ts'
import type { Stack } from './start-stack.ts'

type Tracking = Schemas['Tracking']
type Run = Schemas['SyncRunWithJobs']

type Story = {
  stack: Stack
  api: ApiClient
  customerId: string
  trackings: readonly Tracking[]
  /** Waits until a run has ended. */
  awaitRun: (syncRunId: string) => Promise<Run>
}

/** What a customer goes through after its first sync: a plan, changes by other people, the watch, a repair, a rollback. */
export async function tellStory(story: Story): Promise<void> {
  await planAndSync(story)
  await watchAtNight(story)
  await repair(story)
  await rollBack(story)
}

async function planAndSync({ stack, api, customerId, trackings, awaitRun }: Story): Promise<void> {
  heading('Seen before: a plan, and then exactly that')
  const params = { path: { customerId } }
  const path = { trackingId: named(trackings, 'Buy button').id }
  const conversion = { value: 30, currency: 'EUR' }
  await dataOf('edit', api.PATCH('/v1/trackings/{trackingId}', { params: { path }, body: { conversion } }))
  const before = structuredClone(stack.sandbox.observe())
  const { plan } = await dataOf('plan', api.POST('/v1/customers/{customerId}/plan', { params }))
  for (const { summary } of plan?.changes ?? []) step(summary)
  check('Nothing is written by the plan', isDeepStrictEqual(stack.sandbox.observe(), before))
  const planDigest = plan?.digest ?? ''
  const sync = await dataOf(
    'sync',
    api.POST('/v1/customers/{customerId}/sync', { params, body: { planDigest } }),
  )
  const run = await awaitRun(sync.id)
  check(
    `The sync did exactly that: ${run.plan?.changes.length} changes, live as version ${run.versionId}`,
    run.status === 'SUCCEEDED' && isDeepStrictEqual(run.plan?.changes, plan?.changes),
    run,
  )
}

async function watchAtNight({ stack, api, customerId, trackings }: Story): Promise<void> {
  heading('At night: somebody has worked in Tag Manager')
  const newsletter = named(trackings, 'Newsletter')
  const buy = named(trackings, 'Buy button')
  stack.sandbox.editByHand(CONTAINER, (person) => {
    person.pause(tagName(newsletter))
    const tag = liveTag(stack, buy)
    const parameter = tag?.parameter?.map((each) =>
      each.key === 'conversionValue' ? { ...each, value: '3' } : each,
    )
    person.change('tag', tagName(buy), { ...(parameter && { parameter }) })
  })
  step('They have paused the tag of “Newsletter”, and given “Buy button” another value')
  await withClient(stack.ownerDatabaseUrl, (owner) =>
    owner.query(`update customer set deployment_due_at = now() - interval '1 second' where id = $1`, [
      customerId,
    ]),
  )
  const calls = stack.sandbox.calls.length
  const headers = { authorization: `Bearer ${stack.cronSecret}` }
  const response = await fetch(`${stack.url}/api/cron/verify-deployments`, { headers })
  const looks = stack.sandbox.calls
    .slice(calls)
    .flatMap(({ service, operation }) => (service === 'tagmanager' || service === 'ads' ? operation : []))
  step(`The watch looks (${response.status}): ${looks.join(', ')}`)
  const { data: findings } = await dataOf(
    'findings',
    api.GET('/v1/findings', { params: { query: { customerId } } }),
  )
  const open = findings.filter(({ severity }) => severity !== 'hint')
  for (const { code, summary } of open) step(`${code}: ${summary}`)
  check(
    'Both are found, and nothing is undone',
    isDeepStrictEqual(
      new Set(open.map(({ code }) => code)),
      new Set(['cannot_fire.paused', 'drift.changed']),
    ) && conversionValue(stack, buy) === '3',
    findings,
  )
}

async function repair({ stack, api, customerId, trackings, awaitRun }: Story): Promise<void> {
  heading('Repair')
  const params = { path: { customerId } }
  const asked = await dataOf('repair', api.POST('/v1/customers/{customerId}/repair', { params }))
  const run = await awaitRun(asked.id)
  for (const { object, fields } of run.repair?.repaired ?? []) {
    const changes = fields.map(({ field, before, after }) => `${field} ${before} → ${after}`)
    step(`Set back: ${object}, ${changes.join(', ')}`)
  }
  for (const { summary } of run.repair?.left ?? []) step(`Left: ${summary}`)
  check(
    'The value is what was wanted again, and the pause, which may be meant, is left',
    run.status === 'SUCCEEDED' &&
      conversionValue(stack, named(trackings, 'Buy button')) === '30' &&
      liveTag(stack, named(trackings, 'Newsletter'))?.paused === true,
    run,
  )
}

async function rollBack({ stack, api, customerId, awaitRun }: Story): Promise<void> {
  heading('Rollback')
  const params = { path: { customerId } }
  const live = stack.sandbox.observe().containers[CONTAINER]?.live
  const body = { mode: 'previous_version' } as const
  const asked = await dataOf('rollback', api.POST('/v1/customers/{customerId}/rollback', { params, body }))
  const run = await awaitRun(asked.id)
  const container = stack.sandbox.observe().containers[CONTAINER]
  check(
    `Version ${live} is taken back: version ${container?.live}, which was live before it, is live again`,
    run.status === 'SUCCEEDED' && container?.live === run.versionId && container?.live !== live,
    run,
  )
  const held = await dataOf('customer', api.GET('/v1/customers/{customerId}', { params }))
  check('The customer is on hold, so that no sync undoes that', held.hold, held)
  await dataOf('resume', api.POST('/v1/customers/{customerId}/resume', { params }))
  step('Resumed: edits are synced again')
}

function named(trackings: readonly Tracking[], name: string): Tracking {
  const found = trackings.find((tracking) => tracking.name === name)
  if (!found) throw new Error(`The demo has no tracking ${name}.`)
  return found
}

function tagName({ name }: Tracking): string {
  return `OCT - ${name}`
}

function liveTag(stack: Stack, tracking: Tracking) {
  const tags = stack.sandbox.observe().containers[CONTAINER]?.liveContents.tags
  return tags?.find(({ name }) => name === tagName(tracking))
}

function conversionValue(stack: Stack, tracking: Tracking): string | null | undefined {
  return liveTag(stack, tracking)?.parameter?.find(({ key }) => key === 'conversionValue')?.value
}
