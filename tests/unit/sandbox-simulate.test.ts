import { expect, it } from 'vitest'
import { createSandbox } from '../../lib/dev/google-sandbox/sandbox.ts'
import type { EntityBody } from '../../lib/dev/google-sandbox/state/entity.ts'
import type { VisitorEvent } from '../../lib/dev/google-sandbox/visitors/simulate.ts'

const template = (key: string, value: string) => ({ type: 'template' as const, key, value })
const flag = (key: string) => ({ type: 'boolean' as const, key, value: 'true' })
type Filter = NonNullable<EntityBody['filter']>[number]
const condition = (type: Filter['type'], variable: string, value: string, ...flags: string[]): Filter => ({
  type,
  parameter: [template('arg0', variable), template('arg1', value), ...flags.map(flag)],
})

/** A published container with one conversion tag on the trigger; says whether an event reports it. */
function live(trigger: Omit<EntityBody, 'name'>, tag: Partial<EntityBody> = {}) {
  const sandbox = createSandbox()
  const { publicId } = sandbox.addContainer({
    builtIns: ['pageUrl', 'pagePath', 'clickElement', 'formElement'],
  })
  const parameter = [template('conversionId', '1'), template('conversionLabel', 'x')]
  sandbox.publishByHand(publicId, {
    changes: [
      { status: 'added', kind: 'trigger', id: 'new_1', body: { name: 'T', ...trigger } },
      {
        status: 'added',
        kind: 'tag',
        id: undefined,
        body: { name: 'A', type: 'awct', parameter, firingTriggerId: ['new_1'], ...tag },
      },
    ],
  })
  return (event: VisitorEvent) => sandbox.simulate(publicId, event).length === 1
}

const click = (...matches: string[]) =>
  ({ type: 'click', url: 'https://shop.example/a?b=C', matches }) as const
const view = { type: 'pageview', url: 'https://shop.example/a?b=C' } as const

it('a click fires on the element and inside of it, as the selector list says', () => {
  const fires = live({
    type: 'click',
    filter: [condition('cssSelector', '{{Click Element}}', '#buy, #buy *,  a[title="x,y"]')],
  })
  expect(['#buy', '#buy *', 'a[title="x,y"]', '#other'].map((selector) => fires(click(selector)))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(fires(view)).toBe(false)
})

it.each([
  [condition('contains', '{{Page URL}}', '/a?b'), true],
  [condition('contains', '{{Page URL}}', '/A?B'), false],
  [condition('contains', '{{Page URL}}', '/A?B', 'ignore_case'), true],
  [condition('contains', '{{Page URL}}', '/a?b', 'negate'), false],
  [condition('equals', '{{Page Path}}', '/a'), true],
  [condition('startsWith', '{{Page URL}}', 'https://shop.'), true],
  [condition('endsWith', '{{Page URL}}', '=C'), true],
  [condition('matchRegex', '{{Page URL}}', 'b=c$'), false],
  [condition('matchRegex', '{{Page URL}}', 'b=c$', 'ignore_case'), true],
])('a page view meets its condition or does not: %j', (filter, expected) => {
  expect(live({ type: 'pageview', filter: [filter] })(view)).toBe(expected)
})

it('a custom event fires by its name, a form by its selector', () => {
  const custom = live({
    type: 'customEvent',
    customEventFilter: [condition('equals', '{{_event}}', 'signup')],
  })
  expect(custom({ type: 'custom', url: view.url, eventName: 'signup' })).toBe(true)
  expect(custom({ type: 'custom', url: view.url, eventName: 'other' })).toBe(false)
  const form = live({
    type: 'formSubmission',
    filter: [condition('cssSelector', '{{Form Element}}', '#contact')],
  })
  expect(form({ type: 'form', url: view.url, matches: ['#contact'] })).toBe(true)
})

it('a paused tag, a blocked tag and a container with nothing live report nothing', () => {
  expect(live({ type: 'pageview' })(view)).toBe(true)
  expect(live({ type: 'pageview' }, { paused: true })(view)).toBe(false)
  expect(live({ type: 'pageview' }, { blockingTriggerId: ['2147479553'] })(view)).toBe(false)
  const sandbox = createSandbox()
  expect(sandbox.simulate(sandbox.addContainer().publicId, view)).toEqual([])
})
