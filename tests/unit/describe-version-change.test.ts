import { describe, expect, it } from 'vitest'
import type { ContainerContents } from '../../lib/deployment/container-contents.ts'
import { describeVersionChange } from '../../lib/deployment/describe-version-change.ts'
import type { Fields } from '../../lib/deployment/fields.ts'
import { type ObjectKey, type OwnObjects, versionSnapshot } from '../../lib/deployment/version-snapshot.ts'
import type { Tag } from '../../lib/google/tag-manager-schemas.ts'

const tag = (tagId: string, more: Partial<Tag> = {}): Tag => ({
  tagId,
  name: `Tag ${tagId}`,
  type: 'html',
  ...more,
})
const contents = (...tags: Tag[]): ContainerContents => ({
  tag: tags,
  trigger: [],
  variable: [],
  builtInVariable: [],
})
const NOTHING_OWN: OwnObjects = { own: new Map(), shared: [] }
const ours = (id: string, fields: Fields): OwnObjects => ({
  own: new Map([[`tag:${id}` as ObjectKey, { trackingId: 'buy', name: 'Buy', fields }]]),
  shared: [],
})
const between = (before: [ContainerContents, OwnObjects], after: [ContainerContents, OwnObjects]) =>
  describeVersionChange({
    before: versionSnapshot(...before),
    after: versionSnapshot(...after),
    deployedBefore: new Set(['buy']),
  })
const BUY = { object: 'tag', owner: 'tracking', trackingId: 'buy', name: 'Buy' }

describe('the change of a version', () => {
  it('is none where Google has renewed fingerprints and paths, or writes keys in another order', () => {
    const [before, after] = [
      { tagId: '1', name: 'A', type: 'html', fingerprint: '1', path: 'versions/1/tags/1', notes: 'n' },
      { notes: 'n', path: 'versions/2/tags/1', fingerprint: '2', type: 'html', name: 'A', tagId: '1' },
    ]
    expect(between([contents(before), NOTHING_OWN], [contents(after), NOTHING_OWN])).toEqual([])
  })

  it('counts the objects of other people', () => {
    const before = contents(tag('1'), tag('2'), tag('3'))
    const after = contents(tag('1'), tag('2', { paused: true }), tag('4'), tag('5'))
    expect(between([before, NOTHING_OWN], [after, NOTHING_OWN])).toEqual([
      { change: 'added', object: 'tag', owner: 'others', count: 2 },
      { change: 'changed', object: 'tag', owner: 'others', count: 1 },
      { change: 'removed', object: 'tag', owner: 'others', count: 1 },
    ])
  })

  it('is a replacement where our tag is there under another id', () => {
    expect(between([contents(tag('1')), ours('1', {})], [contents(tag('9')), ours('9', {})])).toEqual([
      { ...BUY, change: 'replaced' },
    ])
  })

  it('tells a pause and changed fields of our tag apart', () => {
    const [before, after] = [tag('1'), tag('1', { paused: true })]
    const was = ours('1', { paused: false, name: 'A' })
    expect(
      between([contents(before), was], [contents(after), ours('1', { paused: true, name: 'B' })]),
    ).toEqual([
      { ...BUY, change: 'paused' },
      { ...BUY, change: 'changed', fields: [{ field: 'name', before: 'A', after: 'B' }] },
    ])
  })

  it('has no fields where our tag was turned into something else', () => {
    const after = tag('1', { type: 'gaawe' })
    expect(
      between([contents(tag('1')), ours('1', { type: 'awct' })], [contents(after), NOTHING_OWN]),
    ).toEqual([{ ...BUY, change: 'changed', fields: [] }])
  })

  it('is found by a snapshot of at most 25 bytes an object', () => {
    const tags = Array.from({ length: 1_000 }, (_, index) => tag(String(index)))
    expect(JSON.stringify(versionSnapshot(contents(...tags), NOTHING_OWN)).length).toBeLessThan(25_000)
  })
})
