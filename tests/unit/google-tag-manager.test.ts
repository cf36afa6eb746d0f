import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { GoogleError } from '../../lib/google/google-error.ts'
import { type TakeQuota, tagManager } from '../../lib/google/tag-manager.ts'
import { failureOf, googleServer, json } from '../fixtures/google-server.ts'

const google = googleServer()
const CONTAINER = 'accounts/1/containers/2'
const WORKSPACE = `${CONTAINER}/workspaces/3`
const VERSION = { path: `${CONTAINER}/versions/4`, containerVersionId: '4', fingerprint: 'f4' }
const TAG = {
  tagId: '7',
  name: 'Buy',
  type: 'awct',
  fingerprint: 'f7',
  priority: { type: 'integer', value: '9' },
}
const TRIGGER = { triggerId: '8', name: 'Buy', type: 'click', fingerprint: 'f8' }

const client = (takeQuota: TakeQuota = async () => undefined) =>
  tagManager({ accessToken: 'ya29.access', takeQuota })

it('every Tag Manager request, and every page of a list, waits for quota first', async () => {
  const order: string[] = []
  google.respond(
    () => {
      order.push('request')
      return HttpResponse.json({ tag: [TAG], nextPageToken: 'p2' })
    },
    () => {
      order.push('request')
      return HttpResponse.json({ tag: [{ ...TAG, tagId: '9' }] })
    },
  )
  const tags = await client(async () => void order.push('quota')).listTags(WORKSPACE)
  expect(tags.map((tag) => tag.tagId)).toEqual(['7', '9'])
  expect(order).toEqual(['quota', 'request', 'quota', 'request'])
  expect(google.seen.map(({ url }) => url.search)).toEqual(['', '?pageToken=p2'])
})

it('without quota no Tag Manager request is sent', async () => {
  google.respond(json({}))
  const none = new GoogleError('rate_limited', {
    service: 'tagmanager',
    operation: 'quota',
    retryAfterMs: 1000,
  })
  const withoutQuota = client(() => Promise.reject(none))
  expect(await failureOf(withoutQuota.listTags(WORKSPACE))).toBe(none)
  expect(google.seen).toEqual([])
})

it('the caller’s abort signal reaches the quota', async () => {
  const { signal } = new AbortController()
  const seen: unknown[] = []
  google.respond(json({}))
  await tagManager({
    accessToken: 'a',
    signal,
    takeQuota: async (given) => void seen.push(given),
  }).listAccounts()
  expect(seen).toEqual([signal])
})

it('Tag Manager’s access token goes into the header only', async () => {
  google.respond(json({}))
  await client().listAccounts()
  expect(google.seen[0]?.headers.get('authorization')).toBe('Bearer ya29.access')
  expect(google.seen[0]?.url.href).toBe('https://tagmanager.googleapis.com/tagmanager/v2/accounts')
})

it('a malformed Tag Manager path is never sent', async () => {
  google.respond(json({}))
  for (const path of ['accounts/1/../2', 'accounts/1?x=', '/accounts/1', '']) {
    expect(await failureOf(client().listContainers(path))).toBeInstanceOf(TypeError)
  }
  expect(google.seen).toEqual([])
})

it.each([
  ['listAccounts', () => client().listAccounts(), 'GET accounts'],
  ['listContainers', () => client().listContainers('accounts/1'), 'GET accounts/1/containers'],
  ['listWorkspaces', () => client().listWorkspaces(CONTAINER), `GET ${CONTAINER}/workspaces`],
  ['listTriggers', () => client().listTriggers(WORKSPACE), `GET ${WORKSPACE}/triggers`],
  ['listVariables', () => client().listVariables(WORKSPACE), `GET ${WORKSPACE}/variables`],
  [
    'listBuiltInVariables',
    () => client().listBuiltInVariables(WORKSPACE),
    `GET ${WORKSPACE}/built_in_variables`,
  ],
  [
    'enableBuiltInVariables',
    () => client().enableBuiltInVariables(WORKSPACE, ['clickElement', 'pageUrl']),
    `POST ${WORKSPACE}/built_in_variables?type=clickElement&type=pageUrl`,
  ],
  ['bulkUpdate', () => client().bulkUpdate(WORKSPACE, []), `POST ${WORKSPACE}/bulk_update`],
])('%s reads an empty response as none', async (_, call, sent) => {
  google.respond(json({}))
  expect(await call()).toEqual([])
  const [request] = google.seen
  expect(
    `${request?.method} ${request?.url.pathname.slice('/tagmanager/v2/'.length)}${request?.url.search}`,
  ).toBe(sent)
})

