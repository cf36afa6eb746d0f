import { describe, expect, it } from 'vitest'
import { CreateCustomer, choosesGoogle, UpdateCustomer } from '../../lib/customers/customer-input.ts'

const violationsOf = (schema: typeof CreateCustomer | typeof UpdateCustomer, input: unknown) =>
  (schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join('.'))

describe('a new customer', () => {
  it.each([
    'http://localhost:8080',
    'https://shop.example/a?b=c#d',
    'https://xn--bcker-gra.example',
    'https://bäcker.example/ü',
  ])('may have the website %s', (websiteUrl) => {
    expect(violationsOf(CreateCustomer, { name: 'Shop', websiteUrl })).toEqual([])
  })

  it.each([
    'shop.example',
    'ftp://shop.example',
    'HTTPS://shop.example',
    'https://',
    'https://shop example',
    'https://shop.example/\u0000',
    'https://shop.example/\ud800',
    'https://user:secret@shop.example',
    `https://shop.example/${'x'.repeat(2048)}`,
  ])('cannot have the website %j', (websiteUrl) => {
    expect(violationsOf(CreateCustomer, { name: 'Shop', websiteUrl })).toEqual(['websiteUrl'])
  })
})

describe('a change of a customer', () => {
  it('takes Google Ads accounts with and without dashes', () => {
    const ids = { googleAdsAccountId: '123-456-7890', loginCustomerId: '5556667777' }
    expect(UpdateCustomer.parse(ids)).toEqual({
      googleAdsAccountId: '1234567890',
      loginCustomerId: '5556667777',
    })
  })

  it.each([
    [{}, ['']],
    [{ paused: 'yes' }, ['paused']],
    [{ status: 'INACTIVE' }, ['', '']],
    [{ googleContainerId: 'gtm-abc' }, ['googleContainerId']],
    [{ googleAdsAccountId: '123' }, ['googleAdsAccountId']],
    [{ name: null }, ['name']],
  ])('%j names %j', (input, faults) => {
    expect(violationsOf(UpdateCustomer, input)).toEqual(faults)
  })

  it('is an ADMIN’s when it says what is written to', () => {
    expect(choosesGoogle({ name: 'X', paused: true })).toBe(false)
    expect(choosesGoogle({ googleContainerId: 'GTM-A' })).toBe(true)
    expect(choosesGoogle({ googleAdsAccountId: '1234567890' })).toBe(true)
    expect(choosesGoogle({ loginCustomerId: '1234567890' })).toBe(true)
  })
})
