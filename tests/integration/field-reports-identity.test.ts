import { describe, expect, it } from 'vitest'
import type { EntityBody } from '../../lib/dev/google-sandbox/state/entity.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/moments.ts'
import type { TrackingView } from '../../lib/trackings/tracking-view.ts'
import { api } from '../fixtures/api.ts'
import { reported } from '../fixtures/depth.ts'
import { googleTests } from '../fixtures/google-sandbox.ts'
import { type CustomerInTheField, customerInTheField, objectName } from '../fixtures/in-the-field.ts'
import { filter, parameter } from '../fixtures/published-tag.ts'

const { sandbox } = googleTests({ quota: { perWindow: 10_000 } })

const SHOP = 'https://shop.example/'
const SIGNUP: VisitorEvent = { type: 'custom', url: SHOP, eventName: 'signup' }
const custom = (eventName: string, url = SHOP): VisitorEvent => ({ type: 'custom', url, eventName })
const CLICK = { name: 'Click', type: 'BUTTON_CLICK', eventName: undefined, selector: '#buy' }
const PAGE = { name: 'Page', type: 'PAGE_VIEW', eventName: undefined, urlPattern: '/thanks' }
const FORM = { name: 'Form', type: 'FORM_SUBMIT', eventName: undefined, selector: 'form' }
const click = (element = '#buy', url = SHOP): VisitorEvent => ({
  type: 'click',
  url,
  html: '<a id="buy">Buy</a><a id="other">',
  element,
})

type Field = { customer: CustomerInTheField; tracking: TrackingView; name: string }

/** A customer with one tracking that is live. */
async function live(input: Record<string, unknown> = {}, customer?: CustomerInTheField): Promise<Field> {
  const at = customer ?? (await customerInTheField(sandbox()))
  const { id } = await at.draft(input)
  expect(await at.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
  const tracking = await at.tracking(id)
  expect(tracking).toMatchObject({ syncStatus: 'SUCCESS', deploymentState: 'LIVE' })
  return { customer: at, tracking, name: objectName(tracking) }
}

const htmlTag = (name: string): EntityBody => ({
  name,
  type: 'html',
  parameter: [parameter('html', '<script></script>')],
  firingTriggerId: ['2147479553'],
})

describe('G2: a version that people went back from is not brought live again', () => {
  /** Ours, somebody's, ours again; then somebody publishes the first one. */
  async function rolledBack(to: string): Promise<Field> {
    const field = await live()
    const { customer } = field
    customer.byHand((person) => void person.add('tag', htmlTag('Foreign')))
    await live({ name: 'Second', eventName: 'second' }, customer)
    expect(customer.liveVersion()).toBe('3')
    sandbox().publishVersionByHand(customer.container.publicId, to)
    return field
  }

  it.each(['1', '2'])('an edit after a rollback to version %s stops, and names both versions', async (to) => {
    const { customer, tracking } = await rolledBack(to)
    await customer.edit(tracking.id, { eventName: 'joined' })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'ours_rolled_back', versionId: null })
    for (const words of ['version 3', `version ${to}`, 'buildOnLive', 'publish version 3 in Tag Manager']) {
      expect(run.errorMessage?.toLowerCase()).toContain(words.toLowerCase())
    }
    expect(await customer.tracking(tracking.id)).toMatchObject({
      syncStatus: 'FAILED',
      syncErrorCode: 'ours_rolled_back',
    })
    const found = (await customer.findings()).filter(({ code }) => code.startsWith('version.'))
    expect(found).toMatchObject([{ code: 'version.ours_rolled_back', data: { live: to, latest: '3' } }])
    expect([customer.versions(), customer.liveVersion()]).toEqual([3, to])
  })

  it('building on what is live brings the edit live and nothing that was taken back', async () => {
    const { customer, tracking } = await rolledBack('1')
    await customer.edit(tracking.id, { eventName: 'joined' })
    await customer.sync()
    expect(await customer.syncOnLive()).toMatchObject({ status: 'SUCCEEDED', versionId: '4' })
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(customer.names('tag')).not.toContain('Foreign')
    expect([custom('joined'), SIGNUP].map((event) => customer.counted(event))).toEqual([1, 0])
    expect(await customer.codes()).not.toContain('version.ours_rolled_back')
  })

  it('publishing the newest version by hand lets a sync go forward from there', async () => {
    const { customer, tracking } = await rolledBack('1')
    await customer.edit(tracking.id, { eventName: 'joined' })
    await customer.sync()
    sandbox().publishVersionByHand(customer.container.publicId, '3')
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '4' })
    expect(customer.names('tag')).toContain('Foreign')
    expect(['joined', 'second'].map((name) => customer.counted(custom(name)))).toEqual([1, 1])
    expect(await customer.codes()).toEqual([])
  })

  it('a deletion after a rollback stops as an edit does', async () => {
    const { customer, tracking } = await rolledBack('1')
    await customer.remove(tracking.id)
    expect(await customer.sync()).toMatchObject({ status: 'FAILED', errorCode: 'ours_rolled_back' })
    expect([customer.versions(), customer.liveVersion()]).toEqual([3, '1'])
  })

  it('a sync that has nothing to write after a rollback leaves it, and still says so', async () => {
    const { customer, tracking } = await live()
    await customer.edit(tracking.id, { conversion: { value: 5, currency: 'EUR' } })
    customer.byHand((person) => void person.add('tag', htmlTag('Foreign')))
    await customer.sync()
    sandbox().publishVersionByHand(customer.container.publicId, '2')
    await customer.edit(tracking.id, { conversion: { value: null, currency: null } })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(await customer.codes()).toEqual(['version.ours_rolled_back'])
    expect([customer.versions(), customer.liveVersion()]).toEqual([3, '2'])
  })

  it('a rollback of the very first version of ours is one too', async () => {
    const customer = await customerInTheField(sandbox())
    customer.byHand((person) => void person.add('tag', htmlTag('Foreign')))
    const { tracking } = await live({}, customer)
    sandbox().publishVersionByHand(customer.container.publicId, '1')
    await customer.edit(tracking.id, { name: 'Renamed' })
    expect(await customer.sync()).toMatchObject({ status: 'FAILED', errorCode: 'ours_rolled_back' })
    expect(customer.counted(SIGNUP)).toBe(0)
  })
})