it('a Tag Manager list whose items lack an id is not read as empty', async () => {
  google.respond(json({ tag: [{ name: 'no id' }] }), () => HttpResponse.html('<h1>Sorry</h1>'))
  expect(await failureOf(client().listTags(WORKSPACE))).toMatchObject({ reason: 'unreadable_response' })
  expect(await failureOf(client().listTags(WORKSPACE))).toMatchObject({ reason: 'unreadable_response' })
})

it('a container is looked up by its public id', async () => {
  google.respond(json({ path: CONTAINER, containerId: '2', name: 'Shop', publicId: 'GTM-ABC' }))
  expect(await client().lookupContainer('GTM-ABC')).toMatchObject({ path: CONTAINER })
  expect(google.seen[0]?.url.href).toMatch(/accounts\/containers:lookup\?tagId=GTM-ABC$/)
})

describe('the live version', () => {
  it('the live version comes with empty lists where Google leaves them out', async () => {
    google.respond(json(VERSION))
    expect(await client().liveVersion(CONTAINER)).toEqual({
      ...VERSION,
      name: '',
      tag: [],
      trigger: [],
      variable: [],
      folder: [],
      builtInVariable: [],
    })
  })

  const FRESH = [
    [
      'a 404 in the words that were measured',
      { error: { message: 'Published container version not found' } },
      404,
    ],
    ['a 404 in other words', { error: { message: 'Not found or permission denied.' } }, 404],
    ['a version of id 0', { path: `${CONTAINER}/version_headers/0`, containerVersionId: '0' }, 200],
    ['nothing', {}, 200],
  ] as const

  it.each(FRESH)(
    'of a container that was never published is undefined, told by %s',
    async (_, body, status) => {
      google.respond(json(body, { status }))
      expect(await client().liveVersion(CONTAINER)).toBeUndefined()
      expect(await client().latestVersionHeader(CONTAINER)).toBeUndefined()
    },
  )

  it('without rights is an error', async () => {
    google.respond(json({ error: { message: 'Forbidden' } }, { status: 403 }))
    expect(await failureOf(client().liveVersion(CONTAINER))).toMatchObject({
      reason: 'container_access_denied',
    })
  })
})

it('an update in Tag Manager sends the whole object back, and the fingerprint it was read with', async () => {
  google.respond(json(TAG), json(TRIGGER))
  await client().updateTag(WORKSPACE, TAG)
  await client().updateTrigger(WORKSPACE, TRIGGER)
  expect(google.seen.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
    `PUT /tagmanager/v2/${WORKSPACE}/tags/7?fingerprint=f7`,
    `PUT /tagmanager/v2/${WORKSPACE}/triggers/8?fingerprint=f8`,
  ])
  expect(JSON.parse(google.seen[0]?.body ?? '')).toEqual(TAG)
})

it('deleting in Tag Manager accepts an empty response', async () => {
  google.respond(() => new HttpResponse(null, { status: 204 }))
  await client().deleteTag(WORKSPACE, '7')
  await client().deleteTrigger(WORKSPACE, '8')
  expect(google.seen.map(({ method }) => method)).toEqual(['DELETE', 'DELETE'])
})

it('bulkUpdate sends ids and references and returns the final objects', async () => {
  const made = [
    { changeStatus: 'added', trigger: TRIGGER },
    { changeStatus: 'added', tag: TAG },
  ]
  google.respond(json({ changes: made }))
  const changes = [
    { changeStatus: 'added', trigger: { triggerId: 'new_1', name: 'Buy', type: 'click' } },
    { changeStatus: 'added', tag: { tagId: 'new_2', name: 'Buy', type: 'awct', firingTriggerId: ['new_1'] } },
  ]
  expect(await client().bulkUpdate(WORKSPACE, changes)).toEqual(made)
  expect(JSON.parse(google.seen[0]?.body ?? '')).toEqual({ changes })
})

