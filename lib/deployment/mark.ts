/** The mark in the notes of our objects; free text, which people copy along, so it proves nothing by itself. */
export function mark(trackingId: string): string {
  return `oneclicktag:${trackingId}`
}

/** The tracking that an object with a mark was made for. */
export function markedTracking(notes: string | null | undefined): string | undefined {
  return /oneclicktag:([0-9a-f-]{36})/.exec(notes ?? '')?.[1]
}

/** The mark of the Conversion Linker that we have made; it is for all trackings of the container. */
export const LINKER_MARK = 'oneclicktag:conversion-linker'