describe('G3: a foreign newest version is told as what it is, with a way out that works', () => {
  it('one that was seen live and went back: both versions, and both ways on', async () => {
    const { customer, tracking } = await live()
    const { publicId } = customer.container
    customer.byHand((person) => void person.add('tag', htmlTag('Foreign')))
    await customer.sync()
    sandbox().publishVersionByHand(publicId, '1')
    await customer.edit(tracking.id, { eventName: 'joined' })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_rolled_back' })
    expect(run.errorMessage).toMatch(/Version 2 was live.*version 1/)
    expect(run.errorMessage).not.toMatch(/never|delete/)
    expect(await customer.codes()).toContain('version.foreign_rolled_back')
    expect(await customer.syncOnLive()).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(customer.names('tag')).not.toContain('Foreign')
    expect(await customer.codes()).toEqual([])
  })

  it('one that nobody has seen live: both causes, and set latest by hand helps as well', async () => {
    const { customer, tracking } = await live()
    const { publicId } = customer.container
    sandbox().editByHand(publicId, (person) => void person.add('tag', htmlTag('Foreign')), { publish: false })
    await customer.edit(tracking.id, { eventName: 'joined' })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_unpublished_or_rolled_back' })
    expect(run.errorMessage).toMatch(/nobody has published version 2 yet, or somebody went back/)
    sandbox().setLatestByHand(publicId, '1')
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(customer.names('tag')).not.toContain('Foreign')
    expect(customer.counted(custom('joined'))).toBe(1)
  })

  it('one of which nobody published any version: no way on is named that does not work', async () => {
    const customer = await customerInTheField(sandbox())
    const { publicId } = customer.container
    sandbox().editByHand(publicId, (person) => void person.add('tag', htmlTag('Foreign')), { publish: false })
    await customer.draft()
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_unpublished_or_rolled_back' })
    expect(run.errorMessage).toContain('publish version 1 in Tag Manager')
    expect(run.errorMessage).not.toMatch(/–|buildOnLive|went back/)
    const [found] = (await customer.findings()).filter(({ code }) => code.startsWith('version.'))
    expect(found?.summary).not.toMatch(/–|buildOnLive|went back/)
    sandbox().publishVersionByHand(publicId, '1')
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '2' })
    expect(customer.names('tag')).toContain('Foreign')
    expect(await customer.codes()).toEqual([])
  })

  it('one that was published and taken back before anybody looked goes forward once it is published again', async () => {
    const { customer, tracking } = await live()
    const { publicId } = customer.container
    customer.byHand((person) => void person.add('tag', htmlTag('Foreign')))
    sandbox().publishVersionByHand(publicId, '1')
    await customer.remove(tracking.id)
    expect(await customer.sync()).toMatchObject({ errorCode: 'foreign_unpublished_or_rolled_back' })
    sandbox().publishVersionByHand(publicId, '2')
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: '3' })
    expect(customer.names('tag').filter((name) => name !== 'OCT - Conversion Linker')).toEqual(['Foreign'])
  })
})