it('workspaceStatus and syncWorkspace return changes and conflicts', async () => {
  const conflict = { entityInWorkspace: { tag: TAG } }
  google.respond(
    json({ workspaceChange: [{ changeStatus: 'added', tag: TAG }] }),
    json({ mergeConflict: [conflict], syncStatus: { mergeConflict: true } }),
    json({}),
  )
  expect(await client().workspaceStatus(WORKSPACE)).toEqual({
    changes: [{ changeStatus: 'added', tag: TAG }],
    conflicts: [],
  })
  expect(await client().syncWorkspace(WORKSPACE)).toEqual({ conflicts: [conflict], failed: true })
  expect(await client().syncWorkspace(WORKSPACE)).toEqual({ conflicts: [], failed: false })
})

describe('making a version', () => {
  const create = () => client().createVersion(WORKSPACE, { name: 'v', notes: 'n' })

  it('createVersion returns the version', async () => {
    google.respond(json({ containerVersion: { ...VERSION, tag: [TAG] } }))
    expect(await create()).toMatchObject({ version: { containerVersionId: '4', tag: [{ tagId: '7' }] } })
  })

  it('createVersion returns a compiler error, which comes as HTTP 200', async () => {
    google.respond(json({ compilerError: true, compilerErrors: [{ errorMessage: 'Unknown variable "X"' }] }))
    expect(await create()).toEqual({ compilerError: true, details: ['Unknown variable "X"'] })
  })

  it('createVersion returns an empty workspace, which comes as HTTP 200', async () => {
    google.respond(json({}))
    expect(await create()).toEqual({ empty: true })
  })

  it('createVersion fails with a merge conflict, which comes as HTTP 200', async () => {
    google.respond(json({ syncStatus: { mergeConflict: true } }))
    expect(await failureOf(create())).toMatchObject({ reason: 'workspace_conflict', kind: 'conflict' })
  })

  it('createVersion does not read a version without an id as an empty workspace', async () => {
    google.respond(json({ containerVersion: { name: 'v' } }))
    expect(await failureOf(create())).toMatchObject({ reason: 'unreadable_response', uncertain: true })
  })
})

it('quickPreview compiles and changes nothing', async () => {
  google.respond(
    json({ containerVersion: { name: 'draft' } }),
    json({ compilerError: true }),
    json({}, { status: 500 }),
  )
  expect(await client().quickPreview(WORKSPACE)).toEqual({ compilerError: false, details: [] })
  expect(await client().quickPreview(WORKSPACE)).toEqual({ compilerError: true, details: [] })
  expect(await failureOf(client().quickPreview(WORKSPACE))).toMatchObject({ uncertain: false })
})

it('setLatest makes a version the latest, and returns it', async () => {
  google.respond(json(VERSION))
  expect(await client().setLatest(VERSION.path)).toMatchObject(VERSION)
  expect(google.seen[0]?.url.href).toMatch(/versions\/4:set_latest$/)
})

describe('publishing', () => {
  const publish = () => client().publishVersion(VERSION.path, 'f4')

  it('publishVersion sends the fingerprint and returns the version', async () => {
    google.respond(json({ containerVersion: VERSION }))
    expect(await publish()).toMatchObject(VERSION)
    expect(google.seen[0]?.url.href).toMatch(/versions\/4:publish\?fingerprint=f4$/)
  })

  it('publishVersion fails where Google responds 200 but did not publish', async () => {
    google.respond(json({ compilerError: true, compilerErrors: [{ errorMessage: 'Bad tag' }] }))
    expect(await failureOf(publish())).toMatchObject({ reason: 'compile_error', googleMessage: 'Bad tag' })
  })

  it('publishVersion of a version that changed meanwhile is a conflict', async () => {
    google.respond(json({ error: { code: 400, message: 'Invalid fingerprint.' } }, { status: 400 }))
    expect(await failureOf(publish())).toMatchObject({ reason: 'fingerprint_conflict', uncertain: false })
  })
})
