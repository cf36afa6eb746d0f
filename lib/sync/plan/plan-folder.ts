import type { ContainerContents } from '../../deployment/container-contents.ts'
import { FOLDER_MARK } from '../../deployment/mark.ts'
import type { Change } from './plan-tracking-objects.ts'

/** The folder for what is new: one of that name is used, whoever made it. */
export function planFolder(
  name: string | null,
  { folder = [] }: ContainerContents,
  newId: () => string,
): { folderId: string; added?: Change } | undefined {
  if (name === null) return undefined
  const there = folder.find((each) => each.name === name)
  if (there) return { folderId: there.folderId }
  const folderId = newId()
  return { folderId, added: { changeStatus: 'added', folder: { folderId, name, notes: FOLDER_MARK } } }
}

/** Whether a change puts an object into the folder. */
export function isPutInto(folderId: string, { tag, trigger, variable }: Change): boolean {
  return (tag ?? trigger ?? variable)?.parentFolderId === folderId
}