describe('G4: a tag that cannot fire is no SUCCESS, and what keeps it from firing is left', () => {
  const DAY = 86_400_000
  const blocking = (body: EntityBody) => (field: Field) =>
    field.customer.byHand((person) => {
      person.add('trigger', body)
      person.except(field.name, body.name)
    })
  const everyClick: EntityBody = { name: 'Block', type: 'click' }
  const everyEvent: EntityBody = {
    name: 'Block',
    type: 'customEvent',
    customEventFilter: [filter('matchRegex', '{{_event}}', '.*')],
  }
  const schedule = (changes: Partial<EntityBody>) => (field: Field) =>
    field.customer.byHand((person) => person.change('tag', field.name, changes))
  const pause = ({ customer, name }: Field) => customer.byHand((person) => person.pause(name))

  // What, tracking, edit, what people do, the reason that is told, what visitors do.
  it.each<
    [string, Record<string, unknown>, Record<string, unknown>, (field: Field) => void, string, VisitorEvent[]]
  >([
    ['paused', {}, { eventName: 'joined' }, pause, 'paused', [custom('joined')]],
    ['paused (a click)', CLICK, { selector: '#other' }, pause, 'paused', [click('#other')]],
    [
      'excepted at every click',
      CLICK,
      { selector: '#other' },
      blocking(everyClick),
      'blocked',
      [click('#other')],
    ],
    [
      'excepted at every event',
      {},
      { eventName: 'joined' },
      blocking(everyEvent),
      'blocked',
      [custom('joined')],
    ],
    [
      'excepted at events of its name',
      {},
      { name: 'Renamed' },
      blocking({ ...everyEvent, customEventFilter: [filter('matchRegex', '{{_event}}', '^sign')] }),
      'blocked',
      [SIGNUP],
    ],
    [
      'excepted at events of its name in any case',
      {},
      { name: 'Renamed' },
      blocking({
        ...everyEvent,
        customEventFilter: [filter('matchRegex', '{{_event}}', 'SIGNUP', 'ignore_case')],
      }),
      'blocked',
      [SIGNUP],
    ],
    [
      'excepted at every page',
      PAGE,
      { urlPattern: '/danke' },
      blocking({ name: 'Block', type: 'pageview' }),
      'blocked',
      [{ type: 'pageview', url: `${SHOP}danke` }],
    ],
    [
      'excepted wherever the address contains http',
      {},
      { name: 'Renamed' },
      blocking({ ...everyEvent, filter: [filter('startsWith', '{{Page URL}}', 'http')] }),
      'blocked',
      [SIGNUP],
    ],
    [
      'scheduled for tomorrow',
      FORM,
      { selector: 'form#a' },
      schedule({ scheduleStartMs: String(Date.now() + DAY) }),
      'schedule_not_started',
      [{ type: 'form', url: SHOP, html: '<form id="a">', element: 'form' }],
    ],
    [
      'scheduled until yesterday',
      PAGE,
      { urlPattern: '/danke' },
      schedule({ scheduleEndMs: String(Date.now() - DAY) }),
      'schedule_ended',
      [{ type: 'pageview', url: `${SHOP}danke` }],
    ],
    [
      'without its trigger',
      {},
      { name: 'Renamed' },
      schedule({ firingTriggerId: [] }),
      'no_firing_trigger',
      [SIGNUP],
    ],
    [
      'excepted at a click on any path',
      CLICK,
      { name: 'Renamed' },
      (field) => {
        field.customer.byHand((person) => person.enable('pagePath'))
        blocking({ ...everyClick, filter: [filter('matchRegex', '{{Page Path}}', '.+')] })(field)
      },
      'blocked',
      [click()],
    ],
  ])(
    '%s: an edit is written, and its sync FAILED as cannot_fire',
    async (_, input, edit, act, reason, events) => {
      const field = await live(input)
      const { customer, tracking } = field
      act(field)
      await customer.edit(tracking.id, edit)
      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 1, errorCode: null })
      expect(customer.counted(events)).toBe(0)
      expect(await customer.tracking(tracking.id)).toMatchObject({
        syncStatus: 'FAILED',
        syncErrorCode: 'cannot_fire',
        syncedVersion: 2,
        syncErrorMessage: expect.stringMatching(/\w/),
      })
      const deployment = await customer.deployment(tracking.id)
      expect(deployment?.state).not.toBe('LIVE')
      expect(deployment?.reasons.map(({ code }) => code)).toContain(reason)
      expect(await customer.codes()).toContain(`cannot_fire.${reason}`)
    },
  )

  it('a pause is left by a sync, and once it is lifted by hand the next sync is a SUCCESS', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => person.pause(name))
    await customer.edit(tracking.id, { eventName: 'joined' })
    await customer.sync()
    await customer.sync()
    expect(customer.live('tag', name).paused).toBe(true)
    customer.byHand((person) => person.unpause(name))
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS', syncErrorCode: null })
    expect(await customer.codes()).toEqual([])
    expect(customer.counted(custom('joined'))).toBe(1)
  })

  it('a pause that is found where nothing was edited is told, and the status of the sync stays', async () => {
    const { customer, tracking, name } = await live(CLICK)
    customer.byHand((person) => person.pause(name))
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(await customer.tracking(tracking.id)).toMatchObject({
      syncStatus: 'SUCCESS',
      deploymentState: 'CANNOT_FIRE',
    })
    expect(await customer.codes()).toEqual(['cannot_fire.paused'])
  })

  it('an exception for some pages is no failure, and is told', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => {
      person.add('trigger', { ...everyEvent, filter: [filter('contains', '{{Page URL}}', 'staging')] })
      person.except(name, 'Block')
    })
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await customer.codes()).toEqual(['exception'])
    const at = (url: string) => customer.counted(custom('joined', url))
    expect([at(SHOP), at('https://staging.shop.example/')]).toEqual([1, 0])
  })
})

