import { beforeEach, describe, expect, it } from 'vitest'
import {
  condition,
  htmlTag,
  inContainer,
  type Json,
  sandboxTests,
  template,
} from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

let call: Awaited<ReturnType<typeof inContainer>>['call']
let workspace: string
beforeEach(async () => {
  const inside = await inContainer(sandbox())
  call = inside.call
  workspace = await inside.workspace()
})

const create = (kind: string, body: object) => call('POST', `${workspace}/${kind}s`, body)
const bulk = (...changes: object[]) => call('POST', `${workspace}/bulk_update`, { changes })
const messageOf = ({ status, json }: { status: number; json: Json }) => [status, json?.error?.message]
const pageview = (name: string, changes: object = {}) => ({ name, type: 'pageview', ...changes })
const names = async (kind: string) =>
  ((await call('GET', `${workspace}/${kind}s`)).json[kind] ?? []).map(({ name }: Json) => name)

describe('one entity', () => {
  it('an entity is created with id, path and fingerprint, replaced as a whole, and deleted', async () => {
    const { json: made } = await create(
      'tag',
      htmlTag('A', { notes: 'mark', priority: { type: 'integer', value: '1' } }),
    )
    const path = `${workspace}/tags/${made.tagId}`
    expect(made.path.endsWith(path)).toBe(true)
    expect((await call('GET', path)).json).toEqual(made)
    const { json: replaced } = await call('PUT', `${path}?fingerprint=${made.fingerprint}`, htmlTag('B'))
    expect(replaced).toMatchObject({ name: 'B', tagId: made.tagId })
    expect(replaced).not.toHaveProperty('notes')
    expect(replaced).not.toHaveProperty('priority')
    expect(replaced.fingerprint).not.toBe(made.fingerprint)
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).status).toBe(404)
  })

  it('an entity is not replaced by a request with an old fingerprint', async () => {
    const { json: made } = await create('tag', htmlTag('A'))
    const path = `${workspace}/tags/${made.tagId}?fingerprint=${made.fingerprint}`
    await call('PUT', path, htmlTag('B'))
    const [status, message] = messageOf(await call('PUT', path, htmlTag('C')))
    expect(status).toBe(400)
    expect(message).toContain('fingerprint')
    expect(await names('tag')).toEqual(['B'])
  })

  it('an entity can be reverted to what the workspace started from', async () => {
    const { json: made } = await create('tag', htmlTag('A'))
    // https://developers.google.com/tag-platform/tag-manager/api/reference/rest/v2/accounts.containers.workspaces.tags/revert
    expect((await call('POST', `${workspace}/tags/${made.tagId}:revert`)).json).toEqual({})
    expect(await names('tag')).toEqual([])
  })

  it('a name is unique among the entities of its kind, built-in variables included', async () => {
    await create('tag', htmlTag('Same'))
    expect(messageOf(await create('tag', htmlTag('Same')))).toEqual([
      400,
      'Found entity with duplicate name.',
    ])
    expect((await create('trigger', pageview('Same'))).status).toBe(200)
    const variable = { name: 'Page URL', type: 'c', parameter: [template('value', 'x')] }
    expect(messageOf(await create('variable', variable))).toEqual([400, 'Found entity with duplicate name.'])
  })
})

