import { beforeEach, describe, expect, it } from 'vitest'
import type { FreshForm } from '../../lib/dev/google-sandbox/state/state.ts'
import {
  condition,
  htmlTag,
  inContainer,
  type Json,
  logIn,
  sandboxTests,
  tagManagerClient,
  template,
} from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

let inside: Awaited<ReturnType<typeof inContainer>>
beforeEach(async () => {
  inside = await inContainer(sandbox())
})

const call = (method: string, path: string, body?: unknown) => inside.call(method, path, body)
const addTag = (workspace: string, name: string, changes: object = {}) =>
  call('POST', `${workspace}/tags`, htmlTag(name, changes))
const observed = () => sandbox().observe().containers[inside.container.publicId]
const namesOf = (entities: { name: string }[] = []) => entities.map(({ name }) => name)

const nested = (value: string) => ({
  type: 'list',
  key: 'convertJsValuesToExpressions',
  list: [{ type: 'map', map: [template('a "quoted" key', value)] }],
})
const ga4Event = { name: 'G', type: 'gaawe' }
const unknownTag = { type: 'tagReference', key: 'measurementId', value: 'No such' }

describe('a fresh container', () => {
  it('a fresh container has a default workspace, nothing live and no latest version', async () => {
    expect((await call('GET', '/workspaces')).json.workspace).toMatchObject([{ name: 'Default Workspace' }])
    const live = await call('GET', '/versions:live')
    expect([live.status, live.json.error.message]).toEqual([404, 'Published container version not found.'])
    expect((await call('GET', '/version_headers:latest')).status).toBe(404)
    expect((await call('GET', '/version_headers')).json).toEqual({})
  })
})

describe('how Google describes a container without a version', () => {
  const fresh = async (form: Partial<FreshForm>) => {
    const { accountId, containerId } = sandbox().addContainer({ fresh: form })
    const gtm = tagManagerClient((await logIn()).access_token)
    const root = `accounts/${accountId}/containers/${containerId}`
    return {
      latest: await gtm('GET', `${root}/version_headers:latest`),
      live: await gtm('GET', `${root}/versions:live`),
      list: await gtm('GET', `${root}/version_headers`),
    }
  }

  it('the latest header of a fresh container can be a 404 with any words', async () => {
    const { latest, live } = await fresh({
      latestMessage: 'Version Not Found',
      liveMessage: 'No live version',
    })
    expect([latest.status, latest.json.error.message]).toEqual([404, 'Version Not Found'])
    expect([live.status, live.json.error.message]).toEqual([404, 'No live version'])
  })

  it('the latest header of a fresh container can have the id 0', async () => {
    const { latest, live, list } = await fresh({ latest: 'header_zero' })
    expect(latest.json).toMatchObject({ containerVersionId: '0', numTags: '0' })
    expect([latest.status, live.status, list.json]).toEqual([200, 404, {}])
  })

  it('the latest header of a fresh container can be an empty object', async () => {
    const { latest } = await fresh({ latest: 'empty' })
    expect([latest.status, latest.json]).toEqual([200, {}])
  })

  it('a first version ends what was said of a fresh container', async () => {
    const { accountId, containerId, publicId } = sandbox().addContainer({ fresh: { latest: 'empty' } })
    const gtm = tagManagerClient((await logIn()).access_token)
    sandbox().publishByHand(publicId)
    const { json } = await gtm(
      'GET',
      `accounts/${accountId}/containers/${containerId}/version_headers:latest`,
    )
    expect(json).toMatchObject({ containerVersionId: '1', numTags: '1' })
  })
})

