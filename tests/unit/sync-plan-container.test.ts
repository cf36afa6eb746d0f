import { describe, expect, it } from 'vitest'
import type { Conversion } from '../../lib/sync/plan/conversion.ts'
import { type Observed, planContainer } from '../../lib/sync/plan/plan-container.ts'
import type { WorkItem } from '../../lib/sync/plan/work-item.ts'

const ID = '018f0000-0000-7000-8000-0000aabbccdd'

function item(changes: Partial<WorkItem> = {}): WorkItem {
  return {
    jobId: 'job',
    action: 'CREATE',
    trackingId: ID,
    version: 1,
    name: 'Buy button',
    type: 'BUTTON_CLICK',
    selector: '#buy, a.cta',
    urlPattern: null,
    urlRegex: null,
    ignoreCase: false,
    historyChanges: true,
    eventName: null,
    conversionCategory: 'DEFAULT',
    conversionCounting: 'ONE_PER_CLICK',
    conversionValue: null,
    conversionCurrency: null,
    resourceName: null,
    ...changes,
  }
}

const conversions: Record<string, Conversion> = {
  [ID]: { resourceName: 'customers/1/conversionActions/2', conversionId: '123', label: 'AbC' },
}
const nothing: Observed = { tag: [], trigger: [], builtInVariable: [] }

/** What the container holds after the changes, as Google would give it back. */
function applied(observed: Observed, changes: ReturnType<typeof planContainer>): Observed {
  const finalId = (id: string | null | undefined) => id?.replace('new_', '10') ?? ''
  const trigger = changes.flatMap(({ trigger, changeStatus }) =>
    trigger && changeStatus !== 'deleted'
      ? [
          {
            ...trigger,
            triggerId: finalId(trigger.triggerId),
            name: trigger.name ?? '',
            type: trigger.type ?? '',
          },
        ]
      : [],
  )
  const tag = changes.flatMap(({ tag, changeStatus }) =>
    tag && changeStatus !== 'deleted'
      ? [
          {
            ...tag,
            tagId: finalId(tag.tagId),
            name: tag.name ?? '',
            type: tag.type ?? '',
            firingTriggerId: tag.firingTriggerId?.map(finalId) ?? [],
          },
        ]
      : [],
  )
  const builtIns = changes.flatMap(({ builtInVariable }) => builtInVariable?.type ?? [])
  return {
    trigger: [
      ...observed.trigger.filter((old) => !trigger.some((t) => t.triggerId === old.triggerId)),
      ...trigger,
    ],
    tag: [...observed.tag.filter((old) => !tag.some((t) => t.tagId === old.tagId)), ...tag],
    builtInVariable: [...observed.builtInVariable, ...builtIns.map((type) => ({ type }))],
  }
}

