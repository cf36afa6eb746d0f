import { expect, it } from 'vitest'
import { logIn, OWNER, request, sandboxTests, tagManagerClient } from '../fixtures/sandbox-client.ts'

const { sandbox } = sandboxTests()

const click = {
  name: 'OCT - Click - Buy',
  type: 'click',
  triggerId: 'new_1',
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

it('a consent, a conversion action and a live version end in a reported conversion', async () => {
  const { publicId } = sandbox().addContainer()
  const account = sandbox().addAdsCustomer()
  const { access_token: token } = await logIn()

  const ads = `https://googleads.googleapis.com/v26/customers/${account.id}`
  const made = await request(`${ads}/conversionActions:mutate`, {
    token,
    body: { operations: [{ create: { name: 'Buy', type: 'WEBPAGE', category: 'PURCHASE' } }] },
  })
  const [{ resourceName }] = made.json.results
  const query = `SELECT conversion_action.tag_snippets FROM conversion_action WHERE conversion_action.resource_name = '${resourceName}'`
  const read = await request(`${ads}/googleAds:search`, { token, body: { query } })
  const snippet = read.json.results[0].conversionAction.tagSnippets[0].eventSnippet
  const [, conversionId, label] = /'send_to': 'AW-(\d+)\/([\w-]+)'/.exec(snippet) ?? []
  expect(conversionId).toBe(account.conversionTrackingId)

  const gtm = tagManagerClient(token)
  const { json: container } = await gtm('GET', `accounts/containers:lookup?tagId=${publicId}`)
  const { json: workspace } = await gtm('POST', `${container.path}/workspaces`, { name: 'OneClickTag' })
  const parameter = [
    { type: 'template', key: 'conversionId', value: conversionId },
    { type: 'template', key: 'conversionLabel', value: label },
  ]
  const bulk = await gtm('POST', `${workspace.path}/bulk_update`, {
    changes: [
      { changeStatus: 'added', builtInVariable: { type: 'clickElement' } },
      { changeStatus: 'added', trigger: click },
      {
        changeStatus: 'added',
        tag: { name: 'Buy', type: 'awct', tagId: 'new_1', parameter, firingTriggerId: ['new_1'] },
      },
    ],
  })
  expect(bulk.status).toBe(200)
  expect(bulk.json.changes[2].tag.firingTriggerId).toEqual([bulk.json.changes[1].trigger.triggerId])
  expect((await gtm('POST', `${workspace.path}:quick_preview`)).json.compilerError).toBeUndefined()
  const created = await gtm('POST', `${workspace.path}:create_version`, { name: 'v1', notes: 'Buy' })
  const { path, fingerprint } = created.json.containerVersion
  expect((await gtm('POST', `${path}:publish?fingerprint=${fingerprint}`)).status).toBe(200)

  const live = await gtm('GET', `${container.path}/versions:live`)
  expect(live.json).toMatchObject({
    containerVersionId: '1',
    tag: [{ name: 'Buy' }],
    trigger: [{ name: click.name }],
  })
  const html = '<button id="buy"><b>Buy</b></button><i id="other">Other</i>'
  const clicked = { type: 'click', url: 'https://shop.example/', html, element: '#buy b' } as const
  expect(sandbox().simulate(publicId, clicked).conversions).toEqual([
    { conversionId, label, tag: 'Buy', linked: false },
  ])
  expect(sandbox().simulate(publicId, { ...clicked, element: '#other' }).conversions).toEqual([])
  expect(sandbox().liveTriggersThatNeverFire()).toEqual([])
  expect(sandbox().warnings).toEqual([])
  expect(sandbox().calls.filter(({ service }) => service === 'tagmanager')).toHaveLength(7)
  expect(sandbox().calls.at(-1)).toMatchObject({ operation: 'live_version', status: 200, tokenOf: OWNER })
})