describe('rejections', () => {
  it.each([
    ['a colon in the name', 'tag', htmlTag('a: b'), 400, /name/],
    ['an empty name', 'tag', htmlTag(''), 400, /name/],
    ['an unknown field', 'tag', htmlTag('A', { labels: ['x'] }), 400, /Unknown name "labels" at 'tag'/],
    [
      'an unknown tag type',
      'tag',
      htmlTag('A', { type: 'ga4' }),
      400,
      /Unknown entity type \(template public ID: ga4\)/,
    ],
    [
      'an unknown trigger type',
      'trigger',
      { name: 'A', type: 'hover' },
      400,
      /Invalid value at 'trigger.type'/,
    ],
    [
      'an unknown parameter type',
      'tag',
      htmlTag('A', { parameter: [{ type: 'text', key: 'html', value: 'x' }] }),
      400,
      /parameter.0.type/,
    ],
    [
      'a value that is no string',
      'tag',
      htmlTag('A', { parameter: [{ type: 'boolean', key: 'html', value: true }] }),
      400,
      /parameter.0.value/,
    ],
    [
      'a boolean that is none',
      'tag',
      htmlTag('A', {
        parameter: [template('html', 'x'), { type: 'boolean', key: 'usePostscribe', value: 'yes' }],
      }),
      400,
      /boolean/,
    ],
    [
      'an unknown condition type',
      'trigger',
      pageview('A', { filter: [condition('css', '{{Page URL}}', 'x')] }),
      400,
      /filter.0.type/,
    ],
    [
      'a condition on no variable',
      'trigger',
      pageview('A', { filter: [condition('equals', 'Page URL', 'x')] }),
      400,
      /variable reference/,
    ],
    [
      'a condition without arg0',
      'trigger',
      pageview('A', { filter: [{ type: 'equals', parameter: [template('arg1', 'x')] }] }),
      500,
      /Internal/,
    ],
    [
      'a custom event without its filter',
      'trigger',
      { name: 'A', type: 'customEvent' },
      400,
      /exactly one custom-event filter/,
    ],
    [
      'a custom event on {{Event}}',
      'trigger',
      { name: 'A', type: 'customEvent', customEventFilter: [condition('equals', '{{Event}}', 'x')] },
      400,
      /exactly one custom-event filter/,
    ],
    [
      'an unknown firing trigger',
      'tag',
      htmlTag('A', { firingTriggerId: ['77'] }),
      400,
      /enablingTriggerId\[0\]: Tag references an unknown trigger/,
    ],
    ['an unknown folder', 'tag', htmlTag('A', { parentFolderId: '77' }), 400, /folder/],
    ['an unknown firing option', 'tag', htmlTag('A', { tagFiringOption: 'once' }), 400, /tagFiringOption/],
  ])('%s is rejected', async (_, kind, body, status, message) => {
    const response = await create(kind, body)
    expect(response.status).toBe(status)
    expect(response.json.error.message).toMatch(message)
    expect(await names(kind)).toEqual([])
  })

  it.each([
    ['awct', [template('conversionId', '1')], 'conversionLabel'],
    ['awct', [template('conversionLabel', 'x')], 'conversionId'],
    ['gaawe', [template('eventName', 'x'), template('measurementId', 'G-1')], 'measurementIdOverride'],
    ['gaawe', [template('measurementIdOverride', 'G-1')], 'eventName'],
    ['googtag', [], 'tagId'],
  ])('%s without a required parameter is rejected', async (type, parameter, missing) => {
    expect(messageOf(await create('tag', { name: 'A', type, parameter }))).toEqual([
      400,
      `vendorTemplate.parameter.${missing}: The value must not be empty.`,
    ])
  })

  it('a trigger in use cannot be deleted before its tag, but along with it', async () => {
    const { json: trigger } = await create('trigger', pageview('T'))
    const { json: tag } = await create('tag', htmlTag('A', { firingTriggerId: [trigger.triggerId] }))
    expect((await call('DELETE', `${workspace}/triggers/${trigger.triggerId}`)).status).toBe(400)
    const both = await bulk(
      { changeStatus: 'deleted', trigger: { triggerId: trigger.triggerId } },
      { changeStatus: 'deleted', tag: { tagId: tag.tagId } },
    )
    expect(both).toMatchObject({ status: 200, json: {} })
    expect([await names('tag'), await names('trigger')]).toEqual([[], []])
  })
})

describe('accepted in silence', () => {
  it('the autoEventFilter of a click trigger is accepted and dropped in silence', async () => {
    const filter = [condition('equals', '{{Page URL}}', 'x')]
    const { status, json } = await create('trigger', {
      name: 'A',
      type: 'click',
      autoEventFilter: filter,
      filter,
    })
    expect([status, json.filter, json.autoEventFilter]).toEqual([200, filter, undefined])
    expect(sandbox().warnings).toEqual([expect.stringContaining('autoEventFilter')])
    const [eventName, interval] = ['gtm.timer', '1000'].map((value) => ({ type: 'template', value }))
    const timer = { name: 'B', type: 'timer', eventName, interval, autoEventFilter: filter }
    expect((await create('trigger', timer)).json.autoEventFilter).toEqual(filter)
  })

  it('an unknown parameter and a conversion id with a prefix are accepted in silence', async () => {
    const parameter = [
      template('conversionId', 'AW-1'),
      template('conversionLabel', 'x'),
      template('lable', 'y'),
    ]
    expect((await create('tag', { name: 'A', type: 'awct', parameter })).json.parameter).toEqual(parameter)
    expect(sandbox().warnings).toEqual([expect.stringContaining('"lable"'), expect.stringContaining('AW-1')])
  })

  it('built-in triggers, a linker without parameters and a GA4 event by tag reference are accepted', async () => {
    expect((await create('tag', { name: 'L', type: 'gclidw', firingTriggerId: ['2147479573'] })).status).toBe(
      200,
    )
    const parameter = [
      template('eventName', 'x'),
      { type: 'tagReference', key: 'measurementId', value: 'Google' },
    ]
    expect((await create('tag', { name: 'G', type: 'gaawe', parameter })).status).toBe(200)
    expect(sandbox().warnings).toEqual([])
  })
})

