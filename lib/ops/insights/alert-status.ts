import type { Insight } from './collect-insights.ts'

/** 0: nothing is wrong; 1: an alert could not be asked for; 2: something is wrong, and its rows say what. */
export function alertStatus(insights: readonly Insight[]): 0 | 1 | 2 {
  const alerts = insights.filter(({ alert }) => alert)
  if (alerts.some(({ rows }) => rows.length > 0)) return 2
  return alerts.some(({ failure }) => failure !== undefined) ? 1 : 0
}
