import { PAGE } from '../contestant.ts'
import { trackingView } from './tracking-view.ts'

type Row = Parameters<typeof trackingView>[0] & { id: string; createdAt: Date }

/** The page out of one row more, with the position that the next one begins behind. */
export function pageOfTrackings(rows: readonly Row[]) {
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  const nextCursor =
    last && rows.length > PAGE
      ? Buffer.from(JSON.stringify([last.createdAt.getTime(), last.id])).toString('base64url')
      : null
  return { data: page.map(trackingView), nextCursor }
}