describe('planContainer', () => {
  it('creates built-in, linker, trigger and tag in an empty container, the tag referring to the new trigger', () => {
    const changes = planContainer([item()], conversions, nothing)
    expect(changes.map(({ changeStatus }) => changeStatus)).toEqual(['added', 'added', 'added', 'added'])
    const trigger = changes.find((change) => change.trigger)?.trigger
    const tag = changes.find((change) => change.tag?.type === 'awct')?.tag
    expect(changes[0]?.builtInVariable).toEqual({ type: 'clickElement' })
    expect(changes.filter((change) => change.tag?.type === 'gclidw')).toHaveLength(1)
    expect(tag?.firingTriggerId).toEqual([trigger?.triggerId])
    expect(trigger?.notes).toBe(`oneclicktag:${ID}`)
  })

  it('matches what lies inside of every part of a selector list', () => {
    const [, , change] = planContainer([item()], conversions, nothing)
    expect(change?.trigger?.filter?.[0]).toEqual({
      type: 'cssSelector',
      parameter: [
        { type: 'template', key: 'arg0', value: '{{Click Element}}' },
        { type: 'template', key: 'arg1', value: '#buy, #buy *, a.cta, a.cta *' },
      ],
    })
  })

  it.each<[string, Partial<WorkItem>]>([
    ['a click', {}],
    ['a click with a URL', { urlPattern: '/shop/*/thanks?x=1' }],
    ['a form', { type: 'FORM_SUBMIT', selector: 'form#contact' }],
    ['a page', { type: 'PAGE_VIEW', selector: null, urlPattern: '/thanks' }],
    ['an event', { type: 'CUSTOM_EVENT', selector: null, eventName: 'lead' }],
    ['a value', { conversionValue: 12.5, conversionCurrency: 'EUR' }],
  ])('plans nothing more once %s is in place', (_, changes) => {
    const wanted = [item(changes)]
    const inPlace = applied(nothing, planContainer(wanted, conversions, nothing))
    expect(planContainer(wanted, conversions, inPlace)).toEqual([])
  })

  it('means a URL pattern literally, but for the asterisk', () => {
    const changes = planContainer([item({ urlPattern: 'shop.example/a+b*?id=(1)' })], conversions, nothing)
    const url = changes.find((change) => change.trigger)?.trigger?.filter?.[1]
    expect(url?.type).toBe('matchRegex')
    expect(url?.parameter?.[1]?.value).toBe('shop\\.example/a\\+b.*\\?id=\\(1\\)')
  })

  it('updates what is ours and keeps what was added to it', () => {
    const first = applied(nothing, planContainer([item()], conversions, nothing))
    const touched: Observed = {
      ...first,
      tag: first.tag.map((tag) =>
        tag.type === 'awct'
          ? {
              ...tag,
              priority: { type: 'integer', value: '5' },
              parameter: [...(tag.parameter ?? []), { type: 'template', key: 'orderId', value: '{{Order}}' }],
            }
          : tag,
      ),
    }
    expect(planContainer([item()], conversions, touched)).toEqual([])
    const changes = planContainer(
      [item({ conversionValue: 5, conversionCurrency: 'EUR' })],
      conversions,
      touched,
    )
    expect(changes).toHaveLength(1)
    expect(changes[0]?.changeStatus).toBe('updated')
    expect(changes[0]?.tag?.priority).toEqual({ type: 'integer', value: '5' })
    expect(changes[0]?.tag?.parameter).toContainEqual({
      type: 'template',
      key: 'orderId',
      value: '{{Order}}',
    })
    expect(changes[0]?.tag?.parameter).toContainEqual({
      type: 'template',
      key: 'conversionValue',
      value: '5',
    })
  })

  it('takes a value away again that is no longer wanted', () => {
    const valued = [item({ conversionValue: 5, conversionCurrency: 'EUR' })]
    const before = applied(nothing, planContainer(valued, conversions, nothing))
    const [change] = planContainer([item()], conversions, before)
    expect(change?.tag?.parameter?.map(({ key }) => key)).not.toContain('conversionValue')
  })

  it('deletes tag before trigger, and leaves the rest alone', () => {
    const before = applied(nothing, planContainer([item()], conversions, nothing))
    const foreign = { tagId: '900', name: 'Foreign', type: 'html', firingTriggerId: ['2147479553'] }
    const changes = planContainer(
      [item({ action: 'DELETE' })],
      {},
      { ...before, tag: [foreign, ...before.tag] },
    )
    expect(
      changes.map(({ changeStatus, tag, trigger }) => [changeStatus, tag ? 'tag' : trigger ? 'trigger' : '']),
    ).toEqual([
      ['deleted', 'tag'],
      ['deleted', 'trigger'],
    ])
    expect(changes.some(({ tag }) => tag?.tagId === '900')).toBe(false)
  })

  it('uses the Conversion Linker that is there, ours or not', () => {
    const linker = { tagId: '7', name: 'Their linker', type: 'gclidw' }
    const changes = planContainer([item()], conversions, { ...nothing, tag: [linker] })
    expect(changes.some(({ tag }) => tag?.type === 'gclidw')).toBe(false)
  })

  it('finds its objects by their mark, whatever they are called now', () => {
    const before = applied(nothing, planContainer([item()], conversions, nothing))
    const renamed = {
      ...before,
      tag: before.tag.map((tag) => ({ ...tag, name: `${tag.name} (do not touch)` })),
    }
    const changes = planContainer([item()], conversions, renamed)
    expect(changes.map(({ changeStatus }) => changeStatus)).toEqual(['updated'])
  })
})