describe('G5: what people have made of a copy of ours is theirs', () => {
  const GA4: Partial<EntityBody> = {
    type: 'gaawe',
    parameter: [parameter('eventName', 'sign_up'), parameter('measurementIdOverride', 'G-1')],
  }
  const OTHER_LABEL: Partial<EntityBody> = {
    parameter: [parameter('conversionId', '999'), parameter('conversionLabel', 'theirs')],
  }
  const HTML: Partial<EntityBody> = { type: 'html', parameter: [parameter('html', '<b></b>')] }

  it.each([
    ['a GA4 tag', GA4],
    ['a conversion tag on a label of their own', OTHER_LABEL],
    ['an HTML tag', HTML],
  ])('a copy that was turned into %s stays as it is when the tracking is deleted', async (_, changes) => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => void person.copy('tag', name, 'Theirs', changes))
    const before = customer.live('tag', 'Theirs')
    expect(before.notes).toContain(tracking.id)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect((await customer.findings()).map(({ code, data }) => [code, data['name']])).toContainEqual([
      'foreign.marked',
      'Theirs',
    ])
    await customer.remove(tracking.id)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(customer.live('tag', 'Theirs')).toEqual(before)
    expect(customer.names('tag')).not.toContain(name)
    // Theirs fires on the trigger that was copied along, so that one stays, too.
    expect(customer.names('trigger')).toEqual([name])
  })

  it('a copy that still counts on our label is told, and neither changed nor deleted by an edit or the deletion', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => void person.copy('tag', name, 'Copy'))
    const before = customer.live('tag', 'Copy')
    await customer.edit(tracking.id, { conversion: { value: 3, currency: 'EUR' } })
    await customer.sync()
    expect(await customer.codes()).toContain('duplicate.copy')
    expect(customer.live('tag', 'Copy')).toEqual(before)
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.live('tag', 'Copy')).toEqual(before)
  })

  it('our own tag, turned into a GA4 tag under another name, is left, and ours is made again', async () => {
    const { customer, tracking, name } = await live(CLICK)
    customer.byHand((person) => person.change('tag', name, { ...GA4, name: 'Theirs' }))
    const before = customer.live('tag', 'Theirs')
    await customer.edit(tracking.id, { selector: '#other' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(customer.live('tag', 'Theirs')).toEqual(before)
    expect([click('#other'), click('#buy')].map((event) => customer.counted(event))).toEqual([1, 0])
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.live('tag', 'Theirs')).toEqual(before)
  })

  it('a trigger group of theirs keeps the trigger of ours that it waits for', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => {
      const members = [name].map((each) => ({
        type: 'triggerReference' as const,
        value: person.id('trigger', each),
      }))
      const group = person.add('trigger', {
        name: 'Group',
        type: 'triggerGroup',
        parameter: [{ type: 'list', key: 'triggerIds', list: members }],
      })
      person.add('tag', { ...htmlTag('Theirs'), firingTriggerId: [group] })
    })
    await customer.remove(tracking.id)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(customer.names('trigger')).toEqual(['Group', name].toSorted())
    expect(customer.names('tag')).not.toContain(name)
  })

  it('a copy of our linker stays after the last tracking is gone', async () => {
    const { customer, tracking } = await live()
    customer.byHand((person) => {
      person.copy('tag', 'OCT - Conversion Linker', 'Their linker', {
        parameter: [{ type: 'boolean', key: 'enableCrossDomain', value: 'true' }],
      })
      person.copy('tag', 'OCT - Conversion Linker', 'Their HTML', HTML)
    })
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.names('tag')).toEqual(['Their HTML', 'Their linker'])
  })

  it('a copy drafted in our workspace and turned into another tag stops the run, and is not thrown away', async () => {
    const { customer, tracking, name } = await live()
    const second = await customer.draft({ name: 'Second', eventName: 'second' })
    sandbox().faults.next({ service: 'tagmanager', operation: 'quick_preview' }, { compileError: true })
    expect(await customer.sync()).toMatchObject({ status: 'FAILED' })
    sandbox().draftByHand(
      customer.container.publicId,
      'OneClickTag',
      (person) => void person.copy('tag', objectName(second), 'Theirs', GA4),
    )
    await customer.remove(second.id)
    await customer.edit(tracking.id, { eventName: 'joined' })
    const run = await customer.sync()
    expect(run).toMatchObject({ status: 'FAILED', errorCode: 'foreign_drafts' })
    expect(run.errorMessage).toContain('Theirs')
    expect(name).not.toBe('Theirs')
  })
})

