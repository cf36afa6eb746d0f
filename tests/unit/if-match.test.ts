import { describe, expect, it } from 'vitest'
import { IF_MATCH } from '../../lib/input/if-match.ts'

const versions = (text: string) => IF_MATCH.parse({ 'if-match': text })['if-match']

describe('If-Match', () => {
  it.each([
    ['"3"', [3]],
    ['"3", "4"', [3, 4]],
    ['"3","4"', [3, 4]],
    ['"3", W/"4", "other", ""', [3, 4]],
    ['W/"3"', [3]],
    ['W/"3",W/"4"', [3, 4]],
    ['"3",', [3]],
    [', ,"3" ,, "4"', [3, 4]],
    ['"3-gzip"', [3]],
    ['W/"3--gzip"', [3]],
    ['"3-br", "4-zstd"', [3, 4]],
    ['"3-other"', []],
    ['"-gzip"', []],
    ['W/"03"', []],
    ['"03"', []],
    ['"0"', []],
    ['"-1"', []],
    ['"99999999999999999999"', []],
  ])('of %s names %j', (text, expected) => {
    expect(versions(text)).toEqual(expected)
  })

  it('of * names any, and so does none', () => {
    expect(versions('*')).toBeUndefined()
    expect(IF_MATCH.parse({})).toEqual({})
  })

  it.each(['3', '', '"3', '3"', '"3" "4"', ',', 'w/"3"', 'W/ "3"', 'W/3', '*, "3"', '"a"b"'])(
    'of %j is malformed',
    (text) => {
      expect(IF_MATCH.safeParse({ 'if-match': text }).success).toBe(false)
    },
  )
})
