import { beforeEach, describe, expect, it } from 'vitest'
import { htmlTag, inContainer, type Json, sandboxTests, template } from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

let call: Awaited<ReturnType<typeof inContainer>>['call']
let workspace: string
beforeEach(async () => {
  const inside = await inContainer(sandbox())
  call = inside.call
  workspace = await inside.workspace()
})

const OUTPUT = [
  'path',
  'accountId',
  'containerId',
  'workspaceId',
  'tagId',
  'variableId',
  'triggerId',
  'fingerprint',
]

/** What Google added to an entity is left out; the rest is text, so that order counts. */
const sentPart = (entity: Json) =>
  JSON.stringify(entity, (key, value) => (OUTPUT.includes(key) ? undefined : value))

async function roundTrip(collection: string, entity: object) {
  const { status, json } = await call('POST', `${workspace}/${collection}`, entity)
  expect([status, json.error?.message]).toEqual([200, undefined])
  const read = await call('GET', json.path.slice(json.path.indexOf('/workspaces')))
  expect(sentPart(read.json)).toBe(JSON.stringify(entity))
}

const REQUIRED: Record<string, string[]> = {
  awct: ['conversionId', 'conversionLabel'],
  gaawe: ['eventName', 'measurementIdOverride'],
  googtag: ['tagId'],
  sp: ['conversionId'],
  html: ['html'],
  img: ['url'],
  c: ['value'],
  v: ['name'],
  jsm: ['javascript'],
  j: ['name'],
  k: ['name'],
  awec: ['mode'],
}
const parametersOf = (type: string) => [
  ...(REQUIRED[type] ?? []).map((key) => template(key, '1')),
  ...(REQUIRED[type] ? [] : [{ value: 'order counts', key: 'any', type: 'template' }]),
]

describe('types of real containers', () => {
  it.each(
    'ua gaawc gaawe awcc awc awj awct awud hjtc cvt_30001_19 cvt_K8J2S baut bzi gclidw googtag html img flc fls sp'.split(
      ' ',
    ),
  )('a tag of type %s is stored as it was sent', async (type) => {
    await roundTrip('tags', {
      type,
      parameter: parametersOf(type),
      name: `A ${type}`,
      consentSettings: { consentStatus: 'notSet' },
      monitoringMetadata: { type: 'map' },
      firingTriggerId: ['2147479553'],
    })
  })

  it.each(
    'gas gtes gtcs awec uv smm remm j k c v jsm u f e d aev ctv dbg r cid hid vis cvt_K8J2S'.split(' '),
  )('a variable of type %s is stored as it was sent', async (type) => {
    await roundTrip('variables', { type, name: `A ${type}`, formatValue: {}, parameter: parametersOf(type) })
  })

  it.each(
    'pageview domReady windowLoaded triggerGroup init consentInit serverPageview always formSubmission click linkClick jsError historyChange timer youTubeVideo scrollDepth elementVisibility'.split(
      ' ',
    ),
  )('a trigger of type %s is stored as it was sent', async (type) => {
    await roundTrip('triggers', {
      type,
      name: `A ${type}`,
      uniqueTriggerId: { type: 'template' },
      ...SETTINGS[type],
    })
  })

  it.each([
    ['tags', { name: 'A', type: 'ga4' }],
    ['tags', { name: 'A', type: 'cvt_' }],
    ['variables', { name: 'A', type: 'lookup' }],
  ])('an unknown type is rejected among %s: %j', async (collection, entity) => {
    const { status, json } = await call('POST', `${workspace}/${collection}`, entity)
    expect([status, json.error.message]).toEqual([400, expect.stringContaining('Unknown entity type')])
  })
})

/** What some types of triggers cannot do without. */
const SETTINGS: Readonly<Record<string, object>> = {
  timer: {
    eventName: { type: 'template', value: 'gtm.timer' },
    interval: { type: 'template', value: '30000' },
  },
  elementVisibility: {
    parameter: [
      { type: 'template', key: 'selectorType', value: 'CSS' },
      { type: 'template', key: 'elementSelector', value: '.thanks' },
      { type: 'template', key: 'firingFrequency', value: 'ONCE' },
    ],
  },
}

