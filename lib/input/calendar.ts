import { z } from 'zod'

const message = 'must not be before 1900'
const isCounted = (text: string) => text >= '1900'

/** A day, `2026-11-28`. Years before 1900 are typing errors, and the year 0 is none that PostgreSQL has. */
export const Day = z.iso.date().refine(isCounted, message)

/** A moment in UTC, `2026-11-28T17:30:00Z`; likewise. */
export const Moment = z.iso.datetime().refine(isCounted, message)
