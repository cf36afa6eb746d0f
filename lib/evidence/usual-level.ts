import type { DailyCounts } from './daily-counts.ts'

const WEEK = 7
const FORTNIGHT = 14
/** Eight weeks: each weekday eight times, and less than a season. */
const BASE_DAYS = 56
/** A weekday differs from the others as far as its conversions outweigh so many at the mean. */
const WEEKDAY_PRIOR = 2
/** A fortnight is lower than the others only as far as so many standard errors do not explain it: one of four is low by chance. */
const FORTNIGHT_ERRORS = 2.5

/** What was usual up to a day. */
export type UsualLevel = {
  /** What the level is known from: conversions, at the lowest fortnight. */
  conversions: number
  perWeek: number
  /**
   * Conversions on a day (its number), by its weekday, at the level of the lowest of the four fortnights: a campaign that
   * raised the others may be over.
   */
  expectedOn: (day: number) => number
}

/**
 * The level of the eight weeks before the day `end`, or of what there is since the first conversion, at least two weeks.
 * `end` is the day of a conversion: days that are chosen to end with one would have one too many, so the level leaves it
 * out. Only `perWeek` counts it, as people would.
 */
export function usualLevel(counts: DailyCounts, end: number): UsualLevel {
  const start = Math.max(counts.firstOn ?? end, end - BASE_DAYS)
  const days = Math.max(end - start, FORTNIGHT)
  const conversions = counts.sum(end - days, end)
  const perDay = conversions / days
  const lowest = lowestFortnight(counts, end - days, end, perDay)
  const weekdays = weekdayRates(counts, end - days, end, perDay)
  return {
    conversions: conversions * lowest,
    perWeek: (counts.sum(end + 1 - days, end + 1) / days) * WEEK,
    expectedOn: (day) => (weekdays[weekdayOf(day)] ?? 0) * lowest,
  }
}

/** The lowest whole fortnight by the mean of all days, at most 1. */
function lowestFortnight(counts: DailyCounts, start: number, end: number, perDay: number): number {
  let lowest = perDay * FORTNIGHT
  for (let last = end; last - FORTNIGHT >= start; last -= FORTNIGHT) {
    const observed = counts.sum(last - FORTNIGHT, last)
    lowest = Math.min(lowest, observed + FORTNIGHT_ERRORS * Math.sqrt(observed + 1))
  }
  return perDay > 0 ? lowest / (perDay * FORTNIGHT) : 1
}

function weekdayRates(counts: DailyCounts, start: number, end: number, perDay: number): readonly number[] {
  if (perDay === 0) return []
  const sums = new Array<number>(WEEK).fill(0)
  const days = new Array<number>(WEEK).fill(0)
  for (let day = start; day < end; day += 1) {
    const weekday = weekdayOf(day)
    sums[weekday] = (sums[weekday] ?? 0) + counts.sum(day, day + 1)
    days[weekday] = (days[weekday] ?? 0) + 1
  }
  return sums.map((sum, weekday) => (sum + WEEKDAY_PRIOR) / ((days[weekday] ?? 0) + WEEKDAY_PRIOR / perDay))
}

/** Any number that is the same a week later; days before 1970 have one too. */
function weekdayOf(day: number): number {
  return ((day % WEEK) + WEEK) % WEEK
}
