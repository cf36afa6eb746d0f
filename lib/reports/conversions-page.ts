import type { Position } from '../paging/cursor.ts'
import type { Counted } from './conversions-view.ts'

/** Which rows of a report of conversions to read. */
export type ConversionsPage = {
  /** First and last day, `2026-11-28`. */
  from: string
  until: string
  customerId?: string | undefined
  after: Position<Date> | undefined
  take: number
  /** Whether the days are to be counted one by one as well. */
  isDaily: boolean
}

/** What each row of a page has, as the statement returns it. */
export type CountedRow = Counted & {
  id: string
  createdAt: Date
  /** Conversions by the number of days since the first one of the window, of days that have some. */
  byDay: Readonly<Record<string, number>> | null
}
