import { describe, expect, it } from 'vitest'
import type { ContainerContents } from '../../lib/deployment/container-contents.ts'
import { LINKER_MARK, mark } from '../../lib/deployment/mark.ts'
import { userDataVariables } from '../../lib/deployment/own-variable.ts'
import type { Tag, Trigger } from '../../lib/google/tag-manager-schemas.ts'
import { changesBetween } from '../../lib/sync/plan/changes-between.ts'
import { planRollback } from '../../lib/sync/plan/plan-rollback.ts'

const OURS = mark('01890000-0000-7000-8000-000000000000')

const trigger = (id: string, changes: Partial<Trigger> = {}): Trigger => ({
  triggerId: id,
  name: `Trigger ${id}`,
  type: 'customEvent',
  notes: OURS,
  ...changes,
})
const tag = (id: string, triggerIds: string[], changes: Partial<Tag> = {}): Tag => ({
  tagId: id,
  name: `Tag ${id}`,
  type: 'awct',
  notes: OURS,
  firingTriggerId: triggerIds,
  ...changes,
})
const holding = (contents: Partial<ContainerContents>): ContainerContents => ({
  tag: [],
  trigger: [],
  variable: [],
  builtInVariable: [],
  ...contents,
})
const value = (text: string) => ({ parameter: [{ type: 'template', key: 'conversionValue', value: text }] })
const foreign = (id: string, triggerIds: string[]) =>
  tag(id, triggerIds, { type: 'html', notes: 'theirs', name: `Theirs ${id}` })

const BEFORE = holding({ tag: [tag('1', ['2'], value('1'))], trigger: [trigger('2')] })