describe('workspaces', () => {
  it('a container holds three workspaces at most, each with a name of its own', async () => {
    await inside.workspace('A')
    const again = await call('POST', '/workspaces', { name: 'A' })
    expect(again.json.error.message).toBe('Found entity with duplicate name.')
    await inside.workspace('B')
    const fourth = await call('POST', '/workspaces', { name: 'C' })
    expect([fourth.status, fourth.json.error.message]).toEqual([400, expect.stringContaining('limit')])
  })

  it('a workspace starts from the latest version, even from an unpublished one', async () => {
    sandbox().publishByHand(inside.container.publicId, { name: 'Live' })
    sandbox().publishByHand(inside.container.publicId, { name: 'Draft', publish: false })
    const workspace = await inside.workspace()
    expect(namesOf((await call('GET', `${workspace}/tags`)).json.tag)).toEqual([
      'Made by hand 1',
      'Made by hand 2',
    ])
    expect((await call('GET', '/version_headers:latest')).json).toMatchObject({ name: 'Draft', numTags: '2' })
    expect((await call('GET', '/versions:live')).json).toMatchObject({
      name: 'Live',
      containerVersionId: '1',
    })
  })

  it('a workspace lists its changes in its status', async () => {
    sandbox().publishByHand(inside.container.publicId)
    const workspace = await inside.workspace()
    expect((await call('GET', `${workspace}/status`)).json).toEqual({})
    await addTag(workspace, 'New')
    await call('DELETE', `${workspace}/tags/1`)
    await call('POST', `${workspace}/built_in_variables?type=clickId`)
    expect((await call('GET', `${workspace}/status`)).json.workspaceChange).toMatchObject([
      { changeStatus: 'added', tag: { name: 'New' } },
      { changeStatus: 'deleted', tag: { name: 'Made by hand 1' } },
      { changeStatus: 'added', builtInVariable: { type: 'clickId' } },
    ])
  })

  it('syncing a workspace merges the versions made since', async () => {
    const workspace = await inside.workspace()
    await addTag(workspace, 'Ours')
    sandbox().publishByHand(inside.container.publicId)
    expect((await call('POST', `${workspace}:sync`)).json).toEqual({ syncStatus: {} })
    expect(namesOf((await call('GET', `${workspace}/tags`)).json.tag).sort()).toEqual([
      'Made by hand 1',
      'Ours',
    ])
  })

  it('an entity changed on both sides is a conflict until it is resolved', async () => {
    sandbox().publishByHand(inside.container.publicId)
    const workspace = await inside.workspace()
    await call('PUT', `${workspace}/tags/1`, htmlTag('Ours'))
    const body = {
      name: 'Theirs',
      type: 'html',
      parameter: [{ ...template('html', 'x'), type: 'template' as const }],
    }
    sandbox().publishByHand(inside.container.publicId, {
      changes: [{ status: 'updated', kind: 'tag', id: '1', fingerprint: undefined, body }],
    })
    const { json } = await call('POST', `${workspace}:sync`)
    expect(json).toMatchObject({
      syncStatus: { mergeConflict: true },
      mergeConflict: [
        { entityInWorkspace: { tag: { name: 'Ours' } }, entityInBaseVersion: { tag: { name: 'Theirs' } } },
      ],
    })
    expect((await call('POST', `${workspace}:create_version`)).json).toEqual({
      syncStatus: { mergeConflict: true },
    })
    const { fingerprint } = json.mergeConflict[0].entityInWorkspace.tag
    const resolved = htmlTag('Both', { tagId: '1' })
    const path = `${workspace}:resolve_conflict?fingerprint=`
    expect((await call('POST', `${path}0`, { tag: resolved })).json.error.message).toContain('fingerprint')
    expect((await call('POST', `${path}${fingerprint}`, { tag: resolved })).status).toBe(204)
    expect(namesOf((await inside.release(workspace)).tag)).toEqual(['Both'])
  })
})

describe('making a version', () => {
  it('making a version deletes the workspace, and names a new one only for the default workspace', async () => {
    const workspace = await inside.workspace()
    await addTag(workspace, 'A')
    const made = await call('POST', `${workspace}:create_version`, { name: 'One', notes: 'Why' })
    expect(made.json.containerVersion).toMatchObject({
      containerVersionId: '1',
      name: 'One',
      description: 'Why',
    })
    expect(made.json).not.toHaveProperty('newWorkspacePath')
    expect((await call('GET', workspace)).status).toBe(404)

    await addTag('/workspaces/1', 'B')
    const { json } = await call('POST', '/workspaces/1:create_version', { name: 'Two' })
    expect(namesOf(json.containerVersion.tag).sort()).toEqual(['A', 'B'])
    expect(json.newWorkspacePath).toMatch(/\/workspaces\/3$/)
    expect(observed()?.workspaces).toEqual(['Default Workspace'])
  })

  it('an empty workspace returns 200 and makes no version', async () => {
    const workspace = await inside.workspace()
    expect(await call('POST', `${workspace}:create_version`)).toMatchObject({ status: 200, json: {} })
    expect((await call('GET', workspace)).status).toBe(200)
    expect(observed()?.versions).toEqual([])
  })

  it.each([
    ['a tag with an unknown variable', htmlTag('A', { parameter: [template('html', '{{No such}}')] })],
    ['a tag after an unknown tag', htmlTag('A', { setupTag: [{ tagName: 'No such' }] })],
    [
      'a tag with a template of its own kind of braces',
      htmlTag('A', { parameter: [template('html', '{{ item }}')] }),
    ],
    [
      'a nested unknown variable',
      htmlTag('A', { parameter: [template('html', 'x'), nested('{{No such}}')] }),
    ],
    [
      'a tag that references an unknown tag',
      { ...ga4Event, parameter: [template('eventName', 'x'), unknownTag] },
    ],
  ])('a workspace that does not compile returns 200 and makes no version: %s', async (_, tag) => {
    const workspace = await inside.workspace()
    expect((await call('POST', `${workspace}/tags`, tag)).status).toBe(200)
    for (const verb of ['quick_preview', 'create_version']) {
      expect(await call('POST', `${workspace}:${verb}`)).toMatchObject({
        status: 200,
        json: { compilerError: true },
      })
    }
    expect((await call('GET', workspace)).status).toBe(200)
    expect(observed()?.versions).toEqual([])
  })

  it('a preview shows what the version would hold and keeps the workspace', async () => {
    const workspace = await inside.workspace()
    await addTag(workspace, 'A')
    const { json } = await call('POST', `${workspace}:quick_preview`)
    expect(namesOf(json.containerVersion.tag)).toEqual(['A'])
    expect((await call('GET', workspace)).status).toBe(200)
  })
})

