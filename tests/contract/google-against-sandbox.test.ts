import '../fixtures/settings.ts'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { walkConsent } from '../../lib/dev/google-sandbox/accounts/walk-consent.ts'
import { createSandbox, type Sandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import {
  AGENCY_LOGIN,
  AGENCY_MANAGER_ID,
  smallWorld,
} from '../../lib/dev/google-sandbox/server/small-world.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import { googleAds } from '../../lib/google/google-ads.ts'
import {
  authorizationUrl,
  exchangeCode,
  refreshAccessToken,
  revokeToken,
} from '../../lib/google/google-oauth.ts'
import { pkce } from '../../lib/google/pkce.ts'
import { missingScopes } from '../../lib/google/scopes.ts'
import { tagManager } from '../../lib/google/tag-manager.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { failureOf } from '../fixtures/google-server.ts'
import { settings } from '../fixtures/settings.ts'

const REDIRECT_URI = 'https://api.test/api/v1/connections/callback'
const BAKERY = 'GTM-BAKERY1'
const BAKERY_ADS = '4000000002'
const BIKES_ADS = '4000000003'

const server = setupServer()
let google: Sandbox

beforeAll(() => {
  server.listen({ onUnhandledFrame: 'error' })
  setLogSink(() => undefined)
})
beforeEach(() => {
  const client = {
    id: settings.GOOGLE_CLIENT_ID,
    secret: settings.GOOGLE_CLIENT_SECRET,
    redirectUris: [REDIRECT_URI],
  }
  google = createSandbox({ client, world: smallWorld, pageSize: 1, quota: { perWindow: 100 } })
  server.resetHandlers(...google.handlers)
})
afterAll(() => {
  server.close()
  setLogSink()
})

async function grantTo(email = AGENCY_LOGIN) {
  const { verifier, challenge } = pkce()
  const consent = { state: 'state-1', codeChallenge: challenge, redirectUri: REDIRECT_URI }
  const back = await walkConsent(authorizationUrl(consent), { email })
  expect(back.searchParams.get('state')).toBe('state-1')
  const code = back.searchParams.get('code') ?? ''
  return {
    code,
    verifier,
    exchange: () => exchangeCode({ code, codeVerifier: verifier, redirectUri: REDIRECT_URI }),
  }
}

async function tagManagerOf(email?: string) {
  const { accessToken } = await (await grantTo(email)).exchange()
  return tagManager({ accessToken, takeQuota: async () => undefined })
}

async function adsOf(loginCustomerId?: string) {
  const { accessToken } = await (await grantTo()).exchange()
  return googleAds({ accessToken, loginCustomerId })
}

const TRIGGER = {
  name: 'OCT - Click - Buy',
  type: 'click',
  filter: [
    {
      type: 'cssSelector',
      parameter: [
        { type: 'template', key: 'arg0', value: '{{Click Element}}' },
        { type: 'template', key: 'arg1', value: '#buy, #buy *' },
      ],
    },
  ],
}
const TAG = {
  name: 'OCT - Ads - Buy',
  type: 'awct',
  tagFiringOption: 'oncePerEvent',
  parameter: [
    { type: 'template', key: 'conversionId', value: '123456789' },
    { type: 'template', key: 'conversionLabel', value: 'AbC-D_efG' },
  ],
}
const CHANGES = [
  { changeStatus: 'added', trigger: { ...TRIGGER, triggerId: 'new_1' } },
  { changeStatus: 'added', tag: { ...TAG, tagId: 'new_2', firingTriggerId: ['new_1'] } },
]

it('the OAuth client exchanges a code, refreshes and revokes', async () => {
  const { exchange } = await grantTo()
  const grant = await exchange()
  expect(grant).toMatchObject({ email: AGENCY_LOGIN, subject: expect.stringMatching(/^\d+$/) })
  expect(missingScopes(grant.scopes)).toEqual([])
  expect(await failureOf(exchange())).toMatchObject({ reason: 'consent_incomplete' })

  const refreshToken = grant.refreshToken ?? ''
  expect(await refreshAccessToken(refreshToken)).toMatchObject({ refreshToken: undefined })
  await revokeToken(refreshToken)
  await revokeToken(refreshToken)
  expect(await failureOf(refreshAccessToken(refreshToken))).toMatchObject({
    reason: 'grant_revoked',
    kind: 'token',
  })
})

it('a code cannot be exchanged without its verifier', async () => {
  const { code } = await grantTo()
  const stolen = exchangeCode({ code, codeVerifier: pkce().verifier, redirectUri: REDIRECT_URI })
  expect(await failureOf(stolen)).toMatchObject({ reason: 'consent_incomplete' })
})

it('an unticked scope is missing in the grant and rejected at use', async () => {
  google.untickScopes('https://www.googleapis.com/auth/tagmanager.publish')
  const grant = await (await grantTo()).exchange()
  expect(missingScopes(grant.scopes)).toEqual(['https://www.googleapis.com/auth/tagmanager.publish'])
  const gtm = tagManager({ accessToken: grant.accessToken, takeQuota: async () => undefined })
  const { path } = await gtm.lookupContainer('GTM-BIKES01')
  const live = await gtm.liveVersion(path)
  expect(await failureOf(gtm.publishVersion(live?.path ?? '', live?.fingerprint ?? ''))).toMatchObject({
    reason: 'scope_missing',
  })
})

it('the Tag Manager client leads a container to a live version', async () => {
  const gtm = await tagManagerOf()
  const accounts = await gtm.listAccounts()
  const containers = await Promise.all(accounts.map(({ path }) => gtm.listContainers(path)))
  const { path: container } = await gtm.lookupContainer(BAKERY)
  expect(containers.flat().map(({ path }) => path)).toContain(container)
  expect(await gtm.liveVersion(container)).toBeUndefined()
  expect(await gtm.latestVersionHeader(container)).toBeUndefined()

  const { path: workspace } = await gtm.createWorkspace(container, {
    name: 'OneClickTag',
    description: 'ours',
  })
  expect((await gtm.listWorkspaces(container)).map(({ name }) => name)).toContain('OneClickTag')
  await gtm.enableBuiltInVariables(workspace, ['clickElement'])
  const made = await gtm.bulkUpdate(workspace, CHANGES)
  const triggerId = made.find(({ trigger }) => trigger)?.trigger?.triggerId
  expect(await gtm.listTags(workspace)).toMatchObject([
    { name: 'OCT - Ads - Buy', firingTriggerId: [triggerId] },
  ])
  expect(await gtm.listTriggers(workspace)).toMatchObject([{ triggerId }])
  expect((await gtm.listBuiltInVariables(workspace)).map(({ type }) => type)).toContain('clickElement')
  expect(await gtm.listVariables(workspace)).toEqual([])
  expect((await gtm.workspaceStatus(workspace)).changes).not.toEqual([])
  expect(await gtm.syncWorkspace(workspace)).toEqual({ conflicts: [], failed: false })
  expect(await gtm.quickPreview(workspace)).toEqual({ compilerError: false, details: [] })

  const created = await gtm.createVersion(workspace, { name: 'v1', notes: '' })
  if (!('version' in created)) throw new Error('no version was made')
  const { version } = created
  expect(await failureOf(gtm.listTags(workspace))).toMatchObject({
    reason: 'entity_not_found',
    kind: 'conflict',
  })
  expect(await failureOf(gtm.publishVersion(version.path, '1'))).toMatchObject({
    reason: 'fingerprint_conflict',
  })
  await gtm.publishVersion(version.path, version.fingerprint)
  expect(await gtm.liveVersion(container)).toEqual(version)
  expect(await gtm.getVersion(version.path)).toEqual(version)
  expect(await gtm.latestVersionHeader(container)).toMatchObject({
    containerVersionId: version.containerVersionId,
  })
  expect(await gtm.setLatest(version.path)).toEqual(version)

  const html = '<button id="buy">Buy</button>'
  const url = 'https://www.corner-bakery.example/'
  const click: VisitorEvent = { type: 'click', url, html, element: '#buy' }
  expect(google.simulate(BAKERY, click).conversions).toMatchObject([
    { conversionId: '123456789', label: 'AbC-D_efG' },
  ])
  expect(google.warnings).toEqual([])
})

it('the Tag Manager client creates, changes and deletes objects, and classifies stale and duplicate ones', async () => {
  const gtm = await tagManagerOf()
  const { path: container } = await gtm.lookupContainer(BAKERY)
  const { path: workspace } = await gtm.createWorkspace(container, { name: 'OneClickTag', description: '' })
  await gtm.enableBuiltInVariables(workspace, ['clickElement'])
  const madeTrigger = await gtm.createTrigger(workspace, TRIGGER)
  const madeTag = await gtm.createTag(workspace, { ...TAG, firingTriggerId: [madeTrigger.triggerId] })
  expect(
    await failureOf(gtm.createTag(workspace, { ...TAG, firingTriggerId: [madeTrigger.triggerId] })),
  ).toMatchObject({
    reason: 'duplicate_name',
    kind: 'conflict',
  })
  expect(await failureOf(gtm.deleteTrigger(workspace, madeTrigger.triggerId))).toMatchObject({
    kind: 'permanent',
  })

  const renamed = await gtm.updateTag(workspace, { ...madeTag, name: 'OCT - Ads - Buy now' })
  expect(await failureOf(gtm.updateTag(workspace, { ...madeTag, name: 'stale' }))).toMatchObject({
    reason: 'fingerprint_conflict',
  })
  expect(await gtm.listTags(workspace)).toEqual([renamed])
  await gtm.updateTrigger(workspace, { ...madeTrigger, notes: 'changed' })
  await gtm.deleteTag(workspace, madeTag.tagId)
  expect(await gtm.revert(workspace, 'tag', madeTag.tagId)).toEqual({})
  expect(await gtm.revert(workspace, 'trigger', madeTrigger.triggerId)).toEqual({})
  expect(await gtm.listTriggers(workspace)).toEqual([])
  expect(await gtm.createVersion(workspace, { name: 'v1', notes: '' })).toMatchObject({ version: {} })
})

it('the Tag Manager client recognises a 200 without success: an empty workspace, a compiler error', async () => {
  const gtm = await tagManagerOf()
  const { path: container } = await gtm.lookupContainer(BAKERY)
  const { path: workspace } = await gtm.createWorkspace(container, { name: 'OneClickTag', description: '' })
  expect(await gtm.createVersion(workspace, { name: 'v1', notes: '' })).toEqual({ empty: true })

  const label = { type: 'template', key: 'conversionLabel', value: '{{No Such Variable}}' }
  const id = { type: 'template', key: 'conversionId', value: '1' }
  await gtm.createTag(workspace, {
    name: 'Broken',
    type: 'awct',
    firingTriggerId: ['2147479553'],
    parameter: [id, label],
  })
  expect(await gtm.quickPreview(workspace)).toMatchObject({ compilerError: true })
  expect(await gtm.createVersion(workspace, { name: 'v1', notes: '' })).toMatchObject({ compilerError: true })
})

it('the Tag Manager client classifies missing access, limits and quota', async () => {
  const gtm = await tagManagerOf('freelancer@example.com')
  const { path: container } = await gtm.lookupContainer(BAKERY)
  expect(await failureOf(gtm.lookupContainer('GTM-NOTOURS'))).toMatchObject({ reason: 'container_not_found' })
  await gtm.createWorkspace(container, { name: 'one', description: '' })
  const { path: workspace } = await gtm.createWorkspace(container, { name: 'two', description: '' })
  const third = gtm.createWorkspace(container, { name: 'three', description: '' })
  expect(await failureOf(third)).toMatchObject({ reason: 'workspace_limit', kind: 'user_action' })
  expect(await failureOf(gtm.createVersion(workspace, { name: 'v', notes: '' }))).toMatchObject({
    kind: 'user_action',
    uncertain: false,
  })
  google.faults.next({ service: 'tagmanager' }, { status: 429, retryAfter: 7 })
  expect(await failureOf(gtm.listAccounts())).toMatchObject({ kind: 'quota', retryAfterMs: 7000 })
  google.faults.next({ service: 'tagmanager', operation: 'bulk_update' }, { loseResponse: true })
  expect(await failureOf(gtm.bulkUpdate(workspace, CHANGES))).toMatchObject({
    kind: 'transient',
    uncertain: true,
  })
  expect(await gtm.listTags(workspace)).toHaveLength(1)
})

it('the Ads client creates a conversion action where its account counts and reads its label back', async () => {
  const ads = await adsOf(AGENCY_MANAGER_ID)
  expect(await ads.listAccessibleCustomers()).toEqual([AGENCY_MANAGER_ID])
  expect((await ads.listClientAccounts(AGENCY_MANAGER_ID)).map(({ id, level }) => [id, level])).toEqual([
    [AGENCY_MANAGER_ID, 0],
    [BAKERY_ADS, 1],
    [BIKES_ADS, 1],
  ])
  const setting = await ads.conversionSetting(BIKES_ADS)
  expect(setting).toMatchObject({ conversionCustomerId: AGENCY_MANAGER_ID, descriptiveName: 'Fine Bikes' })

  const name = `OCT - O'Brien's \\ "Buy"`
  const create = {
    name,
    type: 'WEBPAGE' as const,
    category: 'PURCHASE',
    countingType: 'ONE_PER_CLICK' as const,
  }
  const dryRun = ads.mutateConversionActions(setting.conversionCustomerId, [{ create }], {
    validateOnly: true,
  })
  expect(await dryRun).toEqual([])
  expect(await failureOf(ads.mutateConversionActions(BIKES_ADS, [{ create }]))).toMatchObject({
    kind: 'permanent',
  })
  const [resourceName = ''] = await ads.mutateConversionActions(setting.conversionCustomerId, [{ create }])
  const [byName] = await ads.findConversionActions(setting.conversionCustomerId, { names: [name] })
  expect(byName).toMatchObject({
    resourceName,
    name,
    status: 'ENABLED',
    category: 'PURCHASE',
    conversionId: setting.conversionTrackingId,
    conversionLabel: expect.stringMatching(/^[\w-]{5,}$/),
  })
  const again = ads.mutateConversionActions(setting.conversionCustomerId, [{ create }])
  expect(await failureOf(again)).toMatchObject({
    reason: 'duplicate_name',
    googleRequestId: expect.any(String),
  })

  const hidden = { resourceName, status: 'HIDDEN' as const, valueSettings: { defaultValue: 5 } }
  const updateMask = 'status,valueSettings.defaultValue'
  await ads.mutateConversionActions(AGENCY_MANAGER_ID, [{ update: hidden, updateMask }])
  const resourceNames = [resourceName]
  const [changed] = await ads.findConversionActions(AGENCY_MANAGER_ID, { resourceNames })
  expect(changed).toMatchObject({ status: 'HIDDEN', valueSettings: { defaultValue: 5 } })
  await ads.mutateConversionActions(AGENCY_MANAGER_ID, [{ remove: resourceName }])
  expect(await ads.findConversionActions(AGENCY_MANAGER_ID, { resourceNames })).toMatchObject([
    { status: 'REMOVED' },
  ])
})

it('a client account cannot be reached without its manager', async () => {
  const ads = await adsOf()
  expect(await failureOf(ads.conversionSetting(BAKERY_ADS))).toMatchObject({ reason: 'ads_access_denied' })
  google.faults.next(
    { service: 'ads' },
    { adsError: { quotaError: 'RESOURCE_EXHAUSTED' }, retryDelay: '30s' },
  )
  expect(await failureOf(ads.listAccessibleCustomers())).toMatchObject({
    kind: 'quota',
    retryAfterMs: 30_000,
  })
})

it('a withdrawn grant is rejected by every service', async () => {
  const { accessToken, subject } = await (await grantTo()).exchange()
  google.revokeGrant(subject)
  const gtm = tagManager({ accessToken, takeQuota: async () => undefined })
  const rejected = { reason: 'access_token_rejected', kind: 'token' }
  expect(await failureOf(gtm.listAccounts())).toMatchObject(rejected)
  expect(await failureOf(googleAds({ accessToken }).listAccessibleCustomers())).toMatchObject(rejected)
})
