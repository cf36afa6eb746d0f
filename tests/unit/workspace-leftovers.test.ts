import { expect, it } from 'vitest'
import { NO_CONTENTS } from '../../lib/deployment/container-contents.ts'
import { LINKER_MARK, mark } from '../../lib/deployment/mark.ts'
import { foreignDrafts } from '../../lib/sync/plan/foreign-drafts.ts'
import { planLeftovers } from '../../lib/sync/plan/plan-leftovers.ts'

const GONE = mark('0199f6c2-8d3e-7a41-b5c0-000000000001')
const tag = (tagId: string, type: string, notes: string) => ({ tagId, name: `${type} ${tagId}`, type, notes })
const workspace = {
  ...NO_CONTENTS,
  tag: [
    tag('1', 'awct', GONE),
    tag('2', 'gaawe', GONE),
    tag('3', 'html', LINKER_MARK),
    tag('4', 'gclidw', LINKER_MARK),
  ],
}

it('of drafts with our mark, only those that a run of ours may have made are thrown away', () => {
  const changes = planLeftovers({ trackings: [], conversions: new Map() }, workspace, NO_CONTENTS)
  expect(changes.map((change) => change.tag?.name)).toEqual(['awct 1'])
})

it('a draft with our mark that people have turned into another tag is theirs, and stops the run by its name', () => {
  const drafted = workspace.tag.map((each) => ({ changeStatus: 'added', tag: each }))
  expect(foreignDrafts({ drafted, contents: workspace, base: NO_CONTENTS, folder: null }, [], {})).toEqual([
    'gaawe 2',
    'html 3',
  ])
})
