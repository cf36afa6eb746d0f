import { describe, expect, it } from 'vitest'
import {
  isNamedLikeOwn,
  isOwnVariable,
  readsLikeOwn,
  userDataVariable,
  userDataVariables,
} from '../../lib/deployment/own-variable.ts'
import type { EnhancedConversions } from '../../lib/model/enhanced-conversions.ts'

const EMAIL: EnhancedConversions = { email: { dataLayer: 'user.email' } }
const made = (enhanced: EnhancedConversions) => userDataVariable(enhanced) ?? expect.fail('no variable')

describe('the variable for enhanced conversions', () => {
  it('is none where nothing is sent along', () => {
    expect([userDataVariable('off'), userDataVariables('off')]).toEqual([undefined, []])
  })

  it('comes after the variables that it reads', () => {
    expect(userDataVariables(EMAIL).map(({ type }) => type)).toEqual(['v', 'awec'])
    expect(made(EMAIL).parameter).toEqual([
      { type: 'template', key: 'mode', value: 'MANUAL' },
      { type: 'template', key: 'email', value: '{{OCT - Data Layer - user.email}}' },
    ])
  })

  it('has another name wherever it sends something else along', () => {
    const phone = { phone: { dataLayer: 'user.email' } }
    const asked: EnhancedConversions[] = [
      EMAIL,
      { email: { dataLayer: 'user.mail' } },
      { ...EMAIL, ...phone },
      'automatic',
    ]
    expect(new Set(asked.map((each) => made(each).name)).size).toBe(asked.length)
    expect(made({ ...EMAIL, ...phone }).name).toBe(made({ ...phone, ...EMAIL }).name)
  })

  it.each([EMAIL, 'automatic'] as const)(
    'of %j is known as ours, also with what Tag Manager adds',
    (asked) => {
      const variable = made(asked)
      const more = { type: 'boolean', key: 'enableElementBlocking', value: 'false' }
      const saved = { ...variable, parameter: [more, ...variable.parameter].toReversed() }
      expect([readsLikeOwn(saved), isOwnVariable(saved), isNamedLikeOwn(saved.name)]).toEqual([
        true,
        true,
        true,
      ])
    },
  )

  it('is not ours any more once it sends something else along, or is of another type', () => {
    const variable = made(EMAIL)
    const [mode] = variable.parameter
    expect(readsLikeOwn({ ...variable, parameter: mode ? [mode] : [] })).toBe(false)
    expect(readsLikeOwn({ ...variable, type: 'jsm' })).toBe(false)
  })
})
