import { isException } from '../tracking-types/is-exception.ts'

/**
 * The mark in the notes of our objects; free text, which people copy along, so it proves nothing by itself.
 * @param role of an exception, which tells it from the others of its tracking; other triggers are told by their type
 */
export function mark(trackingId: string, role?: string): string {
  return `oneclicktag:${trackingId}${role !== undefined && isException(role) ? ` ${role}` : ''}`
}

/** Whether notes have the mark of a tracking's trigger of a role. */
export function isMarkedAs(notes: string | null | undefined, trackingId: string, role: string): boolean {
  const found = markOf(trackingId).exec(notes ?? '')
  return found !== null && (found[1] ?? '') === (isException(role) ? role : '')
}

/** Notes without the mark of a tracking: what people have written there. */
export function withoutMark(notes: string, trackingId: string): string {
  return notes.replace(markOf(trackingId), '').trim()
}

/** Finds the mark of a tracking, with the role of an exception. */
function markOf(trackingId: string): RegExp {
  return new RegExp(`${mark(trackingId)}(?: (exception-\\d+))?`)
}

/** The tracking that an object with a mark was made for. */
export function markedTracking(notes: string | null | undefined): string | undefined {
  return /oneclicktag:([0-9a-f-]{36})/.exec(notes ?? '')?.[1]
}

/** The mark of the Conversion Linker that we have made; it is for all trackings of the container. */
export const LINKER_MARK = 'oneclicktag:conversion-linker'

/** The mark of a folder that we have made; people may put theirs in it, too. */
export const FOLDER_MARK = 'oneclicktag:folder'

/** Whether an object has a mark of ours, of a tracking or of the linker. */
export function isMarked({ notes }: { notes?: string | null }): boolean {
  return markedTracking(notes) !== undefined || (notes ?? '').includes(LINKER_MARK)
}

/** Whether a tag is a Conversion Linker with our mark: ours, or a copy of it. */
export function isMarkedLinker({ type, notes }: { type?: string | null; notes?: string | null }): boolean {
  return type === 'gclidw' && (notes ?? '').includes(LINKER_MARK)
}
