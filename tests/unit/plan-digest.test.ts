import { describe, expect, it } from 'vitest'
import { identify } from '../../lib/deployment/identify.ts'
import { digestOf } from '../../lib/sync/plan/digest-of.ts'
import { isUnknown, unknownLabel } from '../../lib/sync/plan/unknown-label.ts'

describe('the digest of a plan', () => {
  it('is the same whatever the order of keys, at any depth', () => {
    expect(digestOf({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(digestOf({ b: [{ d: 3, c: 2 }], a: 1 }))
  })

  it('takes a key without a value as absent', () => {
    expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }))
  })

  it('is another one where a value, or the order of changes, is another', () => {
    const digests = [[1, 2], [2, 1], ['1', '2'], [1, 2, null], {}].map(digestOf)
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('a label that is not known yet', () => {
  it('is on no tag, and hides none that is found by the label that it had', () => {
    const trackingId = '0199f6c2-8d3e-7a41-b5c0-6e2f9d1a4b73'
    const known = { conversionId: '123', label: 'AbC' }
    const parameter = [
      { type: 'template', key: 'conversionId', value: known.conversionId },
      { type: 'template', key: 'conversionLabel', value: known.label },
    ]
    const tag = { tagId: '7', name: 'Ours', type: 'awct', parameter, notes: `oneclicktag:${trackingId}` }
    const contents = { tag: [tag], trigger: [], variable: [], builtInVariable: [] }
    const found = (labels: (typeof known)[]) =>
      identify(contents, { trackingId, labels, tagId: '7', triggers: [] })
    const unknown = unknownLabel(trackingId)
    expect(isUnknown(unknown.label) && isUnknown(unknown.conversionId)).toBe(true)
    expect(isUnknown(known.label)).toBe(false)
    expect(found([known, unknown]).tag).toBe(tag)
    expect(found([unknown]).tag).toBeUndefined()
    expect(found([unknown]).foreign).toEqual([tag])
  })
})