describe('G6: our objects are found whatever people call them and write into their notes', () => {
  const rename = (customer: CustomerInTheField, name: string) =>
    customer.byHand((person) => {
      for (const kind of ['tag', 'trigger'] as const) {
        person.renote(kind, name, 'Reviewed by Eve')
        person.rename(kind, name, `Eve's ${kind}`)
      }
    })

  it.each([
    ['CUSTOM_EVENT', {}, { eventName: 'joined' }, custom('joined'), SIGNUP],
    ['BUTTON_CLICK', CLICK, { selector: '#other' }, click('#other'), click('#buy')],
    [
      'PAGE_VIEW',
      { ...PAGE, historyChanges: false },
      { urlPattern: '/danke' },
      { type: 'pageview', url: `${SHOP}danke` },
      { type: 'pageview', url: `${SHOP}thanks` },
    ],
  ] as const)(
    'renamed and re-noted objects of a %s are edited, marked again, and deleted',
    async (_, input, edit, now, before) => {
      const { customer, tracking, name } = await live(input)
      rename(customer, name)
      await customer.edit(tracking.id, edit)
      expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
      expect([customer.counted(now), customer.counted(before)]).toEqual([1, 0])
      expect(customer.names('tag').filter((each) => each !== 'OCT - Conversion Linker')).toEqual([
        "Eve's tag",
      ])
      expect(customer.names('trigger')).toEqual(["Eve's trigger"])
      expect(customer.live('trigger', "Eve's trigger").notes).toBe(
        `Reviewed by Eve\noneclicktag:${tracking.id}`,
      )
      await customer.remove(tracking.id)
      await customer.sync()
      expect(customer.counted(now)).toBe(0)
      expect([customer.names('tag'), customer.names('trigger')]).toEqual([[], []])
    },
  )

  it('a tag that people have made again under another id, without our mark, is ours by its label', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => {
      person.copy('tag', name, 'Made again', { notes: '' })
      person.remove('tag', name)
    })
    await customer.edit(tracking.id, { conversion: { value: 4, currency: 'EUR' } })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(customer.counted(SIGNUP)).toBe(1)
    expect(customer.live('tag', 'Made again').notes).toContain(tracking.id)
    await customer.remove(tracking.id)
    await customer.sync()
    expect([customer.counted(SIGNUP), customer.names('trigger')]).toEqual([0, []])
  })

  it('a trigger that people have turned into one of links is changed as it is, and none is added', async () => {
    const { customer, tracking, name } = await live(CLICK)
    customer.byHand((person) => person.change('trigger', name, { type: 'linkClick' }))
    await customer.edit(tracking.id, { selector: '#other' })
    await customer.sync()
    expect(customer.names('trigger')).toEqual([name])
    const link: VisitorEvent = {
      type: 'click',
      url: SHOP,
      html: '<a id="other" href="/">',
      element: '#other',
    }
    expect(customer.counted(link)).toBe(1)
    expect(customer.live('trigger', name).type).toBe('linkClick')
    expect((await customer.deployment(tracking.id))?.state).toBe('DIFFERS')
  })

  it('renamed and re-noted objects that nobody edited are known, and nothing is added by a sync', async () => {
    const { customer, tracking, name } = await live(FORM)
    rename(customer, name)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', versionId: null })
    expect(await customer.deployment(tracking.id)).toMatchObject({ state: 'LIVE', reasons: [] })
    expect(customer.versions()).toBe(2)
  })

  it('a rename of the tracking renames what people had renamed, which is on record', async () => {
    const { customer, tracking, name } = await live()
    rename(customer, name)
    await customer.edit(tracking.id, { name: 'Newsletter 2' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    const renamed = objectName({ ...tracking, name: 'Newsletter 2' })
    expect([customer.names('tag').includes(renamed), customer.names('trigger')]).toEqual([true, [renamed]])
    const overwrites = (await customer.findings()).filter(({ code }) => code === 'drift.overwritten')
    expect(overwrites).toHaveLength(2)
    expect(JSON.stringify(overwrites)).toContain("Eve's tag")
    expect(overwrites.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
  })
})

describe('G10: what people arrange in Google Ads is left by an edit of something else', () => {
  it('secondary, renamed, with windows and a model of its own: only the URL is written', async () => {
    const { customer, tracking } = await live({ ...PAGE })
    const action = customer.action(tracking)
    Object.assign(action, {
      primaryForGoal: false,
      name: 'Lead (do not touch)',
      clickThroughLookbackWindowDays: '7',
      viewThroughLookbackWindowDays: '3',
    })
    const before = structuredClone(action)
    await customer.edit(tracking.id, { urlPattern: '/danke' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(customer.action(tracking)).toEqual(before)
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(customer.counted({ type: 'pageview', url: `${SHOP}danke` })).toBe(1)
    expect(await customer.codes()).toEqual(['drift.settings'])
  })

  it.each(
    reported([
      ['category', { category: 'SIGNUP' }],
      ['counting', { countingType: 'MANY_PER_CLICK' }],
      [
        'value',
        { valueSettings: { defaultValue: 77, defaultCurrencyCode: 'USD', alwaysUseDefaultValue: true } },
      ],
    ]),
  )('a %s that people have set is left, and told as changed', async (_, changes) => {
    const { customer, tracking } = await live({
      conversion: { value: 5, currency: 'EUR', counting: 'ONE_PER_CLICK' },
    })
    Object.assign(customer.action(tracking), changes)
    const before = structuredClone(customer.action(tracking))
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(customer.action(tracking)).toEqual(before)
    expect(await customer.codes()).toEqual(['drift.changed'])
  })

  it('a hidden action is left so, and the sync is no SUCCESS', async () => {
    const { customer, tracking } = await live()
    customer.action(tracking).status = 'HIDDEN'
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 1 })
    expect(customer.action(tracking).status).toBe('HIDDEN')
    expect(await customer.codes()).toEqual(['cannot_fire.action_hidden'])
  })

  it('a value that is edited is written, what people had set there is on record, the rest is theirs', async () => {
    const { customer, tracking } = await live({ conversion: { value: 5, currency: 'EUR' } })
    Object.assign(customer.action(tracking), {
      primaryForGoal: false,
      name: 'Theirs',
      valueSettings: { defaultValue: 77, defaultCurrencyCode: 'EUR', alwaysUseDefaultValue: true },
    })
    await customer.edit(tracking.id, { conversion: { value: 6, currency: 'EUR' } })
    await customer.sync()
    expect(customer.action(tracking)).toMatchObject({
      primaryForGoal: false,
      name: 'Theirs',
      valueSettings: { defaultValue: 6, defaultCurrencyCode: 'EUR', alwaysUseDefaultValue: true },
    })
    const [overwrites] = (await customer.findings()).filter(({ code }) => code === 'drift.overwritten')
    expect(overwrites?.data).toEqual({ fields: [{ field: 'defaultValue', before: 77, after: 6 }] })
    expect(overwrites?.summary).toContain('defaultValue')
  })

  it('a secondary action is secondary again after its tracking was deleted and restored', async () => {
    const { customer, tracking } = await live()
    customer.action(tracking).primaryForGoal = false
    await customer.remove(tracking.id)
    await customer.sync()
    expect(customer.action(tracking).status).toBe('HIDDEN')
    const { admin } = customer.tenant
    expect((await api(admin).post(`/v1/trackings/${tracking.id}/restore`)).status).toBe(200)
    await customer.sync()
    expect(customer.action(tracking)).toMatchObject({ status: 'ENABLED', primaryForGoal: false })
    expect(customer.counted(SIGNUP)).toBe(1)
  })
})

describe('G11: what people set in our tag is left by an edit of something else', () => {
  const VARIABLES = (person: Parameters<Parameters<CustomerInTheField['byHand']>[0]>[0]) => {
    for (const [name, key] of [
      ['Order value', 'value'],
      ['Currency', 'currency'],
      ['Order id', 'order'],
    ] as const) {
      person.add('variable', { name, type: 'v', parameter: [parameter('name', key)] })
    }
  }
  const set = ({ customer, name }: Field, values: Record<string, string>) =>
    customer.byHand((person) => {
      VARIABLES(person)
      const rest = (customer.live('tag', name).parameter ?? []).filter(
        ({ key }) => !Object.hasOwn(values, key ?? ''),
      )
      person.change('tag', name, {
        parameter: [...rest, ...Object.entries(values).map(([key, value]) => parameter(key, value))],
      })
    })
  const THEIRS = { conversionValue: '{{Order value}}', currencyCode: '{{Currency}}', orderId: '{{Order id}}' }
  const ORDER: VisitorEvent = {
    type: 'custom',
    url: SHOP,
    eventName: 'signup',
    dataLayer: { value: 99, currency: 'CHF', order: 'A-1' },
  }
  const conversions = ({ customer }: Field, event: VisitorEvent = ORDER) =>
    sandbox().simulate(customer.container.publicId, event).conversions

  it('value, currency and order id from the data layer outlast a rename', async () => {
    const field = await live()
    const { customer, tracking } = field
    set(field, THEIRS)
    await customer.edit(tracking.id, { name: 'Renamed' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(conversions(field)).toMatchObject([{ value: '99', currencyCode: 'CHF', orderId: 'A-1' }])
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(customer.names('tag')).toContain(objectName({ ...tracking, name: 'Renamed' }))
  })

  it('they outlast an edit of the event where we had a value of our own, which is told', async () => {
    const field = await live({ conversion: { value: 5, currency: 'EUR' } })
    const { customer, tracking } = field
    set(field, THEIRS)
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(conversions(field, { ...ORDER, eventName: 'joined' } as VisitorEvent)).toMatchObject([
      { value: '99', currencyCode: 'CHF', orderId: 'A-1' },
    ])
    expect(await customer.codes()).toEqual(['drift.changed', 'drift.settings'])
    expect(await customer.deployment(tracking.id)).toMatchObject({ state: 'DIFFERS' })
  })

  it('a value that is edited is written over theirs, on record, and their order id stays', async () => {
    const field = await live({ conversion: { value: 5, currency: 'EUR' } })
    const { customer, tracking } = field
    set(field, { conversionValue: '{{Order value}}', orderId: '{{Order id}}' })
    await customer.edit(tracking.id, { conversion: { value: 6, currency: 'EUR' } })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(conversions(field)).toMatchObject([{ value: '6', currencyCode: 'EUR', orderId: 'A-1' }])
    const [overwrites] = (await customer.findings()).filter(({ code }) => code === 'drift.overwritten')
    expect(overwrites?.data).toEqual({
      fields: [{ field: 'parameter:conversionValue', before: '{{Order value}}', after: '6' }],
    })
    // It was so, whatever comes after: it is open until somebody has seen it.
    await customer.edit(tracking.id, { eventName: 'joined' })
    await customer.sync()
    expect(await customer.codes()).toContain('drift.overwritten')
  })

  it('folder, priority, consent, firing option and cookie prefix outlast an edit of the selector', async () => {
    const { customer, tracking, name } = await live(CLICK)
    customer.byHand((person) => {
      const parentFolderId = person.add('folder', { name: 'Ads' })
      const rest = customer.live('tag', name).parameter ?? []
      person.change('tag', name, {
        parentFolderId,
        priority: { type: 'integer', value: '7' },
        tagFiringOption: 'oncePerLoad',
        consentSettings: { consentStatus: 'notNeeded' },
        parameter: [...rest, { type: 'boolean', key: 'enableEnhancedConversion', value: 'true' }],
      })
    })
    const before = customer.live('tag', name)
    await customer.edit(tracking.id, { selector: '#other' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(customer.live('tag', name)).toEqual(before)
    expect(customer.counted(click('#other'))).toBe(1)
  })
})

describe('G12: what people have added to our trigger is left, or is on record', () => {
  const PRODUCTION = filter('contains', '{{Page URL}}', 'staging', 'negate')
  const STAGING = 'https://staging.shop.example/'
  const exclude = ({ customer, name }: Field) =>
    customer.byHand((person) => {
      person.enable('pageUrl')
      person.addCondition(name, PRODUCTION)
    })

  it.each(
    reported([
      [
        'the value',
        {},
        { conversion: { value: 8, currency: 'EUR' } },
        (url: string) => custom('signup', url),
      ],
      ['the event', {}, { eventName: 'joined' }, (url: string) => custom('joined', url)],
      ['the selector', CLICK, { selector: '#other' }, (url: string) => click('#other', url)],
      [
        'the address',
        { urlPattern: '/*' },
        { urlPattern: '*shop.example*' },
        (url: string) => custom('signup', url),
      ],
      ['the name', CLICK, { name: 'Renamed' }, (url: string) => click('#buy', url)],
    ]),
  )('staging that people have excluded stays so when %s is edited', async (_, input, edit, event) => {
    const field = await live(input)
    const { customer, tracking } = field
    exclude(field)
    await customer.edit(tracking.id, edit)
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect([customer.counted(event(SHOP)), customer.counted(event(STAGING))]).toEqual([1, 0])
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
    expect(await customer.codes()).toEqual(['drift.settings'])
  })

  it('a trigger that people have added to our tag stays', async () => {
    const { customer, tracking, name } = await live()
    customer.byHand((person) => {
      const added = person.add('trigger', {
        name: 'Theirs',
        type: 'customEvent',
        customEventFilter: [filter('equals', '{{_event}}', 'their_event')],
      })
      person.change('tag', name, { firingTriggerId: [person.id('trigger', name), added] })
    })
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(['joined', 'their_event', 'signup'].map((each) => customer.counted(custom(each)))).toEqual([
      1, 1, 0,
    ])
  })

  it('a condition of ours that people have replaced is overwritten by an edit of it, on record', async () => {
    const { customer, tracking, name } = await live(CLICK)
    customer.byHand((person) =>
      person.change('trigger', name, { filter: [filter('cssSelector', '{{Click Element}}', '#theirs')] }),
    )
    await customer.edit(tracking.id, { selector: '#other' })
    await customer.sync()
    expect(['#other', '#buy'].map((element) => customer.counted(click(element)))).toEqual([1, 0])
    const overwrites = (await customer.findings()).filter(({ code }) => code === 'drift.overwritten')
    expect(JSON.stringify(overwrites)).toContain('#theirs')
    expect(await customer.tracking(tracking.id)).toMatchObject({ syncStatus: 'SUCCESS' })
  })

  it('an event that people have widened is left by an edit of the value, and told', async () => {
    const { customer, tracking, name } = await live()
    const theirs = { customEventFilter: [filter('matchRegex', '{{_event}}', '^signup')] }
    customer.byHand((person) => person.change('trigger', name, theirs))
    await customer.edit(tracking.id, { conversion: { value: 8, currency: 'EUR' } })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED' })
    expect(['signup', 'signup_2'].map((each) => customer.counted(custom(each)))).toEqual([1, 1])
    expect(await customer.codes()).toEqual(['drift.changed'])
    await customer.edit(tracking.id, { eventName: 'joined' })
    expect(await customer.sync()).toMatchObject({ status: 'SUCCEEDED', cannotFire: 0 })
    expect(['joined', 'signup_2'].map((each) => customer.counted(custom(each)))).toEqual([1, 0])
    const overwrites = (await customer.findings()).filter(({ code }) => code === 'drift.overwritten')
    expect(JSON.stringify(overwrites)).toContain('^signup')
  })
})