describe('what a trigger is set to', () => {
  const option = (value: string) => ({ type: 'template', value })
  const entry = (key: string, value: string) => ({ type: 'template', key, value })

  it.each([
    ['interval', { type: 'timer', eventName: option('gtm.timer') }],
    ['eventName', { type: 'timer', interval: option('1000') }],
    ['elementSelector', { type: 'elementVisibility', parameter: [entry('selectorType', 'CSS')] }],
    ['elementId', { type: 'elementVisibility', parameter: [entry('selectorType', 'ID')] }],
    ['verticalThresholdsPercent', { type: 'scrollDepth', parameter: [entry('verticalThresholdOn', 'true')] }],
    ['progressThresholdsPercent', { type: 'youTubeVideo', parameter: [entry('captureProgress', 'true')] }],
    ['waitForTagsTimeout', { type: 'linkClick', waitForTags: option('true') }],
  ])('is rejected without %s: %j', async (key, trigger) => {
    const { status, json } = await call('POST', `${workspace}/triggers`, { name: 'A', ...trigger })
    expect([status, json.error.message]).toEqual([
      400,
      `vendorTemplate.parameter.${key}: The value must not be empty.`,
    ])
  })

  it.each([
    ['selector', { type: 'elementVisibility', ...SETTINGS['elementVisibility'] }, entry('selector', '.x')],
    ['interval', { type: 'click', interval: option('1000') }, undefined],
    ['checkValidation', { type: 'pageview', checkValidation: { type: 'boolean', value: 'true' } }, undefined],
  ])('is accepted in silence where %s means nothing', async (key, trigger, more) => {
    const parameter = [...(Reflect.get(trigger, 'parameter') ?? []), ...(more ? [more] : [])]
    const { status } = await call('POST', `${workspace}/triggers`, { name: 'A', ...trigger, parameter })
    expect([status, sandbox().warnings]).toEqual([200, [expect.stringContaining(`"${key}" means nothing`)]])
  })
})

describe('other kinds of objects', () => {
  it('a template and a zone are created, listed, replaced and deleted', async () => {
    const { json: made } = await call('POST', `${workspace}/templates`, {
      name: 'Pixel',
      templateData: '___INFO___',
    })
    expect(made).toMatchObject({ templateId: '1', templateData: '___INFO___' })
    expect((await call('GET', `${workspace}/templates`)).json.template).toEqual([made])
    const { json: zone } = await call('POST', `${workspace}/zones`, {
      name: 'Z',
      boundary: { condition: [] },
    })
    expect((await call('GET', `${workspace}/zones`)).json.zone).toEqual([zone])
    const path = `${workspace}/templates/${made.templateId}`
    expect((await call('PUT', path, { name: 'Pixel 2', templateData: 'x' })).json.name).toBe('Pixel 2')
    expect((await call('DELETE', path)).status).toBe(204)
  })

  it('bulk_update takes templates and zones, and a version holds them', async () => {
    const changes = [
      { changeStatus: 'added', customTemplate: { templateId: 'new_1', name: 'Pixel', templateData: 'x' } },
      { changeStatus: 'added', zone: { zoneId: 'new_1', name: 'Z' } },
      { changeStatus: 'added', tag: htmlTag('A') },
    ]
    expect((await call('POST', `${workspace}/bulk_update`, { changes })).json.changes).toMatchObject([
      { customTemplate: { templateId: '1' } },
      { zone: { zoneId: '1' } },
      { tag: { tagId: '1' } },
    ])
    const { json } = await call('POST', `${workspace}:create_version`)
    expect(json.containerVersion).toMatchObject({
      customTemplate: [{ name: 'Pixel' }],
      zone: [{ name: 'Z' }],
    })
  })
})