describe('publishing', () => {
  it('publishing checks the version’s fingerprint and can go back to an earlier version', async () => {
    const first = await inside.workspace()
    await addTag(first, 'A')
    await inside.release(first)
    const second = await inside.workspace()
    await addTag(second, 'B')
    const { json } = await call('POST', `${second}:create_version`)
    const stale = await call('POST', '/versions/2:publish?fingerprint=0')
    expect([stale.status, stale.json.error.message]).toEqual([400, expect.stringContaining('fingerprint')])
    expect(observed()?.live).toBe('1')
    await call('POST', `/versions/2:publish?fingerprint=${json.containerVersion.fingerprint}`)
    expect(observed()).toMatchObject({ live: '2', latest: '2' })
    await call('POST', '/versions/1:publish')
    expect(observed()).toMatchObject({ live: '1', latest: '2' })
    await call('POST', '/versions/1:set_latest')
    expect(observed()?.latest).toBe('1')
    expect(namesOf((await call('GET', `${await inside.workspace('Next')}/tags`)).json.tag)).toEqual(['A'])
  })

  it('entities of a version have neither path nor workspace', async () => {
    const workspace = await inside.workspace()
    await addTag(workspace, 'A')
    await inside.release(workspace)
    const [tag] = (await call('GET', '/versions:live')).json.tag
    expect(Object.keys(tag)).not.toEqual(expect.arrayContaining(['path']))
    expect(Object.keys(tag)).not.toEqual(expect.arrayContaining(['workspaceId']))
  })

  it('a deleted version is listed on request, cannot be published and can be undeleted', async () => {
    sandbox().publishByHand(inside.container.publicId)
    sandbox().publishByHand(inside.container.publicId)
    expect((await call('DELETE', '/versions/2')).status).toBe(400)
    expect((await call('DELETE', '/versions/1')).status).toBe(204)
    const ids = async (query = '') =>
      (await call('GET', `/version_headers${query}`)).json.containerVersionHeader.map(
        ({ containerVersionId }: Json) => containerVersionId,
      )
    expect([await ids(), await ids('?includeDeleted=true')]).toEqual([['2'], ['1', '2']])
    expect((await call('POST', '/versions/1:publish')).status).toBe(400)
    await call('POST', '/versions/1:undelete')
    expect((await call('POST', '/versions/1:publish')).status).toBe(200)
  })
})

it('a live trigger on a built-in variable that is not enabled never fires and is named', async () => {
  const workspace = await inside.workspace()
  const filter = [condition('equals', '{{Click ID}}', 'buy')]
  const { json } = await call('POST', `${workspace}/triggers`, { name: 'T', type: 'click', filter })
  const parameter = [template('conversionId', '1'), template('conversionLabel', 'x')]
  await addTag(workspace, 'A', { type: 'awct', parameter, firingTriggerId: [json.triggerId] })
  await inside.release(workspace)
  expect(sandbox().liveTriggersThatNeverFire()).toEqual([
    { container: inside.container.publicId, trigger: 'T', variable: 'Click ID' },
  ])
  const click = { type: 'click', url: 'https://a.example/' } as const
  const { conversions, tags } = sandbox().simulate(inside.container.publicId, click)
  expect(conversions).toEqual([])
  expect(tags).toEqual([
    { tag: 'A', type: 'awct', fired: 0, obstacles: [{ code: 'built_in_disabled', detail: 'Click ID' }] },
  ])
})

it('an unknown method has a 404 with words of its own', async () => {
  const { status, json } = await call('GET', '/environments')
  expect([status, json.error.message]).toEqual([404, 'The sandbox does not know this method.'])
})