describe('built-in variables', () => {
  it('built-in variables are enabled, listed and disabled by type, apart from the variables', async () => {
    const made = await call('POST', `${workspace}/built_in_variables?type=clickElement&type=formId`)
    expect(made.json.builtInVariable).toMatchObject([{ name: 'Click Element' }, { name: 'Form ID' }])
    const listed = await call('GET', `${workspace}/built_in_variables`)
    expect(listed.json.builtInVariable.map(({ type }: Json) => type)).toEqual([
      'pageUrl',
      'pageHostname',
      'pagePath',
      'referrer',
      'event',
      'clickElement',
      'formId',
    ])
    expect(await names('variable')).toEqual([])
    expect((await call('DELETE', `${workspace}/built_in_variables?type=formId`)).status).toBe(204)
    expect((await call('POST', `${workspace}/built_in_variables?type=nonsense`)).status).toBe(400)
  })
})

describe('bulk_update', () => {
  it('bulk_update resolves temporary ids everywhere and in any order', async () => {
    const { status, json } = await bulk(
      {
        changeStatus: 'added',
        tag: htmlTag('A', { tagId: 'new_1', firingTriggerId: ['new_1'], parentFolderId: 'new_1' }),
      },
      { changeStatus: 'added', trigger: pageview('T', { triggerId: 'new_1' }) },
      { changeStatus: 'added', folder: { name: 'F', folderId: 'new_1' } },
      { changeStatus: 'added', builtInVariable: { type: 'clickElement' } },
      {
        changeStatus: 'added',
        trigger: {
          name: 'G',
          type: 'triggerGroup',
          parameter: [
            { type: 'list', key: 'triggerIds', list: [{ type: 'triggerReference', value: 'new_1' }] },
          ],
        },
      },
    )
    expect(status).toBe(200)
    const [{ tag }, { trigger }, { folder }, builtIn, group] = json.changes
    expect(tag.firingTriggerId).toEqual([trigger.triggerId])
    expect(tag.parentFolderId).toBe(folder.folderId)
    expect(tag.tagId).toMatch(/^\d+$/)
    expect(builtIn.builtInVariable.name).toBe('Click Element')
    expect(group.trigger.parameter[0].list[0].value).toBe(trigger.triggerId)
  })

  it('bulk_update returns what was added and updated, not what was deleted', async () => {
    const { json: first } = await create('tag', htmlTag('A'))
    const { json: second } = await create('tag', htmlTag('B'))
    const { json } = await bulk(
      { changeStatus: 'updated', tag: htmlTag('A2', { tagId: first.tagId }) },
      { changeStatus: 'deleted', tag: { tagId: second.tagId } },
    )
    expect(json.changes).toMatchObject([{ changeStatus: 'updated', tag: { name: 'A2' } }])
    expect(await names('tag')).toEqual(['A2'])
  })

  it.each([
    ['an invalid entity', { changeStatus: 'added', tag: htmlTag('A: B') }],
    ['a name taken', { changeStatus: 'added', tag: htmlTag('Good') }],
    ['an unknown temporary id', { changeStatus: 'added', tag: htmlTag('X', { firingTriggerId: ['new_9'] }) }],
    ['an id of its own', { changeStatus: 'added', tag: htmlTag('X', { tagId: '5' }) }],
    ['an absent entity', { changeStatus: 'deleted', tag: { tagId: '77' } }],
    ['a deletion without id', { changeStatus: 'deleted', tag: { name: 'Good' } }],
    ['two entities in one change', { changeStatus: 'added', tag: htmlTag('X'), trigger: pageview('Y') }],
    ['an unknown status', { changeStatus: 'changed', tag: htmlTag('X') }],
  ])('bulk_update changes nothing when one change is wrong: %s', async (_, wrong) => {
    const { status } = await bulk({ changeStatus: 'added', tag: htmlTag('Good') }, wrong)
    expect([400, 404]).toContain(status)
    expect(await names('tag')).toEqual([])
  })

  it('bulk_update rejects an old fingerprint', async () => {
    const { json } = await create('tag', htmlTag('A'))
    await call('PUT', `${workspace}/tags/${json.tagId}`, htmlTag('B'))
    const stale = htmlTag('C', { tagId: json.tagId, fingerprint: json.fingerprint })
    expect((await bulk({ changeStatus: 'updated', tag: stale })).json.error.message).toContain('fingerprint')
  })
})
