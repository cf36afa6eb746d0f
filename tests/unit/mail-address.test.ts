import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailAddress } from '../../lib/input/mail-address.ts'
import { Invite } from '../../lib/members/invitation-input.ts'

describe('an address', () => {
  it.each([
    [' Ana@Agency.Example ', 'ana@agency.example'],
    ['ivan@xn--80ak6aa92e.xn--p1ai', 'ivan@xn--80ak6aa92e.xn--p1ai'],
    ['Ivan@ПРИМЕР.РФ', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ivan@XN--E1AFMKFD.xn--p1ai', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['info@例え。テスト', 'info@xn--r8jz45g.xn--zckzah'],
    ['info@bu\u0308cher.example', 'info@xn--bcher-kva.example'],
    ['info@ｆｕｌｌ.example', 'info@full.example'],
    ['ana+clients@agency.example', 'ana+clients@agency.example'],
    ["o'neil/sales=1@agency.example", "o'neil/sales=1@agency.example"],
    ['a..b.@docomo.example', 'a..b.@docomo.example'],
    ['JU\u0308RGEN@agency.example', 'j\u00fcrgen@agency.example'],
    ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
  ])('written %s is stored as %s, whoever says it', (text, stored) => {
    expect(mailAddress(text)).toBe(stored)
    expect(Invite.parse({ email: text }).email).toBe(stored)
  })

  it.each([
    '',
    'ana',
    'ana@',
    '@agency.example',
    'ana@agency',
    'ana@agency..example',
    'ana@.example',
    'ana@agency.example.',
    'ana@b@agency.example',
    'ana maria@agency.example',
    'ana@agency .example',
    'ana@agency.example, ben@agency.example',
    'Ana <ana@agency.example>',
    'ana\u200b@agency.example',
    'ana@agency.example/path',
    'ana@[127.0.0.1]',
    `${'a'.repeat(310)}@agency.example`,
  ])('cannot be %j', (email) => {
    const { error } = Invite.safeParse({ email })
    expect(error?.issues.map(({ path }) => path)).toEqual([['email']])
  })

  it('has one spelling, which stays what it is, also by way of Unicode', () => {
    const label = fc.stringMatching(/^[a-z\u00e4\u00f6\u00fc\u0430-\u044f]{1,12}$/)
    fc.assert(
      fc.property(label, label, label, (mailbox, name, top) => {
        const stored = mailAddress(`${mailbox}@${name}.${top}`)
        expect(stored).toBeDefined()
        const [, domain = ''] = (stored ?? '').split('@')
        expect(mailAddress(stored ?? '')).toBe(stored)
        expect(mailAddress(`${mailbox.toUpperCase()}@${domainToUnicode(domain).toUpperCase()}`)).toBe(stored)
      }),
    )
  })
})