describe('planRollback', () => {
  it('of what is live as we published it gives what was before', () => {
    const ours = holding({
      tag: [tag('1', ['2'], value('5')), tag('3', ['4'])],
      trigger: [trigger('2'), trigger('4')],
      builtInVariable: [{ type: 'clickElement' }],
    })
    expect(planRollback({ before: BEFORE, ours, live: ours })).toEqual({ wanted: BEFORE, notes: [] })
  })

  it('keeps what other people have added since', () => {
    const ours = holding({ ...BEFORE, tag: [...BEFORE.tag, tag('3', ['2'])] })
    const theirs = foreign('9', ['2'])
    const live = holding({ ...ours, tag: [...ours.tag, theirs] })
    const { wanted, notes } = planRollback({ before: BEFORE, ours, live })
    expect(wanted.tag).toEqual([...BEFORE.tag, theirs])
    expect(notes).toEqual([])
  })

  it('removes what we sent along of visitors, and keeps all of it where a tag of others sends it, too', () => {
    const variable = userDataVariables({ email: { dataLayer: 'user.email' } }).map((each, index) => ({
      ...each,
      type: String(each.type),
      variableId: `${index + 1}`,
    }))
    const ours = holding({ ...BEFORE, variable })
    expect(planRollback({ before: BEFORE, ours, live: ours }).wanted.variable).toEqual([])
    const parameter = [{ type: 'template', key: 'html', value: `{{${variable[1]?.name}}}` }]
    const live = holding({ ...ours, tag: [...ours.tag, { ...foreign('9', ['2']), parameter }] })
    expect(planRollback({ before: BEFORE, ours, live }).wanted.variable).toEqual(variable)
  })

  it('keeps a trigger of ours that others fire on or except, and says so', () => {
    const ours = holding({ ...BEFORE, trigger: [trigger('2'), trigger('4'), trigger('5'), trigger('6')] })
    const live = holding({
      ...ours,
      tag: [...ours.tag, foreign('8', ['4']), { ...foreign('9', []), blockingTriggerId: ['5'] }],
    })
    const { wanted, notes } = planRollback({ before: BEFORE, ours, live })
    expect(wanted.trigger.map(({ triggerId }) => triggerId)).toEqual(['2', '4', '5'])
    expect(notes.map(({ name, why }) => [name, why])).toEqual([
      ['Trigger 4', 'in_use'],
      ['Trigger 5', 'in_use'],
    ])
  })

  it('leaves a field that others have changed since, and sets the others back', () => {
    const ours = holding({ ...BEFORE, tag: [tag('1', ['2'], { ...value('5'), name: 'Ours' })] })
    const live = holding({ ...BEFORE, tag: [tag('1', ['2'], { ...value('7'), name: 'Ours' })] })
    const { wanted, notes } = planRollback({ before: BEFORE, ours, live })
    expect(wanted.tag).toEqual([tag('1', ['2'], value('7'))])
    expect(notes).toEqual([{ kind: 'tag', name: 'Ours', why: 'changed_since' }])
  })

  it('makes again what we deleted, without triggers that others have deleted since', () => {
    const ours = holding({ trigger: [trigger('2')] })
    const { wanted } = planRollback({ before: BEFORE, ours, live: holding({}) })
    expect(wanted.tag).toEqual([{ ...BEFORE.tag[0], firingTriggerId: [], blockingTriggerId: [] }])
    const taken = holding({ tag: [foreign('7', [])].map((each) => ({ ...each, name: 'Tag 1' })) })
    expect(planRollback({ before: BEFORE, ours, live: taken }).notes).toEqual([
      { kind: 'tag', name: 'Tag 1', why: 'name_taken' },
    ])
  })

  it('removes a linker of ours, unless a tag that others have added since relies on it', () => {
    const linker = tag('5', ['2147479553'], { type: 'gclidw', notes: LINKER_MARK, name: 'Linker' })
    const ours = holding({ ...BEFORE, tag: [...BEFORE.tag, linker] })
    expect(planRollback({ before: BEFORE, ours, live: ours }).wanted.tag).toEqual(BEFORE.tag)
    const live = holding({ ...ours, tag: [...ours.tag, { ...foreign('9', ['2']), type: 'awct' }] })
    const { wanted, notes } = planRollback({ before: BEFORE, ours, live })
    expect(wanted.tag.map(({ tagId }) => tagId)).toEqual(['1', '9', '5'])
    expect(notes).toEqual([{ kind: 'tag', name: 'Linker', why: 'in_use' }])
  })

  it('names what others have changed of an object that goes', () => {
    const ours = holding({ ...BEFORE, tag: [...BEFORE.tag, tag('3', ['2'])] })
    const live = holding({ ...ours, tag: [...BEFORE.tag, tag('3', ['2'], { paused: true })] })
    const { wanted, notes } = planRollback({ before: BEFORE, ours, live })
    expect(wanted).toEqual(BEFORE)
    expect(notes).toEqual([{ kind: 'tag', name: 'Tag 3', why: 'removed_with_changes' }])
  })

  it('of a first version leaves the built-in variables, for nobody knows who has enabled them', () => {
    const ours = holding({ ...BEFORE, builtInVariable: [{ type: 'pageUrl' }, { type: 'clickElement' }] })
    expect(planRollback({ before: undefined, ours, live: ours }).wanted).toEqual(
      holding({ builtInVariable: [{ type: 'pageUrl' }, { type: 'clickElement' }] }),
    )
  })
})

describe('changesBetween', () => {
  it('of the same contents is nothing, wherever each was read', () => {
    const read = holding({ ...BEFORE, tag: BEFORE.tag.map((each) => ({ ...each, fingerprint: '7' })) })
    expect(changesBetween(BEFORE, read)).toEqual([])
  })

  it('makes again under new ids, to which what refers to it is changed, and removes what refers first', () => {
    const from = holding({ tag: [tag('9', ['8'])], trigger: [trigger('8')] })
    const changes = changesBetween(from, BEFORE)
    expect(
      changes.map(({ changeStatus, tag, trigger }) => [changeStatus, tag?.tagId ?? trigger?.triggerId]),
    ).toEqual([
      ['added', 'new_1'],
      ['added', 'new_2'],
      ['deleted', '9'],
      ['deleted', '8'],
    ])
    expect(changes[1]?.tag?.firingTriggerId).toEqual(['new_1'])
  })

  it('finds by its name what an earlier try has made again under another id', () => {
    const left = holding({ trigger: [{ ...trigger('12'), name: 'Trigger 2', fingerprint: '3' }] })
    const changes = changesBetween(left, BEFORE)
    expect(changes.map(({ changeStatus }) => changeStatus)).toEqual(['added'])
    expect(changes[0]?.tag?.firingTriggerId).toEqual(['12'])
  })
})
