import { beforeEach, describe, expect, it } from 'vitest'
import type { HandEdit } from '../../lib/dev/google-sandbox/controls/edit-by-hand.ts'
import type { EntityBody } from '../../lib/dev/google-sandbox/state/entity.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'
import { htmlTag, inContainer, type Json, sandboxTests } from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

const conversion: EntityBody = {
  name: 'OCT - Ads - Buy',
  type: 'awct',
  notes: 'oneclicktag:1',
  parameter: [parameter('conversionId', '1'), parameter('conversionLabel', 'x')],
}

let inside: Awaited<ReturnType<typeof inContainer>>
const edit = (change: HandEdit, options?: { publish?: boolean }) =>
  sandbox().editByHand(inside.container.publicId, change, options)
const observed = () => sandbox().observe().containers[inside.container.publicId]
const live = () => observed()?.liveContents
const view = { type: 'pageview', url: 'https://shop.example/' } as const
const count = () => sandbox().simulate(inside.container.publicId, view).conversions.length

beforeEach(async () => {
  inside = await inContainer(sandbox())
  edit((person) => {
    const trigger = person.add('trigger', { name: 'OCT - View', type: 'pageview', notes: 'oneclicktag:1' })
    person.add('tag', { ...conversion, firingTriggerId: [trigger] })
  })
})

describe('a person in Tag Manager’s own pages', () => {
  it('publishes one version with all edits', () => {
    expect(observed()).toMatchObject({ live: '1', latest: '1', versions: ['1'] })
    expect(count()).toBe(1)
  })

  it('copies a tag with its notes, and turns the copy into another type', () => {
    const ga4 = [parameter('eventName', 'purchase'), parameter('measurementIdOverride', 'G-1')]
    edit((person) => person.copy('tag', 'OCT - Ads - Buy', 'GA4 - Buy', { type: 'gaawe', parameter: ga4 }))
    const [original, copy] = live()?.tags ?? []
    expect(copy).toEqual({ ...original, tagId: '2', name: 'GA4 - Buy', type: 'gaawe', parameter: ga4 })
  })

  it('renames and re-notes objects, which keep their ids', () => {
    edit((person) => {
      person.rename('trigger', 'OCT - View', 'Thank you')
      person.rename('tag', 'OCT - Ads - Buy', 'Ads')
      person.renote('tag', 'Ads', 'By the new agency')
    })
    expect(live()).toMatchObject({
      tags: [{ tagId: '1', name: 'Ads', notes: 'By the new agency', firingTriggerId: ['1'] }],
      triggers: [{ triggerId: '1', name: 'Thank you' }],
    })
    expect(count()).toBe(1)
  })

  it('pauses a tag and lets it fire again', () => {
    edit((person) => person.pause('OCT - Ads - Buy'))
    expect(count()).toBe(0)
    edit((person) => person.unpause('OCT - Ads - Buy'))
    expect(count()).toBe(1)
  })

  it('adds an exception to a tag and a condition to a trigger', () => {
    edit((person) => {
      person.add('trigger', { name: 'Internal', type: 'pageview' })
      person.except('OCT - Ads - Buy', 'Internal')
    })
    expect(count()).toBe(0)
    edit((person) => person.change('tag', 'OCT - Ads - Buy', { blockingTriggerId: [] }))
    expect(count()).toBe(1)
    edit((person) =>
      person.addCondition('OCT - View', filter('contains', '{{Page URL}}', 'staging', 'negate')),
    )
    expect(count()).toBe(1)
    edit((person) => person.addCondition('OCT - View', filter('contains', '{{Page URL}}', '/thanks')))
    expect(count()).toBe(0)
  })

  it('removes objects and switches built-in variables', () => {
    edit((person) => {
      person.enable('clickElement')
      person.disable('referrer')
      person.remove('tag', 'OCT - Ads - Buy')
      person.remove('trigger', 'OCT - View')
    })
    expect(live()).toMatchObject({ tags: [], triggers: [] })
    expect(live()?.builtIns).toEqual(['clickElement', 'event', 'pageHostname', 'pagePath', 'pageUrl'])
  })

  it('is held to Google’s rules', () => {
    expect(() => edit((person) => person.remove('trigger', 'OCT - View'))).toThrow('Rejected with 400')
    expect(() => edit((person) => person.rename('tag', 'No such', 'x'))).toThrow('has no tag "No such"')
    expect(observed()?.versions).toEqual(['1'])
  })

  it('leaves a draft in a workspace, which goes live with whatever is released from there', async () => {
    const workspace = await inside.workspace('OneClickTag')
    sandbox().draftByHand(inside.container.publicId, 'OneClickTag', (person) =>
      person.add('tag', { name: 'Half done', type: 'gclidw' }),
    )
    expect(live()?.tags).toHaveLength(1)
    expect((await inside.call('GET', `${workspace}/status`)).json.workspaceChange).toMatchObject([
      { changeStatus: 'added', tag: { name: 'Half done' } },
    ])
    await inside.call('POST', `${workspace}/tags`, htmlTag('Ours'))
    const { tag } = await inside.release(workspace)
    expect(tag.map(({ name }: Json) => name)).toEqual(['OCT - Ads - Buy', 'Half done', 'Ours'])
  })
})

describe('live and latest', () => {
  const headers = async () => {
    const live = await inside.call('GET', '/versions:live')
    const latest = await inside.call('GET', '/version_headers:latest')
    return [live.json.containerVersionId, latest.json.containerVersionId]
  }

  it('an unpublished version of somebody is the latest and not live', async () => {
    edit((person) => person.pause('OCT - Ads - Buy'), { publish: false })
    expect(await headers()).toEqual(['1', '2'])
    expect(count()).toBe(1)
  })

  it('a person goes back to an earlier version, and the later one stays the latest', async () => {
    edit((person) => person.pause('OCT - Ads - Buy'))
    sandbox().publishVersionByHand(inside.container.publicId, '1')
    expect(await headers()).toEqual(['1', '2'])
    expect(count()).toBe(1)
  })

  it('a person sets an earlier version as the latest, from which the next workspace starts', async () => {
    edit((person) => person.add('tag', { name: 'Second', type: 'gclidw' }))
    sandbox().setLatestByHand(inside.container.publicId, '1')
    expect(await headers()).toEqual(['2', '1'])
    const workspace = await inside.workspace()
    expect((await inside.call('GET', `${workspace}/tags`)).json.tag).toHaveLength(1)
  })

  it('the same is done through the API', async () => {
    edit((person) => person.pause('OCT - Ads - Buy'))
    await inside.call('POST', '/versions/1:publish')
    await inside.call('POST', '/versions/1:set_latest')
    expect(await headers()).toEqual(['1', '1'])
  })

  it('a version that does not exist is a mistake of the test', () => {
    expect(() => sandbox().publishVersionByHand(inside.container.publicId, '9')).toThrow('has no version 9')
  })
})
