import { describe, expect, it } from 'vitest'
import { CONTAINER_EXPORT } from '../fixtures/container-export.ts'
import { htmlTag, type Json, logIn, sandboxTests, tagManagerClient } from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

const { containerVersion: exported } = CONTAINER_EXPORT
const KINDS = ['tag', 'trigger', 'variable', 'folder', 'customTemplate'] as const

async function imported() {
  const container = sandbox().importContainer(CONTAINER_EXPORT)
  const gtm = tagManagerClient((await logIn()).access_token)
  const root = `accounts/${container.accountId}/containers/${container.containerId}`
  return {
    container,
    call: (method: string, path: string, body?: unknown) => gtm(method, `${root}${path}`, body),
  }
}

const IDENTITY = ['path', 'accountId', 'containerId', 'workspaceId', 'tagManagerUrl', 'fingerprint']
const ENUMS = ['type', 'tagFiringOption', 'consentStatus', 'caseConversionType']
const EXPORTED = /^(ua|gas|gaaw[ce]|hjtc|awct|cvt_\w+|baut|bzi|html|gclidw|googtag|awec|uv|[kv])$/

/** The API's form of an object as an export writes it, as text. */
function exportText(object: Json): string {
  return JSON.stringify(object, (key, value) => {
    if (ENUMS.includes(key) && typeof value === 'string' && !EXPORTED.test(value))
      return value.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
    return IDENTITY.includes(key) ? undefined : value
  })
}

const plainText = (object: object) =>
  JSON.stringify(object, (key, value) => (IDENTITY.includes(key) ? undefined : value))

describe('an imported container', () => {
  it('holds every object of the export byte for byte, with its id and fingerprint', async () => {
    const { call } = await imported()
    const { json } = await call('GET', '/versions:live')
    for (const kind of KINDS) {
      expect(json[kind].map(exportText)).toEqual(exported[kind].map(plainText))
      expect(json[kind].map(({ fingerprint }: Json) => fingerprint)).toEqual(
        exported[kind].map(({ fingerprint }) => fingerprint),
      )
    }
    expect(json.gtagConfig.map(exportText)).toEqual(exported.gtagConfig.map(plainText))
    expect(json.builtInVariable.map(({ type }: Json) => type)).toEqual([
      'pageUrl',
      'pageHostname',
      'pagePath',
      'clickUrl',
      'formElement',
    ])
    expect(json).toMatchObject({
      containerVersionId: '41',
      name: 'Autumn sale',
      description: 'Before OneClickTag',
    })
  })

  it('compiles, and a version on top of it leaves all of it as it was', async () => {
    const { call, container } = await imported()
    const before = sandbox().observe().containers[container.publicId]?.liveContents
    const { json } = await call('POST', '/workspaces', { name: 'OneClickTag' })
    const workspace = `/workspaces/${json.workspaceId}`
    const { json: made } = await call('POST', `${workspace}/tags`, htmlTag('Ours'))
    expect(Number(made.tagId)).toBeGreaterThan(13)
    expect((await call('POST', `${workspace}:quick_preview`)).json.compilerError).toBeUndefined()
    const { json: created } = await call('POST', `${workspace}:create_version`, { name: 'Ours' })
    expect(created.containerVersion.containerVersionId).toBe('42')
    expect(created.containerVersion.gtagConfig).toHaveLength(1)
    await call('POST', '/versions/42:publish')
    const after = sandbox().observe().containers[container.publicId]?.liveContents
    const foreign = after?.tags.filter(({ name }) => name !== 'Ours')
    expect(JSON.stringify({ ...after, tags: foreign })).toBe(JSON.stringify(before))
  })

  it('its objects can be replaced through the API as they were read', async () => {
    const { call } = await imported()
    const { json } = await call('POST', '/workspaces', { name: 'OneClickTag' })
    const workspace = `/workspaces/${json.workspaceId}`
    for (const collection of ['tags', 'triggers', 'variables', 'folders', 'templates']) {
      const listed: Json = (await call('GET', `${workspace}/${collection}`)).json
      for (const object of Object.values(listed).flat() as Json[]) {
        const path = object.path.slice(object.path.indexOf('/workspaces'))
        const replaced = await call('PUT', path, object)
        expect([replaced.status, exportText(replaced.json)]).toEqual([200, exportText(object)])
      }
    }
  })

  it('fires as its schedules, exceptions and consent say', async () => {
    const { container } = await imported()
    const page = { type: 'pageview', url: 'https://www.old-shop.example/' } as const
    const { tags } = sandbox().simulate(container.publicId, page, { consent: { ad_storage: 'denied' } })
    expect(tags.flatMap(({ tag, fired }) => (fired > 0 ? [tag] : []))).toEqual([
      'UA – Page view',
      'Bing UET',
      'LinkedIn',
      'HTML after Hotjar',
      'Conversion Linker',
    ])
    const html = '<form class="enquiry"></form>'
    const form = { ...page, type: 'form', html, element: 'form' } as const
    expect(sandbox().simulate(container.publicId, form).conversions).toMatchObject([
      { conversionId: '987654321', label: 'OLD', linked: true },
    ])
  })

  it('can be imported again under another public id, unpublished', () => {
    sandbox().importContainer(CONTAINER_EXPORT)
    const { publicId } = sandbox().importContainer(CONTAINER_EXPORT, { publicId: 'GTM-COPY', publish: false })
    expect(sandbox().observe().containers[publicId]).toMatchObject({ live: undefined, latest: '41' })
  })

  it('keeps fields that the sandbox does not know', () => {
    const folder = [{ folderId: '1', name: 'F', somethingNew: { deep: 'VALUE' } }]
    const file = { exportFormatVersion: 2, containerVersion: { container: exported.container, folder } }
    const { publicId } = sandbox().importContainer(file)
    expect(sandbox().observe().containers[publicId]?.liveContents.folders).toEqual(folder)
  })
})

it.each([
  ['no JSON object', 'text'],
  ['another format version', { ...CONTAINER_EXPORT, exportFormatVersion: 3 }],
  ['no container version', { exportFormatVersion: 2 }],
  [
    'a tag without an id',
    { ...CONTAINER_EXPORT, containerVersion: { ...exported, tag: [{ name: 'A', type: 'html' }] } },
  ],
])('a file with %s is no export', (_, file) => {
  expect(() => sandbox().importContainer(file)).toThrow(/export/)
})
